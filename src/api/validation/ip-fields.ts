import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { isNetworkAddress, isStrictCidr, isStrictIp, parseCidr, parseIp, scopeOf } from '../ip.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';

/** Fields that hold addresses (k8s.io/apimachinery/pkg/util/validation/ip.go and pkg/apis/core/validation/validation.go, v1.36). */

/** An address in its one canonical-enough spelling: no leading zeros, not IPv4 written as IPv6 (`IsValidIP`). */
export function validateIp(text: string, path: FieldPath): FieldError[] {
  const address = parseIp(text);
  if (address === undefined) return [invalid(path, text, 'is no IP address, write it like 10.9.8.7 or 2001:db8::ffff')];
  if (!isStrictIp(text)) return [invalid(path, text, 'must not have leading zeros, some programs read them as octal')];
  return address.mapped ? [invalid(path, text, 'must not be an IPv4 address written as IPv6, drop the ::ffff: before it')] : [];
}

/** A network: no leading zeros, not IPv4 written as IPv6, no bits set beyond the prefix (`IsValidCIDR`). */
export function validateCidr(text: string, path: FieldPath): FieldError[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return [invalid(path, text, 'is no network, write it like 10.9.8.0/24 or 2001:db8::/64')];
  if (!isStrictCidr(text)) return [invalid(path, text, 'must not have leading zeros in its address or prefix length')];
  if (cidr.address.mapped) return [invalid(path, text, 'must not be an IPv4 network written as IPv6')];
  return isNetworkAddress(cidr) ? [] : [invalid(path, text, 'must not have bits set beyond the prefix length')];
}

/** Fields older than the strict rules: they apply from 1.36 on, and never to a value that the stored object already has. */
export function validateLegacyIp(text: string, path: FieldPath, version: KubernetesVersion, stored: readonly string[] = []): FieldError[] {
  if (isStrictByDefault(version) && !stored.includes(text)) return validateIp(text, path);
  return parseIp(text) === undefined ? validateIp(text, path) : [];
}

export function validateLegacyCidr(text: string, path: FieldPath, version: KubernetesVersion, stored: readonly string[] = []): FieldError[] {
  if (isStrictByDefault(version) && !stored.includes(text)) return validateCidr(text, path);
  return parseCidr(text) === undefined ? validateCidr(text, path) : [];
}

/** The feature gate StrictIPCIDRValidation is on by default from 1.36 on. */
function isStrictByDefault(version: KubernetesVersion): boolean {
  return compareKubernetesVersions(version, '1.36') >= 0;
}

/** An address that other machines can reach: not unspecified, loopback or link-local (`ValidateEndpointIP`). */
export function validateReachableIp(text: string, path: FieldPath): FieldError[] {
  const address = parseIp(text);
  if (address === undefined) return [invalid(path, text, 'must be an IP address')];
  const scope = scopeOf(address);
  return scope === undefined ? [] : [invalid(path, text, `is an address of the ${scope} range, which no other machine can reach`)];
}
