import { findService, type NetworkView } from './network-view.ts';
import { endpointsOf, findServicePort, type ServiceEndpoint } from './service-endpoints.ts';

/** Where a proxy in the cluster (an ingress controller, a gateway) sends a request. */
export interface Backend {
  /** `namespace/name` */
  readonly service: string;
  readonly port: number;
  /** Of requests that this rule matches, the part that goes here: 0 to 1. */
  readonly share: number;
  readonly endpoints: readonly ServiceEndpoint[];
}

/** The ready endpoints behind a port of a Service, or why there are none. Proxies go to the pods, past the cluster address. */
export function backendOf(namespace: string, name: string, wanted: number | string | undefined, share: number, view: NetworkView): Backend | string {
  const service = findService(view, namespace, name);
  if (service === undefined) return `Service ${namespace}/${name} does not exist`;
  const ports = service.spec?.ports ?? [];
  const port = wanted === undefined ? (ports.length === 1 ? ports[0] : undefined) : findServicePort(service, wanted);
  if (port === undefined) return `Service ${namespace}/${name} has no port ${wanted ?? 'that is the only one'}`;
  const endpoints = endpointsOf(service, port, view).filter(({ ready }) => ready);
  return { service: `${namespace}/${name}`, port: port.port ?? 0, share, endpoints };
}

/** Whether `host` is one that a pattern means: itself, or, for `*.example.com`, names below it: one label deep, or any with `deep`. */
export function matchesHost(pattern: string | undefined, host: string, deep = false): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (pattern === undefined || pattern === '') return true;
  if (!pattern.startsWith('*.')) return pattern.toLowerCase() === name;
  const suffix = pattern.slice(1).toLowerCase();
  const below = name.slice(0, -suffix.length);
  return name.endsWith(suffix) && below !== '' && (deep || !below.includes('.'));
}

/** Whether the elements of a path begin with those of a prefix: `/foo` is a prefix of `/foo/bar` and of `/foo/`, not of `/foobar`. */
export function hasPathPrefix(path: string, prefix: string): boolean {
  const trimmed = prefix.replace(/\/+$/, '');
  return trimmed === '' || path === trimmed || path.startsWith(`${trimmed}/`);
}
