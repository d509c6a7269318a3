import { describe, expect, it } from 'vitest';
import { defaultNode } from '../defaults/node.ts';
import type { NodeSpec } from '../types/core-v1.ts';
import { validateNode, validateNodeUpdate } from './node.ts';
import { validatePodSecurityLabels, validatePodSecurityLabelsUpdate } from './pod-security-labels.ts';

function refusals(spec: NodeSpec): string[] {
  const node = { spec };
  defaultNode(node);
  return validateNode(node, '1.36').map(({ path, reason }) => `${path} ${reason}`);
}

describe('validateNode', () => {
  it.each<[string, NodeSpec, string[]]>([
    ['a network of each family', { podCIDRs: ['10.0.0.0/24', 'fd00::/64'] }, []],
    ['two of one family', { podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] }, ['spec.podCIDRs FieldValueInvalid']],
    ['one that cannot be read', { podCIDRs: ['10.0.0.0/24', 'x'] }, ['spec.podCIDRs[1] FieldValueInvalid', 'spec.podCIDRs InternalError', 'spec.podCIDRs FieldValueInvalid']],
    ['the older field, which wins', { podCIDR: '10.0.9.0/24', podCIDRs: ['x'] }, []],
    ['a taint without effect', { taints: [{ key: 'a' }] }, ['metadata.taints[0].effect FieldValueRequired']],
    ['the same taint twice', { taints: [{ key: 'a', effect: 'NoSchedule' }, { key: 'a', value: 'b', effect: 'NoSchedule' }] }, ['metadata.taints[1] FieldValueDuplicate']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('keeps networks and provider id once they are set', () => {
    const old = { spec: { podCIDRs: ['10.0.0.0/24'], providerID: 'a://1' } };
    expect(validateNodeUpdate({ spec: { podCIDRs: ['10.0.1.0/24'], providerID: 'a://2' } }, old).map(({ path }) => path)).toEqual(['spec.podCIDRs', 'spec.providerID']);
    expect(validateNodeUpdate(old, { spec: {} })).toEqual([]);
  });
});

describe('validatePodSecurityLabels', () => {
  const labelled = (labels: Record<string, string>): { metadata: { labels: Record<string, string> } } => ({ metadata: { labels } });
  it('knows levels and versions', () => {
    expect(validatePodSecurityLabels(labelled({ 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.30' }))).toEqual([]);
    expect(validatePodSecurityLabels(labelled({ 'pod-security.kubernetes.io/warn': 'strict', 'pod-security.kubernetes.io/warn-version': '1.30' })).map(({ path }) => path)).toEqual([
      'metadata.labels[pod-security.kubernetes.io/warn]',
      'metadata.labels[pod-security.kubernetes.io/warn-version]',
    ]);
  });
  it('lets what is wrong already stay', () => {
    const old = labelled({ 'pod-security.kubernetes.io/audit': 'none' });
    expect(validatePodSecurityLabelsUpdate(old, old)).toEqual([]);
  });
});
