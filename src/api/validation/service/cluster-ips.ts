import { at } from '../../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { parseIp } from '../../ip.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { ServiceSpec } from '../../types/core-v1.ts';
import { validateLegacyIp } from '../ip-fields.ts';

export type IpFamily = 'IPv4' | 'IPv6';

const FAMILIES: readonly string[] = ['IPv4', 'IPv6'];
export const FAMILY_POLICIES: readonly string[] = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const PATH = 'spec.clusterIPs';

/** A Service without an address of its own: DNS gives the addresses of its pods. */
export function isHeadless({ clusterIPs = [] }: ServiceSpec): boolean {
  return clusterIPs.length === 1 && clusterIPs[0] === 'None';
}

/** How addresses, families and their policy fit together (`ValidateServiceClusterIPsRelatedFields`); not for type ExternalName. */
export function clusterIpErrors(spec: ServiceSpec, version: KubernetesVersion, old?: ServiceSpec): FieldError[] {
  const clusterIp = spec.clusterIP ?? '';
  const clusterIps = spec.clusterIPs ?? [];
  const errors: FieldError[] = [];
  if (clusterIp === '') {
    if (clusterIps.length > 0) errors.push(invalid(PATH, clusterIps, 'must be left out when clusterIP is'));
  } else if (clusterIps.length === 0) errors.push(required(PATH, 'its first address must be clusterIP'));
  else if (clusterIps[0] !== clusterIp) errors.push(invalid(PATH, clusterIps, 'the first address must be clusterIP'));
  errors.push(...familyErrors(spec));

  let unreadable = false;
  clusterIps.forEach((ip, index) => {
    if (index === 0 && ip === 'None') {
      if (clusterIps.length === 1) return;
      unreadable = true;
      errors.push(invalid(PATH, clusterIps, "'None' excludes every other address"));
      return;
    }
    const problems = validateLegacyIp(ip, at(PATH, index), version, old?.clusterIPs);
    if (problems.length > 0) unreadable = true;
    errors.push(...problems);
  });
  if (clusterIps.length > 2) errors.push(invalid(PATH, clusterIps, 'holds at most one address of each IP family'));
  // What follows would only confuse when an address cannot be read.
  if (unreadable) return errors;
  if (clusterIps.length > 1 && !isDualStack(clusterIps)) errors.push(invalid(PATH, clusterIps, 'holds at most one address of each IP family'));
  if (!isHeadless(spec)) errors.push(...mismatches(spec));
  return errors;
}

function familyErrors({ ipFamilies = [], ipFamilyPolicy }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  ipFamilies.forEach((family, index) => {
    const path = at('spec.ipFamilies', index);
    if (!FAMILIES.includes(family)) errors.push(notSupported(path, family, FAMILIES));
    if (seen.has(family)) errors.push(duplicate(path, family));
    seen.add(family);
  });
  if (ipFamilyPolicy !== undefined && !FAMILY_POLICIES.includes(ipFamilyPolicy)) errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, FAMILY_POLICIES));
  return errors;
}

/** Addresses of another family than the one at the same place of `ipFamilies`. */
function mismatches({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  clusterIPs.forEach((ip, index) => {
    const wanted = ipFamilies[index];
    const isIpv6 = familyOf(ip) === 'IPv6';
    if ((wanted === 'IPv4' && isIpv6) || (wanted === 'IPv6' && !isIpv6)) {
      errors.push(invalid(at(PATH, index), ip, `must be an ${wanted} address, as ipFamilies[${index}] says`));
    }
  });
  return errors;
}

/** Exactly: some address of each family. */
function isDualStack(ips: readonly string[]): boolean {
  const families = new Set(ips.map(familyOf));
  return families.has('IPv4') && families.has('IPv6');
}

export function familyOf(ip: string): IpFamily | undefined {
  const address = parseIp(ip);
  return address === undefined ? undefined : address.family === 6 ? 'IPv6' : 'IPv4';
}
