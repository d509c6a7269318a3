import { matchesLabels } from '../../api/label-selector.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { Container, Pod, Service, ServicePort } from '../../api/types/core-v1.ts';
import type { Endpoint, EndpointSlice } from '../../api/types/discovery-v1.ts';
import type { NetworkView } from './network-view.ts';
import { namespaceOf } from './network-view.ts';

/** One address behind a Service. */
export interface ServiceEndpoint {
  readonly address: string;
  /** The port that the endpoint listens on, for the Service's port that was asked about. */
  readonly port: number;
  /** `namespace/name` of the pod; absent for addresses that someone wrote by hand. */
  readonly pod?: string;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly hostname?: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly hintedZones: readonly string[];
  readonly hintedNodes: readonly string[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * The endpoints of a Service for one of its ports: from its EndpointSlices, or, where the view has none, from the pods that its
 * selector selects, as the EndpointSlice controller would list them (pkg/controller/endpointslice, v1.36).
 */
export function endpointsOf(service: Service, port: ServicePort, view: NetworkView): readonly ServiceEndpoint[] {
  const slices = view.endpointSlices.filter(
    ({ metadata }) => namespaceOf(metadata) === namespaceOf(service.metadata) && (metadata?.labels as Labels | undefined)?.[SERVICE_NAME] === service.metadata?.name,
  );
  const endpoints = slices.length > 0 ? slices.flatMap((slice) => fromSlice(slice, port)) : fromPods(service, port, view);
  const unique = new Map(endpoints.map((endpoint) => [`${endpoint.address}:${endpoint.port}`, endpoint]));
  return [...unique.values()].sort((a, b) => (a.address === b.address ? a.port - b.port : a.address < b.address ? -1 : 1));
}

/** The port of a Service by number or name; a Service with one port answers to any name it has. */
export function findServicePort(service: Service, wanted: number | string, protocol = 'TCP'): ServicePort | undefined {
  const ports = service.spec?.ports ?? [];
  if (typeof wanted === 'string') return ports.find(({ name }) => name === wanted);
  return ports.find((port) => port.port === wanted && (port.protocol ?? 'TCP') === protocol);
}

/** The number of a container port: itself, or that of the name in the pod's containers (and sidecars). */
export function containerPortOf(pod: Pod, wanted: number | string, protocol = 'TCP'): number | undefined {
  if (typeof wanted === 'number') return wanted;
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const all: readonly Container[] = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
  for (const { ports = [] } of all) {
    const port = ports.find((candidate) => candidate.name === wanted && (candidate.protocol ?? 'TCP') === protocol);
    if (port !== undefined) return port.containerPort;
  }
  return undefined;
}

export function isPodReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');
}

/** Whether a pod has an address and has not finished. */
export function hasAddress({ status }: Pod): boolean {
  return (status?.podIP ?? '') !== '' && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

function fromSlice(slice: EndpointSlice, port: ServicePort): readonly ServiceEndpoint[] {
  const number = (slice.ports ?? []).find(({ name = '', protocol = 'TCP' }) => name === (port.name ?? '') && protocol === (port.protocol ?? 'TCP'))?.port;
  if (number === undefined) return [];
  return (slice.endpoints ?? []).flatMap((endpoint) => (endpoint.addresses ?? []).slice(0, 1).map((address) => described(endpoint, address, number, namespaceOf(slice.metadata))));
}

function described({ conditions, targetRef, nodeName, zone, hostname, hints }: Endpoint, address: string, port: number, namespace: string): ServiceEndpoint {
  const ready = conditions?.ready ?? true;
  return {
    address,
    port,
    ready,
    serving: conditions?.serving ?? ready,
    terminating: conditions?.terminating ?? false,
    hintedZones: (hints?.forZones ?? []).map(({ name }) => name ?? ''),
    hintedNodes: (hints?.forNodes ?? []).map(({ name }) => name ?? ''),
    ...(targetRef?.kind === 'Pod' ? { pod: `${targetRef.namespace ?? namespace}/${targetRef.name ?? ''}` } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...(hostname === undefined ? {} : { hostname }),
  };
}

function fromPods(service: Service, port: ServicePort, view: NetworkView): readonly ServiceEndpoint[] {
  const selector = service.spec?.selector as Labels | undefined;
  const namespace = namespaceOf(service.metadata);
  if (selector === undefined || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName') return [];
  return view.pods.flatMap((pod) => {
    const isSelected = namespaceOf(pod.metadata) === namespace && matchesLabels(selector, pod.metadata?.labels as Labels | undefined);
    const number = isSelected && hasAddress(pod) ? containerPortOf(pod, port.targetPort ?? port.port ?? 0, port.protocol ?? 'TCP') : undefined;
    return number === undefined ? [] : [fromPod(pod, number, service, view)];
  });
}

function fromPod(pod: Pod, port: number, service: Service, view: NetworkView): ServiceEndpoint {
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  const serving = isPodReady(pod);
  const nodeName = pod.spec?.nodeName;
  const zone = view.nodes.find(({ metadata }) => metadata?.name === nodeName)?.metadata?.labels?.['topology.kubernetes.io/zone'];
  const hostname = pod.spec?.subdomain === service.metadata?.name ? pod.spec?.hostname : undefined;
  return {
    address: pod.status?.podIP ?? '',
    port,
    pod: `${namespaceOf(pod.metadata)}/${pod.metadata?.name ?? ''}`,
    ready: service.spec?.publishNotReadyAddresses === true || (serving && !terminating),
    serving,
    terminating,
    hintedZones: [],
    hintedNodes: [],
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...(hostname === undefined ? {} : { hostname }),
  };
}
