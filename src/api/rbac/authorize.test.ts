import { expect, test } from 'vitest';
import type { PolicyRule, Subject } from '../types/rbac-v1.ts';
import type { AccessRequest, ResourceAccess } from './access-request.ts';
import { authorize, grantsOf } from './authorize.ts';
import { rbacPolicy, type RbacObject } from './policy.ts';

const ANN: Subject = { kind: 'User', name: 'ann' };

const role = (name: string, rule: PolicyRule): RbacObject => ({ kind: 'Role', metadata: { name, namespace: 'shop' }, rules: [rule] });
const clusterRole = (name: string, rule: PolicyRule): RbacObject => ({ kind: 'ClusterRole', metadata: { name }, rules: [rule] });
const binding = (kind: 'Role' | 'ClusterRole', name: string, ...subjects: Subject[]): RbacObject => ({ kind: 'RoleBinding', metadata: { name: `to-${name}`, namespace: 'shop' }, roleRef: { kind, name }, subjects });
const clusterBinding = (name: string, ...subjects: Subject[]): RbacObject => ({ kind: 'ClusterRoleBinding', metadata: { name: `to-${name}` }, roleRef: { kind: 'ClusterRole', name }, subjects });

const pods: ResourceAccess = { verb: 'get', group: '', resource: 'pods', namespace: 'shop' };
const ask = (resource: Partial<ResourceAccess> = {}, user = 'ann', groups: string[] = []): AccessRequest => ({ user, groups, resource: { ...pods, ...resource } });
const askPath = (path: string, verb = 'get'): AccessRequest => ({ user: 'ann', groups: [], path: { path, verb } });
const readPods: PolicyRule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

test('the reason names the binding, the role and the subject', () => {
  const objects = [role('reader', readPods), binding('Role', 'reader', { kind: 'Group', name: 'team' }, { kind: 'ServiceAccount', name: 'worker' })];
  expect(authorize(ask({}, 'bob', ['team']), rbacPolicy(objects))).toEqual({ allowed: true, reason: 'RBAC: allowed by RoleBinding "to-reader/shop" of Role "reader" to Group "team"' });
  expect(authorize(ask({}, 'system:serviceaccount:shop:worker'), rbacPolicy(objects)).reason).toBe('RBAC: allowed by RoleBinding "to-reader/shop" of Role "reader" to ServiceAccount "worker/shop"');
  expect(authorize(ask({}, 'bob'), rbacPolicy(objects))).toEqual({ allowed: false, reason: '' });
});

test('a RoleBinding lends a ClusterRole to its namespace only', () => {
  const policy = rbacPolicy([clusterRole('reader', readPods), binding('ClusterRole', 'reader', ANN)]);
  expect(authorize(ask(), policy).allowed).toBe(true);
  expect(authorize(ask({ namespace: 'other' }), policy).allowed).toBe(false);
  expect(authorize(ask({ namespace: '' }), policy).allowed).toBe(false);
});

test('a ClusterRoleBinding holds everywhere, and knows no service account without a namespace', () => {
  const policy = rbacPolicy([clusterRole('reader', readPods), clusterBinding('reader', ANN, { kind: 'ServiceAccount', name: 'worker' })]);
  expect(authorize(ask({ namespace: '' }), policy).reason).toBe('RBAC: allowed by ClusterRoleBinding "to-reader" of ClusterRole "reader" to User "ann"');
  expect(authorize(ask({}, 'system:serviceaccount:shop:worker'), policy).allowed).toBe(false);
});

test('bindings to roles that do not exist allow nothing, and are told unless another allows', () => {
  const dangling = [binding('Role', 'gone', ANN), clusterBinding('away', ANN)];
  expect(authorize(ask(), rbacPolicy(dangling.slice(0, 1))).reason).toBe('RBAC: role.rbac.authorization.k8s.io "gone" not found');
  expect(authorize(ask(), rbacPolicy(dangling)).reason).toBe('RBAC: [clusterrole.rbac.authorization.k8s.io "away" not found, role.rbac.authorization.k8s.io "gone" not found]');
  expect(authorize(ask(), rbacPolicy([...dangling, role('reader', readPods), binding('Role', 'reader', ANN)])).allowed).toBe(true);
});

test('every binding that allows is found', () => {
  const policy = rbacPolicy([role('reader', readPods), clusterRole('reader', readPods), binding('Role', 'reader', ANN), clusterBinding('reader', ANN)]);
  expect([...grantsOf(ask(), policy)].map(({ kind }) => kind)).toEqual(['ClusterRoleBinding', 'RoleBinding']);
});

test('resources, subresources and names', () => {
  const allowed = (rule: Partial<PolicyRule>, request: Partial<ResourceAccess>): boolean =>
    authorize(ask(request), rbacPolicy([role('r', { ...readPods, ...rule }), binding('Role', 'r', ANN)])).allowed;
  expect(allowed({}, { subresource: 'log' })).toBe(false);
  expect(allowed({ resources: ['pods/log'] }, { subresource: 'log' })).toBe(true);
  expect(allowed({ resources: ['pods/log'] }, {})).toBe(false);
  expect(allowed({ resources: ['*/log'] }, { subresource: 'log' })).toBe(true);
  expect(allowed({ resources: ['*/log'] }, { subresource: 'exec' })).toBe(false);
  expect(allowed({ resources: ['pods/*'] }, { subresource: 'log' })).toBe(false);
  expect(allowed({ resources: ['*'] }, { subresource: 'log' })).toBe(true);
  expect(allowed({ resourceNames: ['web'] }, { name: 'web' })).toBe(true);
  expect(allowed({ resourceNames: ['web'] }, { name: 'api' })).toBe(false);
  expect(allowed({ resourceNames: ['web'] }, {})).toBe(false);
  expect(allowed({ apiGroups: ['apps'] }, {})).toBe(false);
  expect(allowed({ apiGroups: ['*'], verbs: ['*'] }, { verb: 'escalate' })).toBe(true);
});

test('paths that are no resources', () => {
  const allowed = (nonResourceURLs: string[], request: AccessRequest): boolean => authorize(request, rbacPolicy([clusterRole('r', { nonResourceURLs, verbs: ['get'] }), clusterBinding('r', ANN)])).allowed;
  expect(allowed(['/metrics'], askPath('/metrics'))).toBe(true);
  expect(allowed(['/metrics'], askPath('/metrics/cadvisor'))).toBe(false);
  expect(allowed(['/healthz/*'], askPath('/healthz/etcd'))).toBe(true);
  expect(allowed(['/healthz/*'], askPath('/healthz'))).toBe(false);
  expect(allowed(['*'], askPath('/'))).toBe(true);
  expect(allowed(['*'], askPath('/', 'post'))).toBe(false);
  expect(allowed(['*'], ask())).toBe(false);
});

test('system:masters may do everything', () => {
  expect(authorize(ask({ verb: 'delete' }, 'root', ['system:masters']), rbacPolicy([])).allowed).toBe(true);
});
