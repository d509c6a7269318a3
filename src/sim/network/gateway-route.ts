import { matchesLabelSelector } from '../../api/label-selector.ts';
import { backendOf, matchesHost, type Backend } from './backend.ts';
import type { BackendRef, Gateway, Listener, ParentRef, ReferenceGrant, Route } from './gateway-types.ts';
import { labelsOfNamespace, namespaceOf, type NetworkView } from './network-view.ts';
import { grpcSpecificity, httpSpecificity, type RoutedRequest } from './route-match.ts';

/** What a gateway does with a request. */
export type GatewayAnswer =
  | {
      readonly kind: 'backends';
      /** `namespace/name` of the route, with its kind before it. */
      readonly route: string;
      readonly backends: readonly Backend[];
      /** Backends that cannot be used, and why: their share of the requests fails with 500, or 503 without a ready endpoint. */
      readonly failing: readonly string[];
    }
  /** The rule redirects instead of forwarding. */
  | { readonly kind: 'redirect'; readonly route: string }
  /** No listener takes the port and host, or no route matches (404). */
  | { readonly kind: 'no-match'; readonly reason: string };

interface Candidate {
  readonly route: Route;
  readonly hostRank: readonly number[];
  readonly specificity: readonly number[];
  readonly ruleIndex: number;
}

/**
 * The pods that answer a request that comes to a Gateway (Gateway API v1): the listener with the most specific host name, the routes
 * that attach to it, and of their matches the most specific; ties go to the older route, then by name, then to the earlier rule.
 */
export function routeGateway(gatewayNamespace: string, gatewayName: string, port: number, request: RoutedRequest, view: NetworkView): GatewayAnswer {
  const gateway = view.gatewayObjects.find(({ kind, metadata }) => kind === 'Gateway' && namespaceOf(metadata) === gatewayNamespace && metadata.name === gatewayName) as Gateway | undefined;
  if (gateway === undefined) return { kind: 'no-match', reason: `Gateway ${gatewayNamespace}/${gatewayName} does not exist` };
  const listener = (gateway.spec?.listeners ?? [])
    .filter((candidate) => candidate.port === port && ['HTTP', 'HTTPS'].includes(candidate.protocol ?? '') && matchesHost(candidate.hostname, request.host, true))
    .sort((a, b) => compareNumbers(hostRank(a.hostname), hostRank(b.hostname)))[0];
  if (listener === undefined) return { kind: 'no-match', reason: `no listener of Gateway ${gatewayNamespace}/${gatewayName} takes ${request.host} on port ${port}` };
  const candidates = routesOf(gateway, listener, view).flatMap((route) => candidatesOf(route, listener, request));
  const best = candidates.sort(byPrecedence)[0];
  if (best === undefined) return { kind: 'no-match', reason: `no route of listener ${listener.name ?? ''} matches` };
  return answer(best, view);
}

function routesOf(gateway: Gateway, listener: Listener, view: NetworkView): readonly Route[] {
  return view.gatewayObjects.filter((object): object is Route => {
    if (object.kind !== 'HTTPRoute' && object.kind !== 'GRPCRoute') return false;
    const kinds = listener.allowedRoutes?.kinds ?? [];
    if (kinds.length > 0 && !kinds.some(({ kind }) => kind === object.kind)) return false;
    return isNamespaceAllowed(gateway, listener, namespaceOf(object.metadata), view) && ((object as Route).spec?.parentRefs ?? []).some((parent) => attaches(parent, object as Route, gateway, listener));
  });
}

function isNamespaceAllowed(gateway: Gateway, { allowedRoutes }: Listener, namespace: string, view: NetworkView): boolean {
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Selector') return matchesLabelSelector(selector, labelsOfNamespace(view, namespace));
  return from === 'Same' && namespace === namespaceOf(gateway.metadata);
}

function attaches({ kind = 'Gateway', namespace, name, sectionName, port }: ParentRef, route: Route, gateway: Gateway, listener: Listener): boolean {
  if (kind !== 'Gateway' || name !== gateway.metadata.name || (namespace ?? namespaceOf(route.metadata)) !== namespaceOf(gateway.metadata)) return false;
  return (sectionName === undefined || sectionName === listener.name) && (port === undefined || port === listener.port);
}

