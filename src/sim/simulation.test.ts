import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import type { PodBehaviour } from './kubelet/behaviour.ts';
import type { ReplicaSet } from './objects.ts';
import { createSimulation, type Simulation } from './simulation.ts';

/** Available 10 s after it is scheduled, gone at once: the assumptions of the worked examples. */
const TEN_SECONDS: PodBehaviour = { pullMs: 0, startMs: 0, readyAfterMs: 10_000, terminateMs: 0 };
const PROBE = { httpGet: { path: '/', port: 80 }, periodSeconds: 1 };

function node(name: string, cpu = '4'): KubeObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } }, status: { allocatable: { cpu, memory: '16Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] } } as KubeObject;
}

function deployment(image: string, replicas: number, spec: object = {}, podSpec: object = {}): KubeObject {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image, readinessProbe: PROBE }], ...podSpec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: labels }, template, ...spec } } as KubeObject;
}

function accepted(simulation: Simulation, object: KubeObject): void {
  expect(simulation.apply(object)).toMatchObject({ accepted: true });
}

function withNodes(count: number, behaviour: PodBehaviour = TEN_SECONDS): Simulation {
  const simulation = createSimulation({ behaviour: () => behaviour });
  for (let index = 0; index < count; index += 1) simulation.restore(node(`node-${index}`));
  return simulation;
}

/** Old and new size after everything of each second has happened, from the start of the update on. */
function sizes(simulation: Simulation, fromMs: number): string[] {
  const bySecond = new Map<number, string>();
  const current = new Map<string, number>();
  const order: string[] = [];
  for (const { object, timeMs, verb } of simulation.log) {
    if (object.kind !== 'ReplicaSet' || verb === 'deleted') continue;
    const uid = object.metadata.uid ?? '';
    if (!order.includes(uid)) order.push(uid);
    current.set(uid, (object as ReplicaSet).spec?.replicas ?? 0);
    if (timeMs >= fromMs) bySecond.set(Math.floor((timeMs - fromMs) / 1000), order.map((set) => current.get(set) ?? 0).join('/'));
  }
  const seen: string[] = [];
  for (const [second, text] of bySecond) if (seen.at(-1)?.endsWith(` ${text}`) !== true) seen.push(`${second} ${text}`);
  return seen;
}

describe('worked examples of a rolling update', () => {
  test.each([
    ['A: 10 replicas, 25 %/25 %', 10, {}, ['0 8/5', '10 3/10', '20 0/10']],
    ['D: 4 replicas', 4, {}, ['0 3/2', '10 1/4', '20 0/4']],
    ['E: one pod at a time', 5, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }, ['0 5/1', '10 4/2', '20 3/3', '30 2/4', '40 1/5', '50 0/5']],
  ])('%s', (_name, replicas, spec, wanted) => {
    const simulation = withNodes(6);
    accepted(simulation, deployment('web:1', replicas, spec));
    simulation.run();
    const start = Math.ceil(simulation.nowMs / 1000) * 1000;
    simulation.run({ untilMs: start });
    accepted(simulation, deployment('web:2', replicas, spec));
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(sizes(simulation, start)).toEqual(wanted);
  });

  test('B: anti-affinity on three nodes stalls, the deadline says so', () => {
    const podSpec = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' }] } } };
    const simulation = withNodes(3);
    accepted(simulation, deployment('web:1', 3, {}, podSpec));
    simulation.run();
    accepted(simulation, deployment('web:2', 3, {}, podSpec));
    simulation.run();
    const web = simulation.get({ kind: 'Deployment', namespace: 'default', name: 'web' }) as { status: { readyReplicas: number; conditions: { type: string; status: string; reason: string }[] } } | undefined;
    expect(web?.status.readyReplicas).toBe(3);
    expect(web?.status.conditions.find(({ type }) => type === 'Progressing')).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    expect(simulation.decisions.at(-1)?.message).toContain("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules");
  });
});

test('the same calls give the same log', () => {
  const play = (): string => {
    const simulation = withNodes(3);
    accepted(simulation, deployment('web:1', 4));
    simulation.run();
    accepted(simulation, deployment('web:2', 6));
    simulation.run();
    return JSON.stringify(simulation.log);
  };
  expect(play()).toBe(play());
});

