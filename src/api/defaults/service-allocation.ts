import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { cloneJson } from '../json.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { ServiceSpec } from '../types/core-v1.ts';
import { clusterIpErrors, familyOf } from '../validation/service/cluster-ips.ts';
import type { IpFamily } from '../validation/service/cluster-ips.ts';

/**
 * What the API server fills into a Service before it validates it, as far as it does not depend on what is still free
 * (pkg/registry/core/service/storage/alloc.go and storage.go, v1.36). Addresses and ports are the cluster's to assign.
 */

/** The families that Services get addresses of; an offline check assumes the default, a cluster with IPv4 only. */
export const CLUSTER_FAMILIES: readonly IpFamily[] = ['IPv4'];

/** Keeps `clusterIP` and `clusterIPs` in step when the client wrote only one of them (`normalizeClusterIPs`). */
export function normalizeClusterIps(spec: ServiceSpec, old?: ServiceSpec): void {
  const clusterIp = spec.clusterIP ?? '';
  const isUnset = (spec.clusterIPs ?? []).length === 0;
  if (old === undefined) {
    if (clusterIp !== '' && isUnset) spec.clusterIPs = [clusterIp];
    return;
  }
  const oldClusterIp = old.clusterIP ?? '';
  if (isUnset && oldClusterIp === clusterIp && (old.clusterIPs ?? []).length > 0) spec.clusterIPs = [...(old.clusterIPs ?? [])];
  if (oldClusterIp === clusterIp || !sameTexts(old.clusterIPs, spec.clusterIPs)) return;
  if (oldClusterIp !== '' && clusterIp === '') delete spec.clusterIPs;
  else spec.clusterIPs = [clusterIp];
}

/** Fills in the IP families and their policy and returns nothing, or returns why that is impossible and leaves the spec alone. */
export function assignIpFamilies(spec: ServiceSpec, version: KubernetesVersion, old?: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  if (old !== undefined && isUnchangedPreferDualStack(spec, old)) return [];
  const draft = cloneJson(spec);
  const errors = initFamilies(draft, version, old);
  if (errors.length === 0) Object.assign(spec, draft);
  return errors;
}

/** `initIPFamilyFields` */
function initFamilies(spec: ServiceSpec, version: KubernetesVersion, old: ServiceSpec | undefined): FieldError[] {
  const selectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const policy = (spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (selectorless ? 'RequireDualStack' : 'SingleStack'));
  const mistakes = clusterIpErrors(spec, version, old);
  if (mistakes.length > 0) return mistakes;
  const errors = old === undefined ? [] : reductionErrors(spec, old);
  if (policy === 'SingleStack') {
    if ((spec.clusterIPs ?? []).length === 2) errors.push(policyError(policy, 'two cluster IPs need PreferDualStack or RequireDualStack'));
    if ((spec.ipFamilies ?? []).length === 2) errors.push(policyError(policy, 'two IP families need PreferDualStack or RequireDualStack'));
  }
  errors.push(...inferFamilies(spec));
  if (errors.length > 0) return errors;
  const families = (spec.ipFamilies ??= []);
  if (selectorless) {
    if (families.length === 0) families.push(...CLUSTER_FAMILIES.slice(0, 1));
    // Without a selector there is nothing to be of the wrong family.
    if (families.length < 2 && policy !== 'SingleStack') families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
    return [];
  }
  if (policy === 'RequireDualStack' && CLUSTER_FAMILIES.length < 2) errors.push(policyError(policy, 'the cluster has addresses of one family only'));
  families.forEach((family, index) => {
    if (!isConfigured(family)) errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'the cluster has no addresses of this family'));
  });
  if (errors.length > 0) return errors;
  if (families.length === 0) families.push(...CLUSTER_FAMILIES.slice(0, 1));
  if (policy !== 'SingleStack' && families.length === 1 && CLUSTER_FAMILIES.length === 2) families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
  return [];
}

/** A second address or family may only be given up together with the policy. */
function reductionErrors(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (spec.ipFamilyPolicy === 'SingleStack') {
    if (clusterIPs.length > 1 && sameTexts(clusterIPs, old.clusterIPs)) spec.clusterIPs = clusterIPs.slice(0, 1);
    if (ipFamilies.length > 1 && sameTexts(ipFamilies, old.ipFamilies)) spec.ipFamilies = ipFamilies.slice(0, 1);
    return [];
  }
  const errors: FieldError[] = [];
  if (isReduced(clusterIPs, old.clusterIPs)) errors.push(policyError(spec.ipFamilyPolicy, 'must be SingleStack to give up the second cluster IP'));
  if (isReduced(ipFamilies, old.ipFamilies)) errors.push(policyError(spec.ipFamilyPolicy, 'must be SingleStack to give up the second IP family'));
  return errors;
}

/** Families follow from the addresses that the client chose. */
function inferFamilies(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const families = (spec.ipFamilies ??= []);
  for (const [index, ip] of (spec.clusterIPs ?? []).entries()) {
    if (ip === 'None') break;
    const family = familyOf(ip) ?? 'unknown';
    if (index < families.length) continue;
    if (isConfigured(family)) families.push(family);
    else errors.push(invalid(`spec.clusterIPs[${index}]`, ip, `the cluster has no ${family} addresses`));
  }
  return errors;
}

function isConfigured(family: string): boolean {
  return CLUSTER_FAMILIES.some((configured) => configured === family);
}

function policyError(policy: string | undefined, message: string): FieldError {
  return invalid('spec.ipFamilyPolicy', policy, message);
}

function isReduced(texts: readonly string[], old: readonly string[] | undefined): boolean {
  return texts.length > 0 && texts.length < (old ?? []).length;
}

export function sameTexts(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  const left = a ?? [];
  const right = b ?? [];
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** A Service that prefers two families is not changed because the cluster has changed (`isMatchingPreferDualStackClusterIPFields`). */
function isUnchangedPreferDualStack(spec: ServiceSpec, old: ServiceSpec): boolean {
  return (
    spec.ipFamilyPolicy === 'PreferDualStack' &&
    (old.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    spec.type === old.type &&
    sameTexts(spec.clusterIPs, old.clusterIPs) &&
    sameTexts(spec.ipFamilies, old.ipFamilies)
  );
}
