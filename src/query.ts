/**
 * Questions about a cluster at one moment, as pure functions: what a name resolves to, where an Ingress or Gateway sends a request, whether
 * NetworkPolicies let a connection through, and who may do what. The objects are those of `simulate(…).list()`, or of a snapshot.
 */
import type { KubeObject } from './api/object.ts';
import { rbacPolicy, type RbacObject, type RbacPolicy } from './api/rbac/policy.ts';
import { findService, type NetworkView } from './sim/network/network-view.ts';
import { endpointsOf, findServicePort, type ServiceEndpoint } from './sim/network/service-endpoints.ts';
import { bootstrapPolicy } from './schema/bootstrap-policy.ts';

export * from './sim/network/index.ts';
export { authorize, describeGrant, grantsOf, rulesFor, type AccessDecision, type Grant } from './api/rbac/authorize.ts';
export type { AccessRequest, PathAccess, ResourceAccess, User } from './api/rbac/access-request.ts';
export { impersonatedUser } from './api/rbac/impersonated-user.ts';
export type { RbacPolicy };

/** The endpoints of a Service (`shop/web`) for one of its ports, by number or name; the first port when none is given. Undefined when there is no such Service or port. */
export function endpoints(service: string, view: NetworkView, port?: number | string): readonly ServiceEndpoint[] | undefined {
  const [namespace = '', name = ''] = service.includes('/') ? service.split('/') : ['default', service];
  const found = findService(view, namespace, name);
  const wanted = found === undefined || port === undefined ? found?.spec?.ports?.[0] : findServicePort(found, port);
  return found === undefined || wanted === undefined ? undefined : endpointsOf(found, wanted, view);
}

const RBAC = 'rbac.authorization.k8s.io/';

/** The roles and bindings among `objects` together with those that every cluster has, to be asked with `authorize`. */
export function accessPolicy(objects: Iterable<KubeObject>): RbacPolicy {
  const own = [...objects].filter(({ apiVersion }) => apiVersion.startsWith(RBAC));
  return rbacPolicy([...bootstrapPolicy(), ...(own as RbacObject[])]);
}
