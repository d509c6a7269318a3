import { describe, expect, it } from 'vitest';
import { defaultBinding } from '../defaults/rbac.ts';
import type { PolicyRule, RoleBinding, Subject } from '../types/rbac-v1.ts';
import { validateBinding, validateBindingUpdate } from './role-binding.ts';
import { validateClusterRole, validateRole } from './role.ts';

describe('rules', () => {
  it.each<[string, PolicyRule, string[], string[]]>([
    ['of resources', { verbs: ['get'], apiGroups: [''], resources: ['pods'] }, [], []],
    ['of URLs', { verbs: ['get'], nonResourceURLs: ['/healthz'] }, ['rules[0].nonResourceURLs'], []],
    ['of both', { verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] }, ['rules[0].nonResourceURLs', 'rules[0].nonResourceURLs'], ['rules[0].nonResourceURLs']],
    ['of nothing', {}, ['rules[0].verbs', 'rules[0].apiGroups', 'rules[0].resources'], ['rules[0].verbs', 'rules[0].apiGroups', 'rules[0].resources']],
  ])('%s', (_name, rule, inNamespace, inCluster) => {
    expect(validateRole({ rules: [rule] }).map(({ path }) => path)).toEqual(inNamespace);
    expect(validateClusterRole({ rules: [rule] }).map(({ path }) => path)).toEqual(inCluster);
  });
  it('of other roles need a selector that can be used', () => {
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { 'a b': '' } }] };
    expect(validateClusterRole({ aggregationRule }).map(({ path }) => path)).toEqual(['aggregationRule.clusterRoleSelectors[0].matchLabels', 'aggregationRule.clusterRoleSelectors[0]']);
    expect(validateClusterRole({ aggregationRule: {} }).map(({ path }) => path)).toEqual(['aggregationRule.clusterRoleSelectors']);
  });
});

describe('bindings', () => {
  function refusals(subject: Subject, namespaced: boolean): string[] {
    const binding: RoleBinding = { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects: [subject] };
    defaultBinding(binding);
    return validateBinding(binding, namespaced).map(({ path }) => path);
  }
  it('default the API group of users and groups', () => expect(refusals({ kind: 'User', name: 'ada' }, true)).toEqual([]));
  it('of the cluster want the namespace of service accounts', () => {
    expect(refusals({ kind: 'ServiceAccount', name: 'a' }, true)).toEqual([]);
    expect(refusals({ kind: 'ServiceAccount', name: 'a' }, false)).toEqual(['subjects[0].namespace']);
  });
  it('know three kinds of subjects', () => expect(refusals({ kind: 'Robot', name: 'r' }, true)).toEqual(['subjects[0].kind']));
  it('of the cluster take ClusterRoles only', () => {
    const binding: RoleBinding = { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' } };
    expect(validateBinding(binding, true)).toEqual([]);
    expect(validateBinding(binding, false).map(({ path }) => path)).toEqual(['roleRef.kind']);
    expect(validateBindingUpdate({ roleRef: { ...binding.roleRef, name: 'b' } }, binding, true).map(({ path }) => path)).toEqual(['roleRef']);
  });
});
