import type { KubeObject } from '../../api/object.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { Namespace, Node, Pod, Service } from '../../api/types/core-v1.ts';
import type { EndpointSlice } from '../../api/types/discovery-v1.ts';
import type { Ingress, IngressClass, NetworkPolicy } from '../../api/types/networking-v1.ts';

/** The objects that decide where traffic goes, as they are at one moment. The order of a list does not matter. */
export interface NetworkView {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly nodes: readonly Node[];
  readonly namespaces: readonly Namespace[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  /** Objects of the group gateway.networking.k8s.io. */
  readonly gatewayObjects: readonly KubeObject[];
}

/** Sorts objects into a view; kinds that have nothing to do with traffic are left out. */
export function networkView(objects: Iterable<KubeObject>): NetworkView {
  const all = [...objects];
  const ofKind = <T>(kind: string, group: string): T[] =>
    all.filter((object) => object.kind === kind && groupOf(object) === group).sort(byName) as unknown as T[];
  return {
    pods: ofKind<Pod>('Pod', ''),
    services: ofKind<Service>('Service', ''),
    endpointSlices: ofKind<EndpointSlice>('EndpointSlice', 'discovery.k8s.io'),
    nodes: ofKind<Node>('Node', ''),
    namespaces: ofKind<Namespace>('Namespace', ''),
    networkPolicies: ofKind<NetworkPolicy>('NetworkPolicy', 'networking.k8s.io'),
    ingresses: ofKind<Ingress>('Ingress', 'networking.k8s.io'),
    ingressClasses: ofKind<IngressClass>('IngressClass', 'networking.k8s.io'),
    gatewayObjects: all.filter((object) => groupOf(object) === 'gateway.networking.k8s.io').sort(byName),
  };
}

/** The labels of a namespace; one that is not in the view has only its name as label, as the API server would give it. */
export function labelsOfNamespace(view: NetworkView, name: string): Labels {
  const found = view.namespaces.find(({ metadata }) => metadata?.name === name);
  return { 'kubernetes.io/metadata.name': name, ...(found?.metadata?.labels as Labels | undefined) };
}

export function findService(view: NetworkView, namespace: string, name: string): Service | undefined {
  return view.services.find(({ metadata }) => metadata?.name === name && namespaceOf(metadata) === namespace);
}

export function namespaceOf(metadata: { readonly namespace?: string | undefined } | undefined): string {
  return metadata?.namespace ?? 'default';
}

function groupOf({ apiVersion }: KubeObject): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

function byName(a: KubeObject, b: KubeObject): number {
  const [left, right] = [a, b].map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
