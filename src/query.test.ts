import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { load, parseNodes, query, simulate, type KubeObject } from './index.ts';

const SHOP = fileURLToPath(new URL('../testdata/shop', import.meta.url));
const GATEWAY = `${SHOP}-gateway`;

type Pod = KubeObject & { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } };

/** The shop after its change, at rest, with a gateway, an ingress controller and a stranger beside it. */
async function settledShop(): Promise<readonly KubeObject[]> {
  const set = await load([`${SHOP}/after`, `${GATEWAY}/definitions.yaml`, `${GATEWAY}/after`]);
  const simulation = simulate();
  for (const node of parseNodes('6x4cpu16Gi')) simulation.restore(node);
  const order = ['CustomResourceDefinition', 'Namespace', 'ServiceAccount', 'Secret', 'PriorityClass', 'StorageClass'];
  const objects = set.documents.map(({ object }) => object as unknown as KubeObject).sort((a, b) => rank(order, a.kind) - rank(order, b.kind));
  for (const namespace of ['ingress-nginx', 'other']) simulation.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  for (const object of [...objects, stranger('ingress-nginx'), stranger('other')]) expect(simulation.apply(object), `${object.kind} ${object.metadata.name ?? ''}`).toMatchObject({ accepted: true });
  simulation.run();
  return simulation.list();
}

function stranger(namespace: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe', namespace, labels: { app: 'probe' } }, spec: { containers: [{ name: 'probe', image: 'probe:1' }] } } as KubeObject;
}

function rank(order: readonly string[], kind: string): number {
  const found = order.indexOf(kind);
  return found === -1 ? order.length : found;
}

describe('queries about the example shop', () => {
  let objects: readonly KubeObject[];
  let view: query.NetworkView;
  const podOf = (namespace: string, key: string, value: string): query.NetworkPeer => {
    const found = (objects as readonly Pod[]).find(({ kind, metadata }) => kind === 'Pod' && metadata.namespace === namespace && metadata.labels?.[key] === value);
    if (found === undefined) throw new Error(`no pod ${namespace} ${value}`);
    return { pod: found } as query.NetworkPeer;
  };
  const app = (name: string): query.NetworkPeer => podOf('shop', 'app.kubernetes.io/name', name);

  beforeAll(async () => {
    objects = await settledShop();
    view = query.networkView(objects);
  });

  test('names: a Service by its short and full name, a headless one by its pods, nothing across namespaces', () => {
    expect(query.resolveName('web', 'shop', view).kind).not.toBe('not-found');
    expect(query.resolveName('web', 'shop', view)).toEqual(query.resolveName('web.shop.svc.cluster.local.', 'other', view));
    expect(query.resolveName('db-0.db', 'shop', view).kind).not.toBe('not-found');
    expect(query.resolveName('db-7.db', 'shop', view).kind).toBe('outside');
    expect(query.resolveName('web', 'other', view).kind).toBe('not-found');
  });

  test('the Ingress sends the shop to web, and other hosts nowhere', () => {
    expect(query.routeIngress({ host: 'shop.example.com', path: '/cart', tls: true }, view, 'nginx')).toMatchObject({ backend: { service: 'shop/web' } });
    expect(query.routeIngress({ host: 'elsewhere.example.com', path: '/' }, view, 'nginx')).toEqual({ kind: 'no-match' });
  });

  test('web takes traffic from the ingress controller alone, and talks to the database alone', () => {
    const reach = (from: query.NetworkPeer, to: query.NetworkPeer, port: number): string => {
      const { allowed, blockedBy } = query.canReach(from, to, port, 'TCP', view);
      return allowed ? 'yes' : (blockedBy ?? 'no');
    };
    expect(reach(podOf('ingress-nginx', 'app', 'probe'), app('web'), 8080)).toBe('yes');
    expect(reach(podOf('other', 'app', 'probe'), app('web'), 8080)).toBe('ingress');
    expect(reach(podOf('ingress-nginx', 'app', 'probe'), app('web'), 9090)).toBe('ingress');
    expect(reach(app('web'), app('db'), 5432)).toBe('yes');
    expect(reach(app('web'), podOf('other', 'app', 'probe'), 5432)).toBe('egress');
  });

  describe('the Gateway', () => {
    const ask = (request: Partial<query.RoutedRequest>, port = 443, among: readonly KubeObject[] = objects): query.GatewayAnswer =>
      query.routeGateway('edge', 'edge', port, { host: 'shop.example.com', path: '/', ...request }, query.networkView(among));
    const backends = (answer: query.GatewayAnswer): unknown => (answer.kind === 'backends' ? answer.backends.map(({ service, share, endpoints }) => `${service} ${share} ${endpoints.length}`) : answer.kind);

    test('sends everybody to HTTPS', () => {
      expect(ask({}, 80)).toMatchObject({ kind: 'redirect', route: 'HTTPRoute edge/to-https' });
      expect(ask({ host: 'elsewhere.example.net' }, 80)).toMatchObject({ kind: 'redirect' });
    });

    test('sends the shop to web, and what it sells to the dashboard', () => {
      expect(backends(ask({ path: '/cart' }))).toEqual(['shop/web 1 6']);
      expect(ask({ path: '/sales/today' })).toMatchObject({ backends: [{ service: 'shop/dashboard' }] });
      expect(ask({ path: '/salesmen' })).toMatchObject({ backends: [{ service: 'shop/web' }] });
    });

    test('sends a tenth of those who ask for it to the beta, across namespaces', () => {
      expect(backends(ask({ headers: { 'x-beta': 'yes' } }))).toEqual(['shop/web 0.9 6', 'beta/web-beta 0.1 2']);
      const withoutGrant = objects.filter(({ kind }) => kind !== 'ReferenceGrant');
      expect(ask({ headers: { 'x-beta': 'yes' } }, 443, withoutGrant)).toMatchObject({ failing: ['no ReferenceGrant in beta lets HTTPRoutes of shop refer to Service web-beta'] });
    });

    test('knows no other hosts, ports and gateways', () => {
      expect(ask({ host: 'other.example.com' })).toMatchObject({ kind: 'no-match', reason: 'no route of listener https matches' });
      expect(ask({ host: 'shop.example.net' })).toMatchObject({ kind: 'no-match', reason: 'no listener of Gateway edge/edge takes shop.example.net on port 443' });
      expect(ask({}, 8443).kind).toBe('no-match');
      expect(query.routeGateway('shop', 'edge', 443, { host: 'shop.example.com', path: '/' }, view)).toMatchObject({ kind: 'no-match', reason: 'Gateway shop/edge does not exist' });
    });

    test('takes routes of the shop alone', () => {
      const foreign = objects.map((object) => (object.kind === 'HTTPRoute' && object.metadata.name === 'shop' ? { ...object, metadata: { ...object.metadata, namespace: 'other' } } : object));
      expect(ask({}, 443, foreign).kind).toBe('no-match');
    });
  });

  test('who may do what: nobody but administrators, for the shop has no roles', () => {
    const policy = query.accessPolicy(objects);
    const ask = (user: string, groups: string[]): boolean => query.authorize({ ...query.impersonatedUser(user, groups), resource: { verb: 'get', group: '', resource: 'secrets', namespace: 'shop', name: 'db' } }, policy).allowed;
    expect(ask('system:serviceaccount:shop:web', [])).toBe(false);
    expect(ask('admin', ['system:masters'])).toBe(true);
  });
});
