import type { Service, ServicePort } from '../../api/types/core-v1.ts';
import type { NetworkView } from './network-view.ts';
import { endpointsOf, type ServiceEndpoint } from './service-endpoints.ts';

/** From where a connection to a Service comes. */
export interface ProxyOrigin {
  /** The node whose kube-proxy decides. */
  readonly nodeName: string;
  /** Through a node port, a load balancer or an external address, not the cluster address. */
  readonly isExternal?: boolean;
}

/** What kube-proxy does with a connection. */
export interface ProxyChoice {
  /** Each new connection goes to one of these, all equally likely; empty: the connection is refused, or dropped with `Local`. */
  readonly endpoints: readonly ServiceEndpoint[];
  readonly reason: 'ready' | 'terminating' | 'none' | 'none-local';
  /** Connections of one client stay with one endpoint this long. */
  readonly affinitySeconds?: number;
}

const ZONE = 'topology.kubernetes.io/zone';
const DEFAULT_AFFINITY_SECONDS = 10_800;

/**
 * The endpoints that kube-proxy on a node would use for a port of a Service (pkg/proxy/topology.go, CategorizeEndpoints, v1.36): ready
 * ones, near ones where hints say so, only those of the node with traffic policy `Local`; where no endpoint is ready, those that serve
 * while they terminate.
 */
export function chooseEndpoints(service: Service, port: ServicePort, origin: ProxyOrigin, view: NetworkView): ProxyChoice {
  const all = endpointsOf(service, port, view);
  const { spec } = service;
  const policy = origin.isExternal === true ? spec?.externalTrafficPolicy : spec?.internalTrafficPolicy;
  const isLocal = policy === 'Local';
  const candidates = isLocal ? all.filter(({ nodeName }) => nodeName === origin.nodeName) : all;
  const affinity = spec?.sessionAffinity === 'ClientIP' ? { affinitySeconds: spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS } : {};
  const ready = candidates.filter((endpoint) => endpoint.ready);
  if (ready.length > 0) return { endpoints: isLocal ? ready : nearOnes(ready, origin.nodeName, view), reason: 'ready', ...affinity };
  const terminating = candidates.filter((endpoint) => endpoint.serving && endpoint.terminating);
  if (terminating.length > 0) return { endpoints: terminating, reason: 'terminating', ...affinity };
  return { endpoints: [], reason: isLocal && all.length > 0 ? 'none-local' : 'none' };
}

/** Hints count only when every ready endpoint has one and one is meant for this node, else for its zone. */
function nearOnes(ready: readonly ServiceEndpoint[], nodeName: string, view: NetworkView): readonly ServiceEndpoint[] {
  if (ready.every(({ hintedNodes }) => hintedNodes.length > 0)) {
    const forNode = ready.filter(({ hintedNodes }) => hintedNodes.includes(nodeName));
    if (forNode.length > 0) return forNode;
  }
  const zone = view.nodes.find(({ metadata }) => metadata?.name === nodeName)?.metadata?.labels?.[ZONE];
  if (zone === undefined || !ready.every(({ hintedZones }) => hintedZones.length > 0)) return ready;
  const forZone = ready.filter(({ hintedZones }) => hintedZones.includes(zone));
  return forZone.length > 0 ? forZone : ready;
}
