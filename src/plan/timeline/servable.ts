import { parseApiVersion } from '../../api/gvk.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { resourceOf } from '../../schema/resources.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { Definition } from '../objects/scope.ts';
import { textAt } from '../objects/workload.ts';

/**
 * Whether the simulated API server can say anything about an object: its kind is built in, defined in the input or the cluster, or of one of
 * Kubernetes' own groups, so that its absence is known. Other kinds are taken as served by definitions that the input does not have.
 */
export function isServable(object: PlannedObject, version: KubernetesVersion, definitions: readonly Definition[]): boolean {
  const { apiVersion, kind } = object.reference;
  if (resourceOf(apiVersion, kind, version) !== undefined) return true;
  const { group } = parseApiVersion(apiVersion);
  const isOwn = !group.includes('.') || OWN_GROUPS.has(group);
  return isOwn || definitions.some((document) => document.kind === 'CustomResourceDefinition' && textAt(document.object, 'spec', 'group') === group && textAt(document.object, 'spec', 'names', 'kind') === kind);
}

/** Groups of Kubernetes with a dot in their name. Others under `k8s.io` belong to separate projects that bring their definitions. */
const OWN_GROUPS = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);
