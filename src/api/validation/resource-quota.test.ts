import { describe, expect, it } from 'vitest';
import type { ResourceQuotaSpec } from '../types/core-v1.ts';
import { validateResourceQuota, validateResourceQuotaUpdate } from './resource-quota.ts';

function refusals(spec: ResourceQuotaSpec, version: '1.33' | '1.36' = '1.36'): string[] {
  return validateResourceQuota({ spec }, version).map(({ path }) => path);
}

describe('validateResourceQuota', () => {
  it.each<[string, ResourceQuotaSpec, string[]]>([
    ['resources that quotas count', { hard: { pods: '10', 'requests.cpu': '4', 'count/deployments.apps': '2', 'requests.nvidia.com/gpu': '4' } }, []],
    ['storage, which only has requests', { hard: { storage: '1Gi' } }, ['spec.hard[storage]']],
    ['half a pod', { hard: { pods: '500m' } }, ['spec.hard[pods]']],
    ['less than nothing', { hard: { cpu: '-1' } }, ['spec.hard[cpu]']],
    ['a scope that does not narrow the resource', { hard: { services: '1', pods: '1' }, scopes: ['NotTerminating'] }, ['spec.scopes']],
    ['scopes that exclude each other', { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] }, ['spec.scopes']],
    ['a selector with values for a scope without', { scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'In', values: ['x'] }] } }, ['spec.scopeSelector.matchExpressions.operator']],
    ['a selector without values', { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] } }, ['spec.scopeSelector.matchExpressions.values']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('knows VolumeAttributesClass from 1.34 on', () => {
    const spec: ResourceQuotaSpec = { hard: { 'requests.storage': '1Gi' }, scopes: ['VolumeAttributesClass'] };
    expect(refusals(spec, '1.33')).toEqual(['spec.scopes']);
    expect(refusals(spec)).toEqual([]);
  });

  it('keeps its scopes, in any order', () => {
    const quota = (scopes: string[]): { spec: ResourceQuotaSpec } => ({ spec: { hard: { pods: '1' }, scopes } });
    expect(validateResourceQuotaUpdate(quota(['NotTerminating', 'BestEffort']), quota(['BestEffort', 'NotTerminating']), '1.36')).toEqual([]);
    expect(validateResourceQuotaUpdate(quota(['BestEffort']), quota(['BestEffort', 'NotTerminating']), '1.36')).toHaveLength(1);
  });
});
