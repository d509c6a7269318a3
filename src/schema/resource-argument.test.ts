import { expect, test } from 'vitest';
import { resourceNamed } from './resource-argument.ts';

const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'orders.shop.example' },
  spec: { group: 'shop.example', scope: 'Namespaced', names: { kind: 'Order', plural: 'orders' }, versions: [{ name: 'v1', served: true, storage: true }] },
};

test.each([
  ['pods', '', 'pods'],
  ['Pod', '', 'pods'],
  ['deploy', 'apps', 'deployments'],
  ['deployments.apps', 'apps', 'deployments'],
  ['deployments.v1.apps', 'apps', 'deployments'],
  ['events', '', 'events'],
  ['events.events.k8s.io', 'events.k8s.io', 'events'],
  ['order', 'shop.example', 'orders'],
])('%s', (text, group, resource) => expect(resourceNamed(text, '1.36', [crd])).toMatchObject({ group, resource }));

test('what the server does not have', () => {
  expect(resourceNamed('orders', '1.36', [])).toBeUndefined();
  expect(resourceNamed('pods.apps', '1.36', [])).toBeUndefined();
});