/** The matches of a route that take the request. A rule without matches takes everything. */
function candidatesOf(route: Route, listener: Listener, request: RoutedRequest): readonly Candidate[] {
  const hostnames = route.spec?.hostnames ?? [];
  const hosts = hostnames.filter((hostname) => matchesHost(hostname, request.host, true));
  if (hostnames.length > 0 && hosts.length === 0) return [];
  const [rank = hostRank(listener.hostname)] = hosts.map(hostRank).sort(compareNumbers);
  return (route.spec?.rules ?? []).flatMap(({ matches }, ruleIndex) => {
    const all = matches === undefined || matches.length === 0 ? [{}] : matches;
    return all.flatMap((match) => {
      const specificity = route.kind === 'GRPCRoute' ? grpcSpecificity(match, request) : httpSpecificity(match, request);
      return specificity === undefined ? [] : [{ route, hostRank: rank, specificity, ruleIndex }];
    });
  });
}

/** Host names without a wildcard come first, then the longer ones. */
function hostRank(hostname: string | undefined): readonly number[] {
  if (hostname === undefined || hostname === '') return [0, 0];
  return hostname.startsWith('*.') ? [1, hostname.length] : [2, hostname.length];
}

/** Negative when `a` is more specific. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (b[place] ?? 0) - (a[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function byPrecedence(a: Candidate, b: Candidate): number {
  const byHost = compareNumbers(a.hostRank, b.hostRank);
  if (byHost !== 0) return byHost;
  const bySpecificity = compareNumbers(a.specificity, b.specificity);
  if (bySpecificity !== 0) return bySpecificity;
  const [left, right] = [a, b].map(({ route: { metadata } }) => `${metadata.creationTimestamp ?? ''} ${namespaceOf(metadata)}/${metadata.name ?? ''}`);
  return left === right ? a.ruleIndex - b.ruleIndex : (left ?? '') < (right ?? '') ? -1 : 1;
}

function answer({ route, ruleIndex }: Candidate, view: NetworkView): GatewayAnswer {
  const name = `${route.kind} ${namespaceOf(route.metadata)}/${route.metadata.name ?? ''}`;
  const rule = route.spec?.rules?.[ruleIndex];
  if ((rule?.filters ?? []).some(({ type }) => type === 'RequestRedirect')) return { kind: 'redirect', route: name };
  const references = rule?.backendRefs ?? [];
  const total = references.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const backends: Backend[] = [];
  const failing: string[] = references.length === 0 ? ['the rule has no backend'] : [];
  for (const reference of references) {
    const share = total === 0 ? 0 : (reference.weight ?? 1) / total;
    const backend = resolve(reference, route, share, view);
    if (typeof backend === 'string') failing.push(backend);
    else if (backend.share > 0) {
      backends.push(backend);
      if (backend.endpoints.length === 0) failing.push(`Service ${backend.service} has no ready endpoint`);
    }
  }
  if (references.length > 0 && total === 0) failing.push('all backends have weight 0');
  return { kind: 'backends', route: name, backends, failing };
}

function resolve(reference: BackendRef, route: Route, share: number, view: NetworkView): Backend | string {
  const own = namespaceOf(route.metadata);
  const namespace = reference.namespace ?? own;
  const [kind, group, name] = [reference.kind ?? 'Service', reference.group ?? '', reference.name ?? ''];
  if (kind !== 'Service' || group !== '') return `${kind} ${namespace}/${name} is not a Service: what it does is not known`;
  if (namespace !== own && !isGranted(route, namespace, name, view)) return `no ReferenceGrant in ${namespace} lets ${route.kind}s of ${own} refer to Service ${name}`;
  return backendOf(namespace, name, reference.port, share, view);
}

function isGranted(route: Route, namespace: string, name: string, view: NetworkView): boolean {
  return view.gatewayObjects.some(({ kind, metadata, ...rest }) => {
    if (kind !== 'ReferenceGrant' || namespaceOf(metadata) !== namespace) return false;
    const { from = [], to = [] } = (rest as Pick<ReferenceGrant, 'spec'>).spec ?? {};
    const isFrom = from.some((source) => source.group === 'gateway.networking.k8s.io' && source.kind === route.kind && source.namespace === namespaceOf(route.metadata));
    return isFrom && to.some((target) => (target.group ?? '') === '' && target.kind === 'Service' && (target.name === undefined || target.name === name));
  });
}
