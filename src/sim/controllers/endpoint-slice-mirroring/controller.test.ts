import { expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import type { EndpointSlice } from '../../objects.ts';
import { createSimulation, type Simulation } from '../../simulation.ts';

const service = (selector?: object): KubeObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'default' }, spec: { ports: [{ port: 5432 }], ...(selector === undefined ? {} : { selector }) } }) as KubeObject;
const endpoints = (labels: object, addresses: readonly string[], notReady: readonly string[] = []): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'db', namespace: 'default', labels },
    subsets: [{ addresses: addresses.map((ip) => ({ ip })), notReadyAddresses: notReady.map((ip) => ({ ip })), ports: [{ port: 5432 }] }],
  }) as KubeObject;

function slices(simulation: Simulation): unknown[] {
  simulation.run();
  return (simulation.list('EndpointSlice.discovery.k8s.io') as EndpointSlice[]).map(({ addressType, endpoints: found = [], metadata }) => [
    metadata.labels?.['endpointslice.kubernetes.io/managed-by'],
    addressType,
    found.map(({ addresses, conditions }) => `${addresses?.join() ?? ''} ${String(conditions?.ready)} ${String(conditions?.serving)}`),
  ]).sort();
}

function started(...objects: readonly KubeObject[]): Simulation {
  const simulation = createSimulation({ placement: 'anywhere' });
  for (const object of objects) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  return simulation;
}

const MIRRORING = 'endpointslicemirroring-controller.k8s.io';

it('copies the Endpoints of a Service without a selector, a slice for each family, and follows them', () => {
  const simulation = started(service(), endpoints({}, ['192.0.2.1', '2001:db8::1'], ['192.0.2.2']));
  expect(slices(simulation)).toEqual([
    [MIRRORING, 'IPv4', ['192.0.2.1 true undefined', '192.0.2.2 false undefined']],
    [MIRRORING, 'IPv6', ['2001:db8::1 true undefined']],
  ]);
  simulation.apply(endpoints({}, ['192.0.2.9']));
  expect(slices(simulation)).toEqual([[MIRRORING, 'IPv4', ['192.0.2.9 true undefined']]]);
  simulation.delete({ kind: 'Service', namespace: 'default', name: 'db' });
  expect(slices(simulation)).toEqual([]);
});

it('leaves alone what says so, and what belongs to no Service', () => {
  expect(slices(started(service(), endpoints({ 'endpointslice.kubernetes.io/skip-mirror': 'true' }, ['192.0.2.1'])))).toEqual([]);
  expect(slices(started(endpoints({}, ['192.0.2.1'])))).toEqual([]);
});

it('adds to the slice that a Service leaves behind when it loses its selector', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'x' }] } } as KubeObject;
  const simulation = started(service({ app: 'db' }), pod);
  expect(slices(simulation)).toEqual([['endpointslice-controller.k8s.io', 'IPv4', [expect.stringMatching(/ true true$/)]]]);
  simulation.patch({ kind: 'Service', namespace: 'default', name: 'db' }, { spec: { selector: null } });
  expect(slices(simulation).map((slice) => (slice as unknown[])[0])).toEqual(['endpointslice-controller.k8s.io', MIRRORING]);
});
