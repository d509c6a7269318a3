import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { cidrContains, parseCidr } from '../ip.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../types/networking-v1.ts';
import { validateLegacyCidr } from './ip-fields.ts';
import { validateLabelSelector } from './label-selector.ts';
import type { LabelSelectorOptions } from './label-selector.ts';
import { portNameProblems, portNumberProblems } from './port.ts';
import { invalidForEach } from './problems.ts';
import { PROTOCOLS } from './service/ports.ts';

const POLICY_TYPES: readonly string[] = ['Egress', 'Ingress'];

interface Options {
  readonly version: KubernetesVersion;
  readonly selectors: LabelSelectorOptions;
  /** Networks of the stored object: they may stay however they are written. */
  readonly storedCidrs: readonly string[];
}

/** The rules for a NetworkPolicy (pkg/apis/networking/validation/validation.go, v1.36); `old` is the stored one on updates. */
export function validateNetworkPolicy({ spec = {} }: NetworkPolicy, version: KubernetesVersion, old?: NetworkPolicy): FieldError[] {
  const options: Options = {
    version,
    selectors: { allowInvalidValues: old !== undefined && validateLabelSelector(old.spec?.podSelector, {}, '').length > 0 },
    storedCidrs: old === undefined ? [] : cidrsOf(old),
  };
  const errors = validateLabelSelector(spec.podSelector, options.selectors, 'spec.podSelector');
  (spec.ingress ?? []).forEach((rule, index) => errors.push(...validateRule(rule.ports, rule.from, 'from', options, at('spec.ingress', index))));
  (spec.egress ?? []).forEach((rule, index) => errors.push(...validateRule(rule.ports, rule.to, 'to', options, at('spec.egress', index))));
  const types = spec.policyTypes ?? [];
  if (types.length > POLICY_TYPES.length) return [...errors, invalid('spec.policyTypes', types, 'there are only two types, Ingress and Egress')];
  types.forEach((type, index) => {
    if (!POLICY_TYPES.includes(type)) errors.push(notSupported(at('spec.policyTypes', index), type, POLICY_TYPES));
  });
  return errors;
}

function cidrsOf({ spec = {} }: NetworkPolicy): string[] {
  const peers = [...(spec.ingress ?? []).flatMap((rule) => rule.from ?? []), ...(spec.egress ?? []).flatMap((rule) => rule.to ?? [])];
  return peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr ?? '', ...(ipBlock.except ?? [])]));
}

function validateRule(ports: readonly NetworkPolicyPort[] | undefined, peers: readonly NetworkPolicyPeer[] | undefined, peersField: 'from' | 'to', options: Options, path: FieldPath): FieldError[] {
  return [
    ...(ports ?? []).flatMap((port, index) => validatePort(port, at(child(path, 'ports'), index))),
    ...(peers ?? []).flatMap((peer, index) => validatePeer(peer, options, at(child(path, peersField), index))),
  ];
}

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const endPath = child(path, 'endPort');
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) errors.push(notSupported(child(path, 'protocol'), protocol, PROTOCOLS));
  if (typeof port === 'number') {
    errors.push(...invalidForEach(child(path, 'port'), port, portNumberProblems(port)));
    if (endPort === undefined) return errors;
    if (endPort < port) errors.push(invalid(endPath, endPort, `must be ${port} or more, the range starts at port`));
    errors.push(...invalidForEach(endPath, endPort, portNumberProblems(endPort)));
    return errors;
  }
  if (endPort !== undefined) errors.push(invalid(endPath, endPort, 'needs a number as port, where the range starts'));
  if (port !== undefined) errors.push(...invalidForEach(child(path, 'port'), port, portNameProblems(port)));
  return errors;
}

function validatePeer(peer: NetworkPolicyPeer, options: Options, path: FieldPath): FieldError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const errors = [
    ...validateLabelSelector(podSelector, options.selectors, child(path, 'podSelector')),
    ...validateLabelSelector(namespaceSelector, options.selectors, child(path, 'namespaceSelector')),
  ];
  if (ipBlock !== undefined) errors.push(...validateIpBlock(ipBlock, options, child(path, 'ipBlock')));
  const count = [podSelector, namespaceSelector, ipBlock].filter((part) => part !== undefined).length;
  if (count === 0) errors.push(required(path, 'needs a podSelector, a namespaceSelector or an ipBlock'));
  else if (count > 1 && ipBlock !== undefined) errors.push(forbidden(path, 'ipBlock excludes selectors, make two peers of them'));
  return errors;
}

function validateIpBlock({ cidr: text = '', except = [] }: IPBlock, { version, storedCidrs }: Options, path: FieldPath): FieldError[] {
  const cidrPath = child(path, 'cidr');
  if (text === '') return [required(cidrPath, 'says which network')];
  const errors = validateLegacyCidr(text, cidrPath, version, storedCidrs);
  const cidr = parseCidr(text);
  if (cidr === undefined) return errors;
  except.forEach((part, index) => {
    const place = at(child(path, 'except'), index);
    errors.push(...validateLegacyCidr(part, place, version, storedCidrs));
    const hole = parseCidr(part);
    if (hole !== undefined && (!cidrContains(cidr, hole.address) || hole.prefixLength <= cidr.prefixLength)) {
      errors.push(invalid(place, part, `must be a smaller network inside ${text}`));
    }
  });
  return errors;
}
