import { expect, test } from 'vitest';
import { rulesFor } from './authorize.ts';
import { impersonatedUser } from './impersonated-user.ts';
import { rbacPolicy } from './policy.ts';

test('the server adds the groups of service accounts, of the known and of the unknown', () => {
  expect(impersonatedUser('jane', []).groups).toEqual(['system:authenticated']);
  expect(impersonatedUser('jane', ['ops']).groups).toEqual(['ops', 'system:authenticated']);
  expect(impersonatedUser('system:serviceaccount:shop:ci', []).groups).toEqual(['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated']);
  expect(impersonatedUser('system:serviceaccount:shop:ci', ['ops']).groups).toEqual(['ops', 'system:authenticated']);
  expect(impersonatedUser('system:anonymous', []).groups).toEqual(['system:unauthenticated']);
});

test('the rules of a user are those of the cluster and of the namespace', () => {
  const rule = (resource: string): { apiGroups: string[]; resources: string[]; verbs: string[] } => ({ apiGroups: [''], resources: [resource], verbs: ['get'] });
  const jane = [{ kind: 'User', name: 'jane' }];
  const policy = rbacPolicy([
    { kind: 'ClusterRole', metadata: { name: 'a' }, rules: [rule('nodes')] },
    { kind: 'Role', metadata: { name: 'b', namespace: 'shop' }, rules: [rule('pods')] },
    { kind: 'ClusterRoleBinding', metadata: { name: 'a' }, roleRef: { kind: 'ClusterRole', name: 'a' }, subjects: jane },
    { kind: 'RoleBinding', metadata: { name: 'b', namespace: 'shop' }, roleRef: { kind: 'Role', name: 'b' }, subjects: jane },
    { kind: 'RoleBinding', metadata: { name: 'c', namespace: 'shop' }, roleRef: { kind: 'Role', name: 'gone' }, subjects: jane },
  ]);
  const user = impersonatedUser('jane', []);
  expect(rulesFor(user, 'shop', policy)).toEqual([rule('nodes'), rule('pods')]);
  expect(rulesFor(user, '', policy)).toEqual([rule('nodes')]);
});
