import type { Endpoint, EndpointPort } from '../../../api/types/discovery-v1.ts';
import type { EndpointSlice, Node, Pod, Service } from '../../objects.ts';
import { isReady, isTerminal, isTerminating } from '../../pods/conditions.ts';
import { podPortOf } from '../service-pods.ts';

const MAX_ENDPOINTS_PER_SLICE = 100;
const ZONE = 'topology.kubernetes.io/zone';

export type SliceContent = Pick<EndpointSlice, 'endpoints' | 'ports' | 'addressType'>;

/** The slices of a Service: pods by the ports that they resolve to, 100 endpoints each; one empty slice when there is no pod. */
export function desiredSlices(service: Service, pods: readonly Pod[], nodeOf: (name: string) => Node | undefined): SliceContent[] {
  const byPorts = new Map<string, { readonly ports: EndpointPort[]; readonly endpoints: Endpoint[] }>();
  for (const pod of pods) {
    const endpoint = endpointOf(service, pod, nodeOf);
    if (endpoint === undefined) continue;
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = byPorts.get(key);
    if (group === undefined) byPorts.set(key, { ports, endpoints: [endpoint] });
    else group.endpoints.push(endpoint);
  }
  if (byPorts.size === 0) return [{ addressType: 'IPv4', endpoints: [], ports: [] }];
  const slices: SliceContent[] = [];
  for (const { ports, endpoints } of byPorts.values()) {
    for (let start = 0; start < endpoints.length; start += MAX_ENDPOINTS_PER_SLICE) {
      slices.push({ addressType: 'IPv4', endpoints: endpoints.slice(start, start + MAX_ENDPOINTS_PER_SLICE), ports });
    }
  }
  return slices;
}

/** Pods take part from when they have an address until they have ended (ShouldPodBeInEndpoints, podToEndpoint). */
function endpointOf(service: Service, pod: Pod, nodeOf: (name: string) => Node | undefined): Endpoint | undefined {
  const address = pod.status?.podIP ?? '';
  if (address === '' || isTerminal(pod)) return undefined;
  const serving = isReady(pod);
  const terminating = isTerminating(pod);
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const endpoint: Endpoint = {
    addresses: [address],
    conditions: { ready, serving, terminating },
    targetRef: { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, uid: pod.metadata.uid },
  };
  const nodeName = pod.spec?.nodeName;
  if (nodeName !== undefined) endpoint.nodeName = nodeName;
  const zone = nodeName === undefined ? undefined : nodeOf(nodeName)?.metadata.labels?.[ZONE];
  if (zone !== undefined) endpoint.zone = zone;
  if ((pod.spec?.hostname ?? '') !== '' && pod.spec?.subdomain === service.metadata.name) endpoint.hostname = pod.spec?.hostname;
  return endpoint;
}

/** The ports of a Service as this pod has them; named ones that it does not have are left out (FindPort in pkg/controller/util/endpoint). */
function portsOf(service: Service, pod: Pod): EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const port of service.spec?.ports ?? []) {
    const protocol = port.protocol ?? 'TCP';
    const number = podPortOf(port, pod);
    if (number === undefined) continue;
    const found: EndpointPort = { name: port.name ?? '', port: number, protocol };
    if (port.appProtocol !== undefined) found.appProtocol = port.appProtocol;
    ports.push(found);
  }
  return ports;
}
