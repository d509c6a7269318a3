import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { fullyQualifiedDomainNameProblems } from '../dns-names.ts';
import { parseIp } from '../ip.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { dns1123SubdomainProblems, labelValueProblems } from '../names.ts';
import type { Endpoint, EndpointHints, EndpointPort, EndpointSlice } from '../types/discovery-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateLegacyIp, validateReachableIp } from './ip-fields.ts';
import { validateLabels } from './metadata.ts';
import { invalidForEach, validateDns1123Label, validateQualifiedName } from './problems.ts';
import { PROTOCOLS } from './service/ports.ts';

const ADDRESS_TYPES: readonly string[] = ['FQDN', 'IPv4', 'IPv6'];
const MAX_ADDRESSES = 100;
const MAX_TOPOLOGY = 16;
const MAX_ENDPOINTS = 1000;
const MAX_PORTS = 20000;
const MAX_HINTS = 8;

/** The rules for an EndpointSlice (pkg/apis/discovery/validation/validation.go, v1.36); addresses of the stored object may stay as they are. */
export function validateEndpointSlice(slice: EndpointSlice, version: KubernetesVersion, old?: EndpointSlice): FieldError[] {
  const errors = validateAddressType(slice.addressType ?? '', old);
  errors.push(...validateEndpoints(slice, version, old));
  errors.push(...validatePorts(slice.ports ?? [], 'ports'));
  return errors;
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice, version: KubernetesVersion): FieldError[] {
  return [...validateEndpointSlice(slice, version, old), ...validateImmutable(slice.addressType, old.addressType, 'addressType')];
}

function validateAddressType(type: string, old: EndpointSlice | undefined): FieldError[] {
  if (type === '') return [required('addressType', `must be one of ${ADDRESS_TYPES.join(', ')}`)];
  // A stored slice may still have the type that was given up.
  const allowed = old === undefined ? ADDRESS_TYPES : [...ADDRESS_TYPES, 'IP'];
  return allowed.includes(type) ? [] : [notSupported('addressType', type, allowed)];
}

function validateEndpoints(slice: EndpointSlice, version: KubernetesVersion, old: EndpointSlice | undefined): FieldError[] {
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length > MAX_ENDPOINTS) return [tooMany('endpoints', endpoints.length, MAX_ENDPOINTS)];
  const stored = (old?.endpoints ?? []).flatMap((endpoint) => endpoint.addresses ?? []);
  return endpoints.flatMap((endpoint, index) => {
    const path = at('endpoints', index);
    const errors = validateAddresses(endpoint.addresses ?? [], slice.addressType ?? '', version, stored, child(path, 'addresses'));
    if (endpoint.nodeName !== undefined) errors.push(...invalidForEach(child(path, 'nodeName'), endpoint.nodeName, dns1123SubdomainProblems(endpoint.nodeName)));
    errors.push(...validateTopology(endpoint, path));
    if (endpoint.hostname !== undefined) errors.push(...validateDns1123Label(endpoint.hostname, child(path, 'hostname')));
    if (endpoint.hints !== undefined) errors.push(...validateHints(endpoint.hints, child(path, 'hints')));
    return errors;
  });
}

function validateAddresses(addresses: readonly string[], type: string, version: KubernetesVersion, stored: readonly string[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(path, 'needs at least one address'));
  else if (addresses.length > MAX_ADDRESSES) errors.push(tooMany(path, addresses.length, MAX_ADDRESSES));
  addresses.forEach((address, index) => {
    const place = at(path, index);
    if (type === 'IPv4' || type === 'IPv6') {
      const problems = validateLegacyIp(address, place, version, stored);
      errors.push(...problems);
      if (problems.length > 0) return;
      const isIpv6 = parseIp(address)?.family === 6;
      // The server names the list here, not the address.
      if (isIpv6 !== (type === 'IPv6')) errors.push(invalid(path, address, `must be an ${type} address`));
      errors.push(...validateReachableIp(address, place));
    } else if (type === 'FQDN') {
      if (address === '') errors.push(required(place, 'must be a domain name'));
      else errors.push(...invalidForEach(place, address, fullyQualifiedDomainNameProblems(address)));
    }
  });
  return errors;
}

function validateTopology({ deprecatedTopology = {} }: Endpoint, path: FieldPath): FieldError[] {
  const topologyPath = child(path, 'deprecatedTopology');
  const errors = validateLabels(deprecatedTopology, topologyPath);
  const count = Object.keys(deprecatedTopology).length;
  if (count > MAX_TOPOLOGY) errors.push(tooMany(topologyPath, count, MAX_TOPOLOGY));
  if (Object.hasOwn(deprecatedTopology, 'kubernetes.io/hostname')) errors.push(invalid(at(topologyPath, 'kubernetes.io/hostname'), '', 'use nodeName for that'));
  return errors;
}

function validateHints({ forZones = [], forNodes = [] }: EndpointHints, path: FieldPath): FieldError[] {
  return [
    ...validateNames(forZones, (name) => labelValueProblems(name), child(path, 'forZones')),
    ...validateNames(forNodes, (name) => dns1123SubdomainProblems(name), child(path, 'forNodes')),
  ];
}

function validateNames(items: readonly { readonly name?: string | undefined }[], problemsOf: (name: string) => string[], path: FieldPath): FieldError[] {
  if (items.length > MAX_HINTS) return [tooMany(path, items.length, MAX_HINTS)];
  const seen = new Set<string>();
  return items.flatMap(({ name = '' }, index) => {
    const namePath = child(at(path, index), 'name');
    const errors = seen.has(name) ? [duplicate(namePath, name)] : [];
    seen.add(name);
    return [...errors, ...invalidForEach(namePath, name, problemsOf(name))];
  });
}

function validatePorts(ports: readonly EndpointPort[], path: FieldPath): FieldError[] {
  if (ports.length > MAX_PORTS) return [tooMany(path, ports.length, MAX_PORTS)];
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const portPath = at(path, index);
    const name = port.name ?? '';
    const errors = name === '' ? [] : validateDns1123Label(name, child(portPath, 'name'));
    if (names.has(name)) errors.push(duplicate(child(portPath, 'name'), name));
    names.add(name);
    // An absent protocol is defaulted, so this one was written.
    if (!PROTOCOLS.includes(port.protocol ?? '')) errors.push(notSupported(child(portPath, 'protocol'), port.protocol, PROTOCOLS));
    if (port.appProtocol !== undefined) errors.push(...validateQualifiedName(port.appProtocol, child(portPath, 'appProtocol')));
    return errors;
  });
}
