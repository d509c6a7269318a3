/**
 * Questions about a cluster at one moment, as pure functions: what a name resolves to, where an Ingress or Gateway sends a request, whether
 * NetworkPolicies let a connection through, and who may do what. The objects are those of `simulate(…).list()`, or of a snapshot.
 */
import type { KubeObject } from './api/object.ts';
import { rbacPolicy, type RbacObject, type RbacPolicy } from './api/rbac/policy.ts';
import { bootstrapPolicy } from './schema/bootstrap-policy.ts';

export * from './sim/network/index.ts';
export { authorize, describeGrant, grantsOf, rulesFor, type AccessDecision, type Grant } from './api/rbac/authorize.ts';
export type { AccessRequest, PathAccess, ResourceAccess, User } from './api/rbac/access-request.ts';
export { impersonatedUser } from './api/rbac/impersonated-user.ts';
export type { RbacPolicy };

const RBAC = 'rbac.authorization.k8s.io/';

/** The roles and bindings among `objects` together with those that every cluster has, to be asked with `authorize`. */
export function accessPolicy(objects: Iterable<KubeObject>): RbacPolicy {
  const own = [...objects].filter(({ apiVersion }) => apiVersion.startsWith(RBAC));
  return rbacPolicy([...bootstrapPolicy(), ...(own as RbacObject[])]);
}
