import type { Service } from '../../api/types/core-v1.ts';
import { findService, namespaceOf, type NetworkView } from './network-view.ts';
import { endpointsOf } from './service-endpoints.ts';

/** What the cluster's DNS answers to a pod. */
export type DnsAnswer =
  /** Addresses of a Service or of pods. `name` is the full name that was found. */
  | { readonly kind: 'addresses'; readonly name: string; readonly addresses: readonly string[] }
  | { readonly kind: 'alias'; readonly name: string; readonly target: string }
  /** Ports by host, of `_port._protocol.service` names. */
  | { readonly kind: 'services'; readonly name: string; readonly targets: readonly { readonly host: string; readonly port: number }[] }
  /** The name is there, and nothing is behind it now. */
  | { readonly kind: 'empty'; readonly name: string }
  /** No such name in the cluster: the resolver of the node is asked. */
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'not-found'; readonly tried: readonly string[] };

export interface DnsOptions {
  readonly clusterDomain?: string;
  /** Names with at least this many dots are tried as they are first. */
  readonly ndots?: number;
}

/**
 * Resolves a name as a pod with dnsPolicy ClusterFirst does: by the search list of its namespace, then as it is
 * (https://github.com/kubernetes/dns, specification 1.1.0, and pkg/kubelet/network/dns, v1.36).
 */
export function resolveName(name: string, fromNamespace: string, view: NetworkView, { clusterDomain = 'cluster.local', ndots = 5 }: DnsOptions = {}): DnsAnswer {
  const isAbsolute = name.endsWith('.');
  const plain = (isAbsolute ? name.slice(0, -1) : name).toLowerCase();
  const searched = [`${fromNamespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain].map((domain) => `${plain}.${domain}`);
  const dots = plain.split('.').length - 1;
  const tried = isAbsolute ? [plain] : dots >= ndots ? [plain, ...searched] : [...searched, plain];
  for (const full of tried) {
    const answer = full.endsWith(`.${clusterDomain}`) ? inCluster(full, full.slice(0, -clusterDomain.length - 1), view) : undefined;
    if (answer !== undefined) return answer;
  }
  return plain.includes('.') && !plain.endsWith(`.${clusterDomain}`) ? { kind: 'outside', name: plain } : { kind: 'not-found', tried };
}

/** Answers for a full name, without the cluster domain; undefined when it does not exist. */
function inCluster(full: string, name: string, view: NetworkView): DnsAnswer | undefined {
  const parts = name.split('.');
  const type = parts.pop();
  const namespace = parts.pop();
  if (namespace === undefined || parts.length === 0) return undefined;
  if (type === 'pod') return podByAddress(full, parts.join('.'), namespace, view);
  const serviceName = parts.pop();
  const service = type === 'svc' && serviceName !== undefined ? findService(view, namespace, serviceName) : undefined;
  if (service === undefined) return undefined;
  const [first, second] = parts;
  if (parts.length === 0) return ofService(full, service, view);
  if (parts.length === 1 && first !== undefined) return ofHost(full, first, service, view);
  if (parts.length === 2 && first?.startsWith('_') === true && second?.startsWith('_') === true) return ofPort(full, first.slice(1), second.slice(1), service, view);
  return undefined;
}

function ofService(full: string, service: Service, view: NetworkView): DnsAnswer {
  const { spec } = service;
  if (spec?.type === 'ExternalName') return { kind: 'alias', name: full, target: spec.externalName ?? '' };
  const clusterIps = (spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP])).filter((address) => address !== '' && address !== 'None');
  const isHeadless = spec?.clusterIP === 'None' || spec?.clusterIPs?.includes('None') === true;
  return addresses(full, isHeadless ? readyEndpoints(service, view).map(({ address }) => address) : clusterIps);
}

/** Pods of a headless Service by their host name, or by their address with hyphens. */
function ofHost(full: string, host: string, service: Service, view: NetworkView): DnsAnswer | undefined {
  const found = readyEndpoints(service, view).filter((endpoint) => (endpoint.hostname ?? dashed(endpoint.address)) === host);
  return found.length === 0 ? undefined : addresses(full, found.map(({ address }) => address));
}

function ofPort(full: string, portName: string, protocol: string, service: Service, view: NetworkView): DnsAnswer | undefined {
  const port = (service.spec?.ports ?? []).find((candidate) => candidate.name === portName && (candidate.protocol ?? 'TCP').toLowerCase() === protocol);
  if (port === undefined) return undefined;
  const base = full.split('.').slice(2).join('.');
  if (service.spec?.clusterIP !== 'None') return { kind: 'services', name: full, targets: [{ host: base, port: port.port ?? 0 }] };
  const targets = endpointsOf(service, port, view)
    .filter(({ ready }) => ready)
    .map((endpoint) => ({ host: `${endpoint.hostname ?? dashed(endpoint.address)}.${base}`, port: endpoint.port }));
  return targets.length === 0 ? { kind: 'empty', name: full } : { kind: 'services', name: full, targets };
}

function podByAddress(full: string, dashedAddress: string, namespace: string, view: NetworkView): DnsAnswer | undefined {
  const pod = view.pods.find(({ metadata, status }) => namespaceOf(metadata) === namespace && dashed(status?.podIP ?? '') === dashedAddress);
  return pod?.status?.podIP === undefined ? undefined : addresses(full, [pod.status.podIP]);
}

function readyEndpoints(service: Service, view: NetworkView): ReturnType<typeof endpointsOf> {
  const ports = service.spec?.ports ?? [];
  return (ports.length === 0 ? [{ port: 0 }] : ports.slice(0, 1)).flatMap((port) => endpointsOf(service, port, view)).filter(({ ready }) => ready);
}

function addresses(name: string, found: readonly string[]): DnsAnswer {
  return found.length === 0 ? { kind: 'empty', name } : { kind: 'addresses', name, addresses: [...new Set(found)] };
}

function dashed(address: string): string {
  return address.replaceAll(/[.:]/g, '-');
}
