import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../types/rbac-v1.ts';
import { aggregateClusterRoles } from './aggregate-cluster-roles.ts';

/** The roles and bindings of a cluster, ready to be asked. */
export interface RbacPolicy {
  /** By name. Aggregated roles hold what they collect. */
  readonly clusterRoles: ReadonlyMap<string, readonly PolicyRule[]>;
  /** By `NAMESPACE/NAME`. */
  readonly roles: ReadonlyMap<string, readonly PolicyRule[]>;
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
  /** By namespace. */
  readonly roleBindings: ReadonlyMap<string, readonly RoleBinding[]>;
}

export type RbacObject = Role | ClusterRole | RoleBinding | ClusterRoleBinding;

/** Sorts objects of `rbac.authorization.k8s.io/v1` by kind and fills aggregated ClusterRoles. Of objects with one name the last counts. */
export function rbacPolicy(objects: Iterable<RbacObject>): RbacPolicy {
  const clusterRoles = new Map<string, ClusterRole>();
  const roles = new Map<string, readonly PolicyRule[]>();
  const clusterRoleBindings = new Map<string, ClusterRoleBinding>();
  const roleBindings = new Map<string, Map<string, RoleBinding>>();
  for (const object of objects) {
    const { name = '', namespace = '' } = object.metadata ?? {};
    switch (object.kind) {
      case 'ClusterRole':
        clusterRoles.set(name, object);
        break;
      case 'Role':
        roles.set(`${namespace}/${name}`, (object as Role).rules ?? []);
        break;
      case 'ClusterRoleBinding':
        clusterRoleBindings.set(name, object);
        break;
      case 'RoleBinding': {
        const known = roleBindings.get(namespace);
        if (known === undefined) roleBindings.set(namespace, new Map([[name, object]]));
        else known.set(name, object);
        break;
      }
    }
  }
  return {
    clusterRoles: aggregateClusterRoles([...clusterRoles.values()]),
    roles,
    clusterRoleBindings: [...clusterRoleBindings.values()],
    roleBindings: new Map([...roleBindings].map(([namespace, bindings]) => [namespace, [...bindings.values()]])),
  };
}
