import type { FieldPath } from '../../diag/field-path.ts';
import { formatIp, formatNetwork, isNetworkAddress, isStrictCidr, isStrictIp, parseCidr, parseIp } from '../ip.ts';
import type { ServerWarning } from '../strategy.ts';

/** What the server says about addresses that it reads, but that other programs may read differently (k8s.io/apimachinery/pkg/util/validation/ip.go, v1.36). */
export function ipWarnings(text: string, path: FieldPath): ServerWarning[] {
  const address = parseIp(text);
  if (address === undefined) return [];
  const canonical = formatIp(address);
  if (address.mapped || !isStrictIp(text)) return [{ path, message: `non-standard IP address "${text}", write it as "${canonical}"` }];
  return address.family === 6 && canonical !== text ? [{ path, message: `the canonical form of "${text}" is "${canonical}"` }] : [];
}

/** The same for networks, and for those that look like the address of one machine. */
export function cidrWarnings(text: string, path: FieldPath): ServerWarning[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return [];
  const network = formatNetwork(cidr);
  const warnings: ServerWarning[] = [];
  if (!isNetworkAddress(cidr)) {
    const bits = cidr.address.family === 6 ? 128 : 32;
    warnings.push({ path, message: `"${text}" is ambiguous here: "${network}" or "${formatIp(cidr.address)}/${bits}"?` });
  }
  if (cidr.address.mapped || !isStrictCidr(text)) warnings.push({ path, message: `non-standard CIDR "${text}", write it as "${network}"` });
  if (warnings.length === 0 && cidr.address.family === 6 && network !== text) warnings.push({ path, message: `the canonical form of "${text}" is "${network}"` });
  return warnings;
}
