import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { routeGateway } from './gateway-route.ts';
import { routeIngress } from './ingress-route.ts';
import { networkView } from './network-view.ts';

const app = (name: string, ip: string, namespace = 'shop'): object[] => [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name } }, spec: { containers: [{ name: 'c' }] }, status: { podIP: ip, conditions: [{ type: 'Ready', status: 'True' }] } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } },
];
const view = (...objects: readonly object[]): ReturnType<typeof networkView> => networkView([...app('web', '10.0.0.1'), ...app('api', '10.0.0.2'), ...app('far', '10.0.0.3', 'other'), ...objects] as KubeObject[]);

describe('routeIngress', () => {
  const to = (name: string, port: object = { number: 80 }): object => ({ service: { name, port } });
  const ingress = (name: string, spec: object): object => ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, namespace: 'shop' }, spec });
  const path = (value: string, pathType: string, backend: object): object => ({ path: value, pathType, backend });
  const shop = ingress('shop', {
    defaultBackend: to('web'),
    tls: [{ hosts: ['shop.example'], secretName: 'shop-tls' }],
    rules: [
      { host: 'shop.example', http: { paths: [path('/', 'Prefix', to('web')), path('/api', 'Prefix', to('api')), path('/api/health', 'Exact', to('web'))] } },
      { host: '*.shop.example', http: { paths: [path('/', 'Prefix', to('api', { name: 'http' }))] } },
      { host: 'broken.example', http: { paths: [path('/', 'Prefix', to('nope'))] } },
    ],
  });

  it.each<[string, string, string]>([
    ['shop.example', '/', '10.0.0.1'],
    ['shop.example', '/api', '10.0.0.2'],
    ['shop.example', '/api/v1', '10.0.0.2'],
    ['shop.example', '/apis', '10.0.0.1'],
    ['shop.example', '/api/health', '10.0.0.1'],
    ['SHOP.example:443', '/api/', '10.0.0.2'],
    ['eu.shop.example', '/', '10.0.0.2'],
    ['a.b.shop.example', '/', '10.0.0.1'],
    ['elsewhere', '/', '10.0.0.1'],
  ])('%s%s goes to %s', (host, requested, address) => {
    const answer = routeIngress({ host, path: requested }, view(shop));
    expect(answer).toMatchObject({ kind: 'backend', backend: { endpoints: [{ address, port: 8080 }] } });
  });

  it('says why a backend cannot be used, and when nothing matches', () => {
    expect(routeIngress({ host: 'broken.example', path: '/' }, view(shop))).toMatchObject({ kind: 'unavailable', reason: 'Service shop/nope does not exist' });
    expect(routeIngress({ host: 'x', path: '/' }, view(ingress('i', { rules: [] })))).toEqual({ kind: 'no-match' });
  });

  it('names the certificate, and keeps classes apart', () => {
    expect(routeIngress({ host: 'shop.example', path: '/', tls: true }, view(shop))).toMatchObject({ tlsSecret: 'shop-tls' });
    const classes = ['inner', 'outer'].map((name) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name, annotations: name === 'outer' ? { 'ingressclass.kubernetes.io/is-default-class': 'true' } : {} } }));
    const inner = ingress('inner', { ingressClassName: 'inner', defaultBackend: to('api') });
    expect(routeIngress({ host: 'x', path: '/' }, view(shop, inner, ...classes), 'inner')).toMatchObject({ ingress: 'shop/inner' });
    expect(routeIngress({ host: 'x', path: '/' }, view(shop, inner, ...classes))).toMatchObject({ ingress: 'shop/shop' });
  });
});

