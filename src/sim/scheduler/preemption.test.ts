import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node, Pod } from '../../api/types/core-v1.ts';
import type { Decision } from './decision.ts';
import { schedulerFeatures } from './features.ts';
import { defaultProfile } from './profile.ts';
import { schedulePod } from './schedule-pod.ts';
import { Snapshot } from './snapshot.ts';

const node = (name: string): Node => ({ metadata: { name, labels: { 'kubernetes.io/hostname': name } }, status: { allocatable: { cpu: '2', memory: '8Gi', pods: '10' } } });

interface PodSetup {
  readonly on?: string;
  readonly priority?: number;
  readonly cpu?: string;
  readonly startTime?: string;
  readonly spec?: Pod['spec'];
  readonly status?: Pod['status'];
}

function pod(name: string, { on, priority = 0, cpu = '1', startTime, spec = {}, status = {} }: PodSetup = {}): Pod {
  return {
    metadata: { name, namespace: 'd', labels: { app: name.replace(/\d+$/, '') } },
    spec: { priority, nodeName: on, containers: [{ name: 'c', resources: { requests: { cpu } } }], ...spec },
    status: { startTime, ...status },
  };
}

function decide(target: Pod, nodes: readonly string[], bound: readonly Pod[], objects: readonly object[] = []): Decision {
  const snapshot = new Snapshot();
  for (const name of nodes) snapshot.setNode(node(name));
  for (const each of bound) snapshot.setPod(each);
  for (const each of objects) snapshot.setObject(each as KubeObject);
  return schedulePod(target, snapshot, defaultProfile(schedulerFeatures('1.36')));
}

function outcome(decision: Decision): unknown {
  if (decision.kind !== 'unschedulable' || decision.preemption === undefined) return decision.kind === 'unschedulable' ? decision.message : decision.kind;
  const { node: name, victims, budgetViolations } = decision.preemption;
  return { node: name, victims: victims.map((victim) => victim.name), budgetViolations };
}

const high = pod('high', { priority: 100 });
const budget = (app: string, disruptionsAllowed: number): object => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: app, namespace: 'd' }, spec: { selector: { matchLabels: { app } } }, status: { disruptionsAllowed },
});

describe('preempt', () => {
  it('removes as few as needed, the least important first', () => {
    const bound = [pod('old', { on: 'a', startTime: '2026-01-01T00:00:00Z' }), pod('new', { on: 'a', startTime: '2026-01-01T00:00:05Z' })];
    expect(outcome(decide(high, ['a'], bound))).toEqual({ node: 'a', victims: ['new'], budgetViolations: 0 });
  });

  it('takes the one that came last of those that have not started', () => {
    expect(outcome(decide(high, ['a'], [pod('p1', { on: 'a' }), pod('p2', { on: 'a' })]))).toEqual({ node: 'a', victims: ['p1'], budgetViolations: 0 });
  });

  it('spares pods that budgets protect, and prefers nodes where none is hurt', () => {
    const bound = [pod('kept1', { on: 'a' }), pod('kept2', { on: 'a' }), pod('kept3', { on: 'b' }), pod('free1', { on: 'b' })];
    expect(outcome(decide(high, ['a', 'b'], bound, [budget('kept', 0)]))).toEqual({ node: 'b', victims: ['free1'], budgetViolations: 0 });
    expect(outcome(decide(high, ['a'], bound, [budget('kept', 0)]))).toEqual({ node: 'a', victims: ['kept1'], budgetViolations: 1 });
  });

  it('prefers the node whose top victim matters least, then the lowest sum, then the fewest, then the latest start', () => {
    const [low, mid] = [10, 20];
    const top = [pod('a1', { on: 'a', priority: mid, cpu: '2' }), pod('b1', { on: 'b', priority: low, cpu: '2' })];
    expect(outcome(decide(high, ['a', 'b'], top))).toMatchObject({ node: 'b' });
    const sums = [pod('a1', { on: 'a', priority: low }), pod('a2', { on: 'a', priority: low }), pod('b1', { on: 'b', priority: low, cpu: '2' })];
    expect(outcome(decide(pod('h', { priority: 100, cpu: '2' }), ['a', 'b'], sums))).toMatchObject({ node: 'b', victims: ['b1'] });
    const starts = [pod('a1', { on: 'a', cpu: '2', startTime: '2026-01-01T00:00:00Z' }), pod('b1', { on: 'b', cpu: '2', startTime: '2026-01-01T00:00:09Z' })];
    expect(outcome(decide(high, ['a', 'b'], starts))).toMatchObject({ node: 'b' });
  });

  it('names all candidates that are as good', () => {
    const decision = decide(high, ['a', 'b'], [pod('a1', { on: 'a', cpu: '2' }), pod('b1', { on: 'b', cpu: '2' })]);
    expect(decision).toMatchObject({ preemption: { node: 'a', candidates: [{ node: 'a' }, { node: 'b' }] } });
  });

  it('says why it does not help', () => {
    const text = (preemption: string): string => `0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: ${preemption}`;
    const full = [pod('p1', { on: 'a' }), pod('p2', { on: 'a' })];
    expect(outcome(decide(pod('low'), ['a'], full))).toBe(text('0/1 nodes are available: 1 No preemption victims found for incoming pod.'));
    expect(outcome(decide(pod('huge', { priority: 9, cpu: '3' }), ['a'], full))).toBe(text('0/1 nodes are available: 1 Preemption is not helpful for scheduling.'));
    expect(outcome(decide(pod('polite', { priority: 9, spec: { preemptionPolicy: 'Never', containers: high.spec?.containers } }), ['a'], full))).toBe(text('not eligible due to preemptionPolicy=Never.'));
    const mixed = [pod('p1', { on: 'a', cpu: '100m' }), pod('top', { on: 'a', priority: 1000, cpu: '1500m' })];
    expect(outcome(decide(high, ['a'], mixed))).toBe(text('0/1 nodes are available: 1 Insufficient cpu.'));
  });

  it('waits for victims that still terminate on the nominated node', () => {
    const condition = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' };
    const leaving = pod('leaving', { on: 'a', cpu: '2', status: { conditions: [condition] } });
    const terminating = { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    const nominated = { ...high, status: { nominatedNodeName: 'a' } };
    expect(outcome(decide(nominated, ['a'], [terminating]))).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node.',
    );
  });

  it('keeps room for pods that are nominated to a node and matter at least as much', () => {
    const snapshot = new Snapshot();
    snapshot.setNode(node('a'));
    snapshot.nominate(pod('waiting', { priority: 50, cpu: '2' }), 'a');
    const profile = defaultProfile(schedulerFeatures('1.36'));
    expect(schedulePod(pod('low', { priority: 10 }), snapshot, profile).kind).toBe('unschedulable');
    expect(schedulePod(high, snapshot, profile)).toMatchObject({ kind: 'placed', node: 'a' });
    snapshot.clearNomination('d', 'waiting');
    expect(schedulePod(pod('low', { priority: 10 }), snapshot, profile).kind).toBe('placed');
  });
});
