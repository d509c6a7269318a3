import { expect, test } from 'vitest';
import type { ClusterRole, PolicyRule } from '../types/rbac-v1.ts';
import { aggregateClusterRoles } from './aggregate-cluster-roles.ts';

const rule = (resource: string): PolicyRule => ({ apiGroups: [''], resources: [resource], verbs: ['get'] });
const plain = (name: string, labels: Record<string, string>, ...resources: string[]): ClusterRole => ({ metadata: { name, labels }, rules: resources.map(rule) });
const collecting = (name: string, from: string, labels: Record<string, string> = {}): ClusterRole => ({
  metadata: { name, labels },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [from]: 'yes' } }] },
  rules: [rule('written-by-hand')],
});

test('an aggregated role holds the rules of the roles that it selects, once each, and none of its own', () => {
  const rules = aggregateClusterRoles([collecting('all', 'a'), plain('one', { a: 'yes' }, 'pods'), plain('two', { a: 'yes' }, 'pods', 'secrets'), plain('three', { b: 'yes' }, 'nodes')]);
  expect(rules.get('all')).toEqual([rule('pods'), rule('secrets')]);
  expect(rules.get('three')).toEqual([rule('nodes')]);
});

test('aggregated roles collect aggregated roles, also in a circle', () => {
  const rules = aggregateClusterRoles([collecting('outer', 'inner'), collecting('inner', 'leaf', { inner: 'yes' }), plain('leaf', { leaf: 'yes' }, 'pods')]);
  expect(rules.get('outer')).toEqual([rule('pods')]);
  const circle = aggregateClusterRoles([collecting('x', 'x', { y: 'yes' }), collecting('y', 'y', { x: 'yes' }), plain('leaf', { x: 'yes' }, 'pods')]);
  expect([circle.get('x'), circle.get('y')]).toEqual([[rule('pods')], [rule('pods')]]);
});

test('a role never collects itself, and without selectors it holds nothing', () => {
  expect(aggregateClusterRoles([collecting('self', 'me', { me: 'yes' })]).get('self')).toEqual([]);
  expect(aggregateClusterRoles([{ metadata: { name: 'none' }, aggregationRule: {}, rules: [rule('pods')] }]).get('none')).toEqual([]);
});
