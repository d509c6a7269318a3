import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { load, observe, parseNodeGroups, parseNodes, query, simulate, type Deployment, type Pod, type Simulation } from './index.ts';

const SHOP = fileURLToPath(new URL('../testdata/shop', import.meta.url));
const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };

/** What somebody would write who tests the availability of their own manifests. */
describe('the shop, as its owners test it', () => {
  let shop: Simulation;

  beforeEach(async () => {
    shop = simulate({ cluster: parseNodes('4x4cpu16Gi') });
    expect(shop.applyAll(await load([`${SHOP}/before`]))).toEqual([]);
    expect(shop.run()).toMatchObject({ settled: true, complete: true });
  });

  test('has six pods of web', () => {
    expect(shop.get<Deployment>(WEB)?.status).toMatchObject({ readyReplicas: 6, availableReplicas: 6 });
    expect(shop.list<Pod>('Pod', 'shop').filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'web').every(({ spec }) => spec?.nodeName !== undefined)).toBe(true);
  });

  test('answers while a node is drained', () => {
    const { services, pending, complete } = observe(shop, () => shop.drain('node-1'));
    expect(complete).toBe(true);
    expect(pending).toEqual([]);
    expect(services.find(({ service }) => service === 'shop/web')).toMatchObject({ before: 6, after: 6, withoutEndpointsMs: 0 });
    expect(shop.list<Pod>('Pod').filter(({ spec }) => spec?.nodeName === 'node-1')).toEqual([]);
  });

  test('answers from other nodes when one dies, and names what is refused', () => {
    shop.failNode('node-2');
    shop.run({ forMs: 10 * 60_000 });
    const view = query.networkView(shop.list());
    expect(query.endpoints('shop/web', view, 'http')?.filter(({ ready }) => ready)).toHaveLength(6);
    expect(query.endpoints('shop/web', view)).toEqual(query.endpoints('shop/web', view, 80));
    expect([query.endpoints('shop/nobody', view), query.endpoints('shop/web', view, 81)]).toEqual([undefined, undefined]);
    const refused = shop.applyAll([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'other' } } } } as never]);
    expect(refused.map(({ object, outcome }) => [object.metadata.name, outcome.code, outcome.causes[0]?.path])).toEqual([['web', 422, 'spec.template.metadata.labels']]);
  });

  test('can be scaled, evicted from and grown', async () => {
    const growing = simulate({ nodeGroups: parseNodeGroups('1..6x2cpu8Gi') });
    expect(growing.applyAll((await load([`${SHOP}/before`])).documents.map(({ object }) => object as never))).toEqual([]);
    growing.run();
    const size = growing.list('Node').length;
    expect(growing.scale(WEB, 20)).toMatchObject({ accepted: true });
    growing.run();
    expect(growing.list('Node').length).toBeGreaterThan(size);
    const [first] = growing.list<Pod>('Pod', 'shop');
    expect(growing.evict({ kind: 'Pod', namespace: 'shop', name: first?.metadata.name ?? '' })).toMatchObject({ accepted: true });
  });
});