test('a drain waits for the disruption budget', () => {
  const simulation = withNodes(2);
  accepted(simulation, deployment('web:1', 2));
  accepted(simulation, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } } as KubeObject);
  simulation.run();
  simulation.drain('node-0');
  expect(simulation.run()).toMatchObject({ complete: true });
  const pods = simulation.list('Pod') as (KubeObject & { spec: { nodeName: string } })[];
  expect(pods.map(({ spec }) => spec.nodeName)).toEqual(['node-1', 'node-1']);
});

test('a full quota holds up a rollout that surges, and the Deployment says why', () => {
  const simulation = withNodes(3);
  accepted(simulation, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'pods' }, spec: { hard: { pods: '3' } } } as KubeObject);
  accepted(simulation, deployment('web:1', 3, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }));
  simulation.run();
  accepted(simulation, deployment('web:2', 3, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }));
  simulation.run();
  const web = simulation.get({ kind: 'Deployment', namespace: 'default', name: 'web' }) as { status: { conditions: { type: string; message: string }[] } } | undefined;
  expect(web?.status.conditions.find(({ type }) => type === 'ReplicaFailure')?.message).toContain('exceeded quota: pods, requested: pods=1, used: pods=3, limited: pods=3');
});

test('deleting a namespace takes everything in it', () => {
  const simulation = withNodes(1);
  accepted(simulation, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  simulation.apply({ ...deployment('web:1', 2), metadata: { name: 'web', namespace: 'shop' } });
  simulation.run();
  simulation.delete({ kind: 'Namespace', name: 'shop' });
  simulation.run();
  expect(simulation.list(undefined, 'shop')).toEqual([]);
  expect(simulation.get({ kind: 'Namespace', name: 'shop' })).toBeUndefined();
});

test('an immutable field is refused with its path', () => {
  const simulation = withNodes(1);
  accepted(simulation, deployment('web:1', 1));
  const other = deployment('web:1', 1, { selector: { matchLabels: { app: 'other' } } });
  (other as unknown as { spec: { template: { metadata: { labels: object } } } }).spec.template.metadata.labels = { app: 'other' };
  expect(simulation.apply(other)).toMatchObject({ accepted: false, code: 422, causes: [{ path: 'spec.selector' }] });
});

test('pods of a lost node are replaced after their tolerations run out', () => {
  const simulation = withNodes(2);
  accepted(simulation, deployment('web:1', 1));
  simulation.run();
  const [pod] = simulation.list('Pod') as (KubeObject & { spec: { nodeName: string } })[];
  simulation.failNode(pod?.spec.nodeName ?? '');
  const failedMs = simulation.nowMs;
  simulation.run({ untilMs: failedMs + 600_000 });
  const replacement = simulation.log.find(({ object, verb, timeMs }) => object.kind === 'Pod' && verb === 'created' && timeMs > failedMs);
  expect(replacement?.timeMs).toBeGreaterThan(failedMs + 350_000);
  expect(replacement?.timeMs).toBeLessThan(failedMs + 362_000);
});

test('an autoscaler follows the stated load', () => {
  const simulation = withNodes(3);
  accepted(simulation, deployment('web:1', 4, {}, { containers: [{ name: 'app', image: 'web:1', resources: { requests: { cpu: '100m' } } }] }));
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }];
  accepted(simulation, { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 10, metrics } } as KubeObject);
  simulation.setLoad({ kind: 'Deployment', namespace: 'default', name: 'web' }, { cpu: 90 });
  simulation.run({ untilMs: 120_000 });
  expect(simulation.get({ kind: 'Deployment', namespace: 'default', name: 'web' })).toMatchObject({ spec: { replicas: 6 } });
});

test('a simulation that hits its limits says so', () => {
  const simulation = createSimulation({ placement: 'anywhere', limits: { maxObjects: 50 } });
  accepted(simulation, deployment('web:1', 1000));
  expect(simulation.run()).toMatchObject({ complete: false, stoppedBecause: 'objects' });
});
