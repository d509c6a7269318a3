import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import { NODE_PROVISION_MS } from './node-autoscaler.ts';
import type { NodeGroup } from './node-group.ts';

function group(name: string, min: number, max: number, cpu: string): NodeGroup {
  const template: Node = { apiVersion: 'v1', kind: 'Node', metadata: { labels: { pool: name } }, status: { allocatable: { cpu, memory: '16Gi', pods: '110' } } };
  return { name, min, max, template };
}

function workload(kind: 'Deployment' | 'DaemonSet', name: string, cpu: string, spec: object = {}, podSpec: object = {}): KubeObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'x', resources: { requests: { cpu } } }], ...podSpec } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'default' }, spec: { selector: { matchLabels: labels }, template, ...spec } } as KubeObject;
}

function started(nodeGroups: readonly NodeGroup[], ...objects: readonly KubeObject[]): Simulation {
  const simulation = createSimulation({ nodeGroups });
  for (const object of objects) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  expect(simulation.run().complete).toBe(true);
  return simulation;
}

const nodes = (simulation: Simulation): unknown[] => simulation.list('Node').map(({ metadata }) => metadata.name);
const waiting = (simulation: Simulation): number => simulation.list('Pod').filter((pod) => (pod as { spec?: { nodeName?: string } }).spec?.nodeName === undefined).length;

describe('the node autoscaler', () => {
  it.each([
    ['adds as many nodes as the pods need', [group('g', 0, 5, '4')], workload('Deployment', 'web', '1500m', { replicas: 5 }), ['g-1', 'g-2', 'g-3'], 0],
    ['stops at the most', [group('g', 0, 2, '4')], workload('Deployment', 'web', '1500m', { replicas: 5 }), ['g-1', 'g-2'], 1],
    ['adds nothing for what fits on no node of a group', [group('g', 0, 5, '4')], workload('Deployment', 'web', '8', { replicas: 1 }), [], 1],
    ['starts with the smallest size and uses that first', [group('g', 1, 5, '4')], workload('Deployment', 'web', '1', { replicas: 3 }), ['g-1'], 0],
    ['takes the group that needs fewer nodes', [group('a', 0, 9, '2'), group('b', 0, 9, '8')], workload('Deployment', 'web', '1', { replicas: 8 }), ['b-1'], 0],
    ['asks what nodes the pods select', [group('a', 0, 9, '8'), group('b', 0, 9, '2')], workload('Deployment', 'web', '1', { replicas: 2 }, { nodeSelector: { pool: 'b' } }), ['b-1'], 0],
    ['goes on with another group when one is full', [group('a', 0, 1, '8'), group('b', 0, 2, '2')], workload('Deployment', 'web', '1', { replicas: 10 }), ['a-1', 'b-1'], 0],
  ])('%s', (_name, groups, object, expected, left) => {
    const simulation = started(groups, object);
    expect(nodes(simulation)).toEqual(expected);
    expect(waiting(simulation)).toBe(left);
  });

  it('leaves room for the pods of DaemonSets', () => {
    const simulation = started([group('g', 0, 5, '4')], workload('DaemonSet', 'agent', '1', {}, { tolerations: [{ operator: 'Exists' }] }), workload('Deployment', 'web', '2', { replicas: 2 }));
    expect(nodes(simulation)).toEqual(['g-1', 'g-2']);
    expect(waiting(simulation)).toBe(0);
  });

  it('acts in rounds, and its nodes come after the stated delay', () => {
    const simulation = started([group('g', 0, 5, '4')], workload('Deployment', 'web', '1', { replicas: 1 }));
    const bound = simulation.log.find(({ object, verb }) => verb === 'updated' && object.kind === 'Pod' && (object as { spec?: { nodeName?: string } }).spec?.nodeName === 'g-1');
    expect(bound?.timeMs).toBe(10_000 + NODE_PROVISION_MS);
    expect(simulation.events.find(({ reason }) => reason === 'TriggeredScaleUp')).toMatchObject({ message: 'pod triggered scale-up: [{g 0->1 (max: 5)}]' });
  });
});
