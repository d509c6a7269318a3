import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, forbidden, invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { parseCidr } from '../ip.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems } from '../names.ts';
import type { ConfigMapNodeConfigSource, Node, NodeConfigSource, NodeSpec, Taint } from '../types/core-v1.ts';
import { configMapKeyProblems } from './config-map-key.ts';
import { validateLegacyCidr } from './ip-fields.ts';
import { invalidForEach, validateQualifiedName } from './problems.ts';
import { validateResourceAmount } from './resource-quantity.ts';
import { validateTaintEffect } from './toleration.ts';

/** The rules for a Node (pkg/apis/core/validation/validation.go, `ValidateNode`, v1.36). */
export function validateNode(node: Node, version: KubernetesVersion): FieldError[] {
  const spec = node.spec ?? {};
  // The server puts errors in taints below metadata.
  return [...validateTaints(spec.taints ?? [], 'metadata.taints'), ...validateResources(node), ...validatePodCidrs(spec.podCIDRs ?? [], version)];
}

/** Networks and the provider's id are given once (`ValidateNodeUpdate`). */
export function validateNodeUpdate(node: Node, old: Node): FieldError[] {
  const spec = node.spec ?? {};
  const before = old.spec ?? {};
  const errors = [...validateTaints(spec.taints ?? [], 'metadata.taints'), ...validateResources(node)];
  const addresses = new Set<string>();
  (node.status?.addresses ?? []).forEach((address, index) => {
    const key = JSON.stringify([address.type ?? '', address.address ?? '']);
    if (addresses.has(key)) errors.push(duplicate(at('status.addresses', index), address));
    addresses.add(key);
  });
  errors.push(...podCidrChanges(spec, before));
  if ((before.providerID ?? '') !== '' && before.providerID !== spec.providerID) {
    errors.push(forbidden('spec.providerID', 'may be set once and not changed'));
  }
  if (spec.configSource !== undefined) errors.push(...validateConfigSource(spec.configSource, 'spec.configSource'));
  if ((spec.externalID ?? '') !== (before.externalID ?? '')) errors.push(forbidden('spec.externalID', 'may not be changed'));
  return errors;
}

function podCidrChanges(spec: NodeSpec, old: NodeSpec): FieldError[] {
  const before = old.podCIDRs ?? [];
  const now = spec.podCIDRs ?? [];
  if (before.length === 0) return [];
  const error = forbidden('spec.podCIDRs', 'may be set once and not changed');
  return before.length !== now.length ? [error] : before.flatMap((cidr, index) => (cidr === now[index] ? [] : [error]));
}

function validateTaints(taints: readonly Taint[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, index) => {
    const place = at(path, index);
    const { key = '', value = '', effect = '' } = taint;
    const errors = validateQualifiedName(key, child(place, 'key'));
    const problems = labelValueProblems(value);
    if (problems.length > 0) errors.push(invalid(child(place, 'value'), value, problems.join('; ')));
    errors.push(...validateTaintEffect(effect, child(place, 'effect')));
    const identity = JSON.stringify([key, effect]);
    if (seen.has(identity)) errors.push(duplicate(place, taint));
    seen.add(identity);
    return errors;
  });
}

function validateResources({ status = {} }: Node): FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((field) =>
    Object.entries(status[field] ?? {}).flatMap(([name, amount]) => validateResourceAmount(name, amount, child(child('status', field), name))),
  );
}

/** One network of each IP family at most. */
function validatePodCidrs(cidrs: readonly string[], version: KubernetesVersion): FieldError[] {
  const path = 'spec.podCIDRs';
  const errors = cidrs.flatMap((cidr, index) => validateLegacyCidr(cidr, at(path, index), version));
  if (cidrs.length < 2) return errors;
  const networks = cidrs.map(parseCidr);
  const unreadable = networks.includes(undefined);
  if (unreadable) errors.push({ path, reason: 'InternalError', message: 'the families of the networks cannot be told while one of them cannot be read' });
  const families = new Set(networks.map((network) => network?.address.family));
  if (unreadable || families.size < 2 || cidrs.length > 2) errors.push(invalid(path, cidrs, 'holds at most one network of each IP family'));
  const seen = new Set<string>();
  cidrs.forEach((cidr, index) => {
    if (seen.has(cidr)) errors.push(duplicate(at(path, index), cidr));
    seen.add(cidr);
  });
  return errors;
}

/** A source of kubelet configuration, which no kubelet reads any more but which is still checked. */
function validateConfigSource(source: NodeConfigSource, path: FieldPath): FieldError[] {
  if (source.configMap === undefined) return [invalid(path, source, 'needs exactly one source: configMap')];
  return validateConfigMapSource(source.configMap, child(path, 'configMap'));
}

function validateConfigMapSource(source: ConfigMapNodeConfigSource, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['uid', 'resourceVersion'] as const) if ((source[field] ?? '') !== '') errors.push(forbidden(child(path, field), 'must not be set in spec'));
  const checks = [
    ['namespace', dns1123LabelProblems],
    ['name', dns1123SubdomainProblems],
    ['kubeletConfigKey', configMapKeyProblems],
  ] as const;
  for (const [field, problemsOf] of checks) {
    const text = source[field] ?? '';
    errors.push(...(text === '' ? [required(child(path, field), 'must be set')] : invalidForEach(child(path, field), text, problemsOf(text))));
  }
  return errors;
}
