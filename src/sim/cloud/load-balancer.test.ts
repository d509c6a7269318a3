import { expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Service } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import { LOAD_BALANCER_MS } from './load-balancer.ts';

const REF = { kind: 'Service', namespace: 'default', name: 'web' };

function started(spec: object): Simulation {
  const simulation = createSimulation({ placement: 'anywhere' });
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' }, spec: { ports: [{ port: 80 }], ...spec } } as KubeObject;
  expect(simulation.apply(service)).toMatchObject({ accepted: true });
  return simulation;
}

it('gives an address after the stated delay and holds the Service until it is taken back', () => {
  const simulation = started({ type: 'LoadBalancer' });
  simulation.run({ untilMs: LOAD_BALANCER_MS - 1 });
  expect(simulation.get(REF)).toMatchObject({ metadata: { finalizers: ['service.kubernetes.io/load-balancer-cleanup'] } });
  expect((simulation.get(REF) as Service).status?.loadBalancer?.ingress).toBeUndefined();
  expect(simulation.run().endedAtMs).toBe(LOAD_BALANCER_MS);
  expect(simulation.get(REF)).toMatchObject({ status: { loadBalancer: { ingress: [{ ip: '198.18.0.1', ipMode: 'VIP' }] } } });
  simulation.delete(REF);
  simulation.run();
  expect(simulation.get(REF)).toBeUndefined();
  expect(simulation.events.map(({ reason }) => reason)).toEqual(['EnsuringLoadBalancer', 'EnsuredLoadBalancer', 'DeletingLoadBalancer', 'DeletedLoadBalancer']);
});

it('takes the address back when the type changes', () => {
  const simulation = started({ type: 'LoadBalancer' });
  simulation.run();
  simulation.patch(REF, { spec: { type: 'ClusterIP' } });
  simulation.run();
  expect((simulation.get(REF) as Service).status?.loadBalancer?.ingress).toBeUndefined();
  expect(simulation.get(REF)?.metadata.finalizers ?? []).toEqual([]);
});

it.each([[{ type: 'ClusterIP' }], [{ type: 'LoadBalancer', loadBalancerClass: 'example.com/lb' }]])('leaves %j alone', (spec) => {
  const simulation = started(spec);
  simulation.run();
  expect(simulation.get(REF)?.metadata.finalizers ?? []).toEqual([]);
  expect((simulation.get(REF) as Service).status?.loadBalancer?.ingress).toBeUndefined();
});
