import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rbacPolicy } from '../api/rbac/policy.ts';
import type { ClusterRole } from '../api/types/rbac-v1.ts';
import { compactBootstrapPolicy, readRecordedBootstrap } from '../build/bootstrap-policy.ts';
import { bootstrapPolicy } from './bootstrap-policy.ts';

const recorded = readRecordedBootstrap();

test('what is committed is what the generator makes', () => {
  expect(readFileSync(new URL('../../schemas/kubernetes/bootstrap-policy.jsonl', import.meta.url), 'utf8')).toBe(compactBootstrapPolicy(recorded));
});

test('the objects are those that the API server lists, up to what the aggregation fills in', () => {
  const unfilled = recorded.map((object) => ({ ...object, ...((object as ClusterRole).aggregationRule === undefined ? {} : { rules: undefined }) }));
  expect(bootstrapPolicy()).toEqual(unfilled);
});

test('aggregation fills admin, edit and view as the controller does', () => {
  const { clusterRoles } = rbacPolicy(bootstrapPolicy());
  for (const name of ['admin', 'edit', 'view']) {
    const filled = recorded.find(({ kind, metadata }) => kind === 'ClusterRole' && metadata?.name === name) as ClusterRole;
    expect(clusterRoles.get(name), name).toEqual(filled.rules);
  }
});
