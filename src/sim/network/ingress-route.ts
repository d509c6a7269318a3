import type { HTTPIngressPath, Ingress, IngressBackend } from '../../api/types/networking-v1.ts';
import { backendOf, hasPathPrefix, matchesHost, type Backend } from './backend.ts';
import { namespaceOf, type NetworkView } from './network-view.ts';

export interface WebRequest {
  readonly host: string;
  /** Without the query, beginning with a slash. */
  readonly path: string;
  readonly tls?: boolean;
}

/** What an ingress controller does with a request. */
export type IngressAnswer =
  | {
      readonly kind: 'backend';
      /** `namespace/name` of the Ingress. */
      readonly ingress: string;
      readonly path?: string;
      readonly backend: Backend;
      /** The Secret with the certificate, for requests with TLS; absent when the Ingress names none for this host: the controller's own is used. */
      readonly tlsSecret?: string;
    }
  /** A rule matches, but its backend cannot be used (503). */
  | { readonly kind: 'unavailable'; readonly ingress: string; readonly reason: string }
  /** Nothing matches (404). */
  | { readonly kind: 'no-match' };

interface Match {
  readonly ingress: Ingress;
  readonly hostRank: number;
  readonly isExact: boolean;
  readonly path: HTTPIngressPath | undefined;
  readonly backend: IngressBackend;
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/**
 * The pods that answer a request through the Ingresses of one class (networking.k8s.io/v1, v1.36): an exact host before a wildcard
 * before none, an exact path before the longest prefix, and default backends when no rule matches. ImplementationSpecific paths are
 * taken for prefixes, as the common controllers do.
 *
 * @param className the class of the controller that got the request; without it the default class, or the only one
 */
export function routeIngress(request: WebRequest, view: NetworkView, className?: string): IngressAnswer {
  const controllerClass = className ?? defaultClass(view);
  const ingresses = view.ingresses.filter((ingress) => (classOf(ingress) ?? defaultClass(view)) === controllerClass);
  const best = ingresses.flatMap((ingress) => matchesOf(ingress, request)).sort(byPrecedence)[0] ?? defaultBackend(ingresses);
  if (best === undefined) return { kind: 'no-match' };
  const namespace = namespaceOf(best.ingress.metadata);
  const name = `${namespace}/${best.ingress.metadata?.name ?? ''}`;
  const { service } = best.backend;
  if (service === undefined) return { kind: 'unavailable', ingress: name, reason: 'the backend is not a Service' };
  const backend = backendOf(namespace, service.name ?? '', service.port?.number ?? service.port?.name, 1, view);
  if (typeof backend === 'string') return { kind: 'unavailable', ingress: name, reason: backend };
  if (backend.endpoints.length === 0) return { kind: 'unavailable', ingress: name, reason: `Service ${backend.service} has no ready endpoint` };
  const secret = request.tls === true ? tlsSecret(best.ingress, request.host) : undefined;
  return { kind: 'backend', ingress: name, backend, ...(best.path?.path === undefined ? {} : { path: best.path.path }), ...(secret === undefined ? {} : { tlsSecret: secret }) };
}

function classOf({ metadata, spec }: Ingress): string | undefined {
  return spec?.ingressClassName ?? metadata?.annotations?.[CLASS_ANNOTATION];
}

function defaultClass({ ingressClasses }: NetworkView): string | undefined {
  const marked = ingressClasses.find(({ metadata }) => metadata?.annotations?.[DEFAULT_CLASS] === 'true');
  return (marked ?? (ingressClasses.length === 1 ? ingressClasses[0] : undefined))?.metadata?.name;
}

function matchesOf(ingress: Ingress, { host, path }: WebRequest): readonly Match[] {
  return (ingress.spec?.rules ?? []).flatMap((rule) => {
    if (!matchesHost(rule.host, host)) return [];
    const hostRank = rule.host === undefined || rule.host === '' ? 0 : rule.host.startsWith('*.') ? 1 : 2;
    return (rule.http?.paths ?? []).flatMap((candidate) => {
      const isExact = candidate.pathType === 'Exact';
      const isMatched = isExact ? candidate.path === path : hasPathPrefix(path, candidate.path ?? '/');
      return isMatched && candidate.backend !== undefined ? [{ ingress, hostRank, isExact, path: candidate, backend: candidate.backend }] : [];
    });
  });
}

function byPrecedence(a: Match, b: Match): number {
  if (a.hostRank !== b.hostRank) return b.hostRank - a.hostRank;
  if (a.isExact !== b.isExact) return a.isExact ? -1 : 1;
  const length = (b.path?.path ?? '').length - (a.path?.path ?? '').length;
  return length === 0 ? byAge(a.ingress, b.ingress) : length;
}

/** Where two Ingresses claim the same, the older one wins, then the first by name. */
function byAge(a: Ingress, b: Ingress): number {
  const [left, right] = [a, b].map(({ metadata }) => `${metadata?.creationTimestamp ?? ''} ${namespaceOf(metadata)}/${metadata?.name ?? ''}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function defaultBackend(ingresses: readonly Ingress[]): Match | undefined {
  const ingress = ingresses.filter(({ spec }) => spec?.defaultBackend !== undefined).sort(byAge)[0];
  const backend = ingress?.spec?.defaultBackend;
  return ingress === undefined || backend === undefined ? undefined : { ingress, hostRank: 0, isExact: false, path: undefined, backend };
}

function tlsSecret({ spec }: Ingress, host: string): string | undefined {
  return (spec?.tls ?? []).find(({ hosts = [] }) => hosts.length === 0 || hosts.some((pattern) => matchesHost(pattern, host)))?.secretName;
}
