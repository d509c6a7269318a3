import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createSimulation } from '../simulation.ts';
import { mayLetPodsThrough } from './relief.ts';

const quota = (hard: string, used: string): KubeObject => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' }, spec: { hard: { pods: hard } }, status: { used: { pods: used } } }) as KubeObject;
const namespace = (labels: Record<string, string>): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels } });

describe('mayLetPodsThrough', () => {
  it('when a quota allows more or holds less', () => {
    expect(mayLetPodsThrough(quota('5', '3'), quota('3', '3'))).toBe(true);
    expect(mayLetPodsThrough(quota('3', '2'), quota('3', '3'))).toBe(true);
    expect(mayLetPodsThrough(quota('3', '3'), quota('3', '2'))).toBe(false);
    expect(mayLetPodsThrough(quota('3', '3'), quota('3', '3'))).toBe(false);
  });

  it('when the level of a namespace changes', () => {
    expect(mayLetPodsThrough(namespace({ level: 'baseline' }), namespace({ level: 'restricted' }))).toBe(true);
    expect(mayLetPodsThrough(namespace({ level: 'baseline' }), namespace({ level: 'baseline' }))).toBe(false);
  });
});

describe('a run', () => {
  it('waits for pods that a quota has refused once there is room, at the time of their next try', () => {
    const simulation = createSimulation({ placement: 'anywhere' });
    const { status: _status, ...small } = quota('1', '0') as KubeObject & { status: unknown };
    simulation.apply(small);
    simulation.apply({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'default' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'x' }] } } } } as KubeObject);
    simulation.run();
    expect(simulation.list('Pod')).toHaveLength(1);
    const raisedMs = simulation.nowMs;
    simulation.patch({ kind: 'ResourceQuota', namespace: 'default', name: 'q' }, { spec: { hard: { pods: '2' } } });
    simulation.run();
    expect(simulation.list('Pod')).toHaveLength(2);
    // Room does not wake the controller: its back-off goes on.
    expect(simulation.nowMs - raisedMs).toBeGreaterThan(10_000);
  });
});