describe('routeGateway', () => {
  const gateway = (listeners: readonly object[]): object => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'gw', namespace: 'shop' }, spec: { listeners } });
  const http = { name: 'http', port: 80, protocol: 'HTTP' };
  const route = (name: string, spec: object, { kind = 'HTTPRoute', namespace = 'shop' } = {}): object => ({
    apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' }, spec: { parentRefs: [{ name: 'gw', namespace: 'shop' }], ...spec },
  });
  const rule = (matches: readonly object[], ...names: string[]): object => ({ matches, backendRefs: names.map((name) => ({ name, port: 80 })) });
  const ask = (objects: readonly object[], request: object = {}): ReturnType<typeof routeGateway> => routeGateway('shop', 'gw', 80, { host: 'shop.example', path: '/', ...request }, view(gateway([http]), ...objects));
  const addresses = (answer: ReturnType<typeof routeGateway>): string => (answer.kind === 'backends' ? answer.backends.flatMap(({ endpoints }) => endpoints.map(({ address }) => address)).join(' ') : answer.kind);

  it('takes the most specific match', () => {
    const routes = [
      route('any', { rules: [rule([{}], 'web')] }),
      route('deep', { rules: [rule([{ path: { type: 'PathPrefix', value: '/api' } }], 'api'), rule([{ path: { type: 'Exact', value: '/api/x' } }], 'web'), rule([{ path: { type: 'PathPrefix', value: '/api' }, method: 'POST' }], 'web')] }),
      route('head', { rules: [rule([{ path: { type: 'PathPrefix', value: '/api' }, headers: [{ name: 'X-Beta', value: '1' }] }], 'web')] }),
    ];
    expect(addresses(ask(routes))).toBe('10.0.0.1');
    expect(addresses(ask(routes, { path: '/api/y' }))).toBe('10.0.0.2');
    expect(addresses(ask(routes, { path: '/api/x' }))).toBe('10.0.0.1');
    expect(addresses(ask(routes, { path: '/api/y', method: 'POST' }))).toBe('10.0.0.1');
    expect(addresses(ask(routes, { path: '/api/y', headers: { 'x-beta': '1' } }))).toBe('10.0.0.1');
  });

  it('prefers routes with the more specific host name', () => {
    const routes = [route('wild', { hostnames: ['*.example'], rules: [rule([{ path: { type: 'Exact', value: '/' } }], 'web')] }), route('exact', { hostnames: ['shop.example'], rules: [rule([], 'api')] })];
    expect(addresses(ask(routes))).toBe('10.0.0.2');
    expect(addresses(ask(routes, { host: 'a.b.example' }))).toBe('10.0.0.1');
    expect(ask(routes, { host: 'other' }).kind).toBe('no-match');
  });

  it('splits by weight, and says which backends fail', () => {
    const backendRefs = [{ name: 'web', port: 80, weight: 3 }, { name: 'api', port: 80, weight: 1 }, { name: 'nope', port: 80, weight: 0 }];
    expect(ask([route('r', { rules: [{ backendRefs }] })])).toMatchObject({ backends: [{ service: 'shop/web', share: 0.75 }, { service: 'shop/api', share: 0.25 }], failing: ['Service shop/nope does not exist'] });
  });

  it('needs a grant for Services of other namespaces', () => {
    const far = route('r', { rules: [{ backendRefs: [{ name: 'far', namespace: 'other', port: 80 }] }] });
    const grant = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { name: 'g', namespace: 'other' }, spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service' }] } };
    expect(ask([far])).toMatchObject({ backends: [], failing: ['no ReferenceGrant in other lets HTTPRoutes of shop refer to Service far'] });
    expect(addresses(ask([far, grant]))).toBe('10.0.0.3');
  });

  it('lets a listener choose namespaces and host names', () => {
    const foreign = route('r', { rules: [rule([], 'far')] }, { namespace: 'other' });
    expect(ask([foreign]).kind).toBe('no-match');
    const open = gateway([{ ...http, allowedRoutes: { namespaces: { from: 'All' } } }]);
    expect(addresses(routeGateway('shop', 'gw', 80, { host: 'h', path: '/' }, view(open, foreign)))).toBe('10.0.0.3');
    const named = gateway([{ ...http, hostname: '*.example' }]);
    expect(routeGateway('shop', 'gw', 80, { host: 'h', path: '/' }, view(named)).kind).toBe('no-match');
  });

  it('routes gRPC by service and method', () => {
    const grpc = route('g', { rules: [{ matches: [{ method: { service: 'shop.Cart', method: 'Add' } }], backendRefs: [{ name: 'api', port: 80 }] }, { matches: [{ method: { service: 'shop.Cart' } }], backendRefs: [{ name: 'web', port: 80 }] }] }, { kind: 'GRPCRoute' });
    expect(addresses(ask([grpc], { path: '/shop.Cart/Add', method: 'POST' }))).toBe('10.0.0.2');
    expect(addresses(ask([grpc], { path: '/shop.Cart/List', method: 'POST' }))).toBe('10.0.0.1');
    expect(ask([grpc], { path: '/shop.Other/List', method: 'POST' }).kind).toBe('no-match');
  });
});
