import { describe, expect, it } from 'vitest';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import type { SchedulingOptions } from './scheduling-options.ts';

const node = (name: string, more: object = {}): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: more, status: { allocatable: { cpu: '8', memory: '16Gi', pods: '10' }, conditions: [{ type: 'Ready', status: 'True' }] } }) as KubeObject;
const pod = (name: string, more: object = {}): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'i:1', resources: { requests: { cpu: '1', memory: '1Gi' } } }], ...more } }) as KubeObject;

function after(nodes: readonly KubeObject[], pods: readonly KubeObject[], scheduling: SchedulingOptions = {}, version: KubernetesVersion = '1.36'): Simulation {
  const simulation = createSimulation({ scheduling, version });
  for (const object of nodes) simulation.restore(object);
  for (const object of pods) {
    expect(simulation.apply(object)).toMatchObject({ accepted: true });
    simulation.run();
  }
  return simulation;
}

const nodesOf = (simulation: Simulation): (string | undefined)[] => (simulation.list('Pod') as Pod[]).map(({ spec }) => spec?.nodeName);
const messageOf = (simulation: Simulation): string | undefined => (simulation.list('Pod')[0] as Pod).status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;

describe('the scheduler', () => {
  it('is that of the release', () => {
    const tainted = [node('a', { taints: [{ key: 'for', value: 'gpu', effect: 'NoSchedule' }] })];
    expect(messageOf(after(tainted, [pod('p')], {}, '1.33'))).toBe('0/1 nodes are available: 1 node(s) had untolerated taint {for: gpu}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.');
    expect(messageOf(after(tainted, [pod('p')], {}, '1.34'))).toContain('1 node(s) had untolerated taint {for: gpu}. no new claims to deallocate, preemption:');
    expect(messageOf(after(tainted, [pod('p')]))).toContain('1 node(s) had untolerated taint(s). no new claims to deallocate, preemption:');
  });

  const packing = {
    profiles: [
      { schedulerName: 'default-scheduler' },
      { schedulerName: 'packing', pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy: { type: 'MostAllocated' } } }], plugins: { multiPoint: { disabled: [{ name: 'NodeResourcesBalancedAllocation' }] } } },
    ],
  };

  it('serves each pod with the profile that it names', () => {
    const pods = (schedulerName: string): KubeObject[] => [pod('p', { schedulerName }), pod('q', { schedulerName }), pod('r', { schedulerName })];
    expect(nodesOf(after([node('a'), node('b')], pods('packing'), { configuration: packing }))).toEqual(['a', 'a', 'a']);
    expect(nodesOf(after([node('a'), node('b')], pods('default-scheduler'), { configuration: packing }))).toEqual(['a', 'b', 'a']);
  });

  it('leaves the pods of other schedulers alone, unless it stands in for them', () => {
    expect(nodesOf(after([node('a')], [pod('p', { schedulerName: 'other' })]))).toEqual([undefined]);
    expect(nodesOf(after([node('a')], [pod('p', { schedulerName: 'other' })], { otherSchedulers: 'default' }))).toEqual(['a']);
  });
});
