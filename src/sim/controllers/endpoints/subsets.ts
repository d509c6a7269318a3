import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../../api/types/core-v1.ts';
import type { Pod, Service } from '../../objects.ts';
import { isReady, isTerminal, isTerminating } from '../../pods/conditions.ts';
import { podPortOf } from '../service-pods.ts';

/** Addresses beyond are left out (maxCapacity in endpoints_controller.go). */
export const MAX_ADDRESSES = 1000;

interface Subset {
  readonly addresses: EndpointAddress[];
  readonly notReadyAddresses: EndpointAddress[];
  readonly ports: EndpointPort[];
}

/**
 * The subsets of a Service's Endpoints: pods by the ports that they resolve to, ready ones apart from the others, by address (syncService in
 * pkg/controller/endpoint/endpoints_controller.go and RepackSubsets in pkg/api/v1/endpoints/util.go, v1.36).
 */
export function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const toleratesUnready = service.spec?.publishNotReadyAddresses === true;
  const byPorts = new Map<string, Subset>();
  for (const pod of pods) {
    if (isTerminal(pod) || (pod.status?.podIP ?? '') === '' || (isTerminating(pod) && !toleratesUnready)) continue;
    const ports = portsOf(service, pod);
    if (ports === undefined) continue;
    const key = JSON.stringify(ports);
    let subset = byPorts.get(key);
    if (subset === undefined) byPorts.set(key, (subset = { addresses: [], notReadyAddresses: [], ports }));
    (toleratesUnready || isReady(pod) ? subset.addresses : subset.notReadyAddresses).push(addressOf(service, pod));
  }
  return [...byPorts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, subset]) => withoutEmptyLists(subset));
}

/** The number of addresses, ready or not. */
export function addressCount(subsets: readonly EndpointSubset[]): number {
  return subsets.reduce((sum, { addresses = [], notReadyAddresses = [] }) => sum + addresses.length + notReadyAddresses.length, 0);
}

/** The first addresses of what is too much, ready ones before others (truncateEndpoints). Divergence: the real one takes a share of each subset. */
export function truncatedSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  let left = MAX_ADDRESSES;
  const take = (addresses: readonly EndpointAddress[] = []): EndpointAddress[] => {
    const taken = addresses.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const ready = subsets.map(({ addresses }) => take(addresses));
  return subsets
    .map(({ notReadyAddresses, ports }, index) => withoutEmptyLists({ addresses: ready[index] ?? [], notReadyAddresses: take(notReadyAddresses), ports: ports ?? [] }))
    .filter((subset) => addressCount([subset]) > 0);
}

/** A pod that has none of the Service's ports is no endpoint; one of a headless Service without ports is. */
function portsOf(service: Service, pod: Pod): EndpointPort[] | undefined {
  const wanted = service.spec?.ports ?? [];
  if (wanted.length === 0) return service.spec?.clusterIP === 'None' ? [] : undefined;
  const ports: EndpointPort[] = [];
  for (const servicePort of wanted) {
    const port = podPortOf(servicePort, pod);
    if (port === undefined) continue;
    const { name, protocol = 'TCP', appProtocol } = servicePort;
    ports.push({ ...(name === undefined ? {} : { name }), port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return ports.length === 0 ? undefined : ports;
}

function addressOf(service: Service, pod: Pod): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  const { nodeName, hostname = '', subdomain } = pod.spec ?? {};
  return {
    ip: pod.status?.podIP,
    ...(hostname !== '' && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function withoutEmptyLists({ addresses, notReadyAddresses, ports }: Subset): EndpointSubset {
  const byAddress = (a: EndpointAddress, b: EndpointAddress): number => ((a.ip ?? '') < (b.ip ?? '') ? -1 : 1);
  return {
    ...(addresses.length === 0 ? {} : { addresses: addresses.sort(byAddress) }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses: notReadyAddresses.sort(byAddress) }),
    ...(ports.length === 0 ? {} : { ports }),
  };
}
