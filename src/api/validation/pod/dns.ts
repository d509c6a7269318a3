import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import { byteLength, dns1123SubdomainProblems } from '../../names.ts';
import type { HostAlias, PodDNSConfig, PodSpec } from '../../types/core-v1.ts';
import { validateLegacyIp } from '../ip-fields.ts';
import { invalidForEach, validateDns1123Subdomain } from '../problems.ts';
import type { PodOptions } from './options.ts';

const DNS_POLICIES: readonly string[] = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
/** What libc can take. */
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_BYTES = 2048;

/** How names are resolved in a pod (pkg/apis/core/validation/validation.go, `validatePodDNSConfig`, v1.36). */
export function validateDns(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const { dnsPolicy = '', dnsConfig } = spec;
  const configPath = child(path, 'dnsConfig');
  const errors: FieldError[] = [];
  if (dnsPolicy === '') errors.push(required(child(path, 'dnsPolicy'), `must be one of ${DNS_POLICIES.join(', ')}`));
  else if (!DNS_POLICIES.includes(dnsPolicy)) errors.push(notSupported(child(path, 'dnsPolicy'), dnsPolicy, DNS_POLICIES));
  if (dnsPolicy === 'None') {
    if (dnsConfig === undefined) return [...errors, required(configPath, 'dnsPolicy None leaves everything to dnsConfig')];
    if ((dnsConfig.nameservers ?? []).length === 0) return [...errors, required(child(configPath, 'nameservers'), 'dnsPolicy None needs at least one name server')];
  }
  if (dnsConfig !== undefined) errors.push(...validateDnsConfig(dnsConfig, options, configPath));
  return errors;
}

function validateDnsConfig(config: PodDNSConfig, options: PodOptions, path: FieldPath): FieldError[] {
  const { nameservers = [], searches = [] } = config;
  const errors: FieldError[] = [];
  if (nameservers.length > MAX_NAMESERVERS) errors.push(invalid(child(path, 'nameservers'), nameservers, `must have no more than ${MAX_NAMESERVERS} servers`));
  nameservers.forEach((server, index) => {
    errors.push(...validateLegacyIp(server, at(child(path, 'nameservers'), index), options.version, options.storedIps));
  });
  if (searches.length > MAX_SEARCHES) errors.push(invalid(child(path, 'searches'), searches, `must have no more than ${MAX_SEARCHES} domains`));
  if (byteLength(searches.join(' ')) > MAX_SEARCH_BYTES) errors.push(invalid(child(path, 'searches'), searches, `must have no more than ${MAX_SEARCH_BYTES} characters together`));
  searches.forEach((search, index) => {
    errors.push(...invalidForEach(at(child(path, 'searches'), index), search, searchProblems(search, options)));
  });
  config.options?.forEach((option, index) => {
    if ((option.name ?? '') === '') errors.push(required(at(child(path, 'options'), index), 'each option has a name, such as ndots'));
  });
  return errors;
}

const SUBDOMAIN_WITH_UNDERSCORES = /^[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?(?:\.[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?)*$/;

/** From 1.33 on, underscores and the single dot are fine. */
function searchProblems(search: string, options: PodOptions): string[] {
  const domain = search.endsWith('.') ? search.slice(0, -1) : search;
  if (!isFeatureOn('AllowRelaxedDnsSearch', options.version)) return dns1123SubdomainProblems(domain);
  if (search === '.') return [];
  const problems = byteLength(domain) > 253 ? ['must be no more than 253 bytes'] : [];
  if (!SUBDOMAIN_WITH_UNDERSCORES.test(domain)) problems.push("must consist of lower-case letters, digits, '-', '_' and '.', each part starting and ending with a letter, digit or '_'");
  return problems;
}

/** Lines for the file of hosts (`ValidateHostAliases`). */
export function validateHostAliases(aliases: readonly HostAlias[], options: PodOptions, path: FieldPath): FieldError[] {
  return aliases.flatMap((alias, index) => [
    ...validateLegacyIp(alias.ip ?? '', child(at(path, index), 'ip'), options.version, options.storedIps),
    ...(alias.hostnames ?? []).flatMap((name, nameIndex) => validateDns1123Subdomain(name, at(child(at(path, index), 'hostnames'), nameIndex))),
  ]);
}
