import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import { createSimulation, type Simulation } from './simulation.ts';

const labels = { app: 'web' };
const container = { name: 'c', image: 'x:1', resources: { requests: { cpu: '100m' } } };

function deployment(spec: object, podSpec: object = {}): KubeObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container], ...podSpec } }, ...spec } } as KubeObject;
}

function autoscaler(name: string, minReplicas: number, maxReplicas: number): KubeObject {
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace: 'default' }, spec: { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } } as KubeObject;
}

function configMap(name: string, owner: string, blockOwnerDeletion = true): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', uid: `uid-${name}`, ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid: `uid-${owner}`, blockOwnerDeletion }] } } as KubeObject;
}

function applied(simulation: Simulation, ...objects: readonly KubeObject[]): Simulation {
  for (const object of objects) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  return simulation;
}

const names = (simulation: Simulation, kind: string): unknown[] => simulation.list(kind, 'default').map(({ metadata }) => metadata.name);

describe('owners in a circle', () => {
  it('stay, all of them, as long as nobody deletes one', () => {
    const simulation = createSimulation();
    for (const object of [configMap('a', 'b'), configMap('b', 'c'), configMap('c', 'a')]) simulation.restore(object);
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(names(simulation, 'ConfigMap')).toEqual(['a', 'b', 'c']);
  });

  it.each(['Background', 'Foreground'] as const)('go together when one is deleted (%s)', (propagation) => {
    const simulation = createSimulation();
    for (const object of [configMap('a', 'b', false), configMap('b', 'c', false), configMap('c', 'a', false)]) simulation.restore(object);
    simulation.delete({ kind: 'ConfigMap', namespace: 'default', name: 'a' }, { propagation });
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(names(simulation, 'ConfigMap')).toEqual([]);
  });

  it('are unblocked when each of them waits for its dependent', () => {
    const simulation = createSimulation();
    for (const object of [configMap('a', 'b'), configMap('b', 'a')]) simulation.restore(object);
    simulation.delete({ kind: 'ConfigMap', namespace: 'default', name: 'a' }, { propagation: 'Foreground' });
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(names(simulation, 'ConfigMap')).toEqual([]);
  });
});

describe('selectors that match everything', () => {
  const everything = { matchExpressions: [{ key: 'nobody-has-this', operator: 'DoesNotExist' }] };
  const set = (name: string, replicas: number): KubeObject => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name, namespace: 'default' }, spec: { replicas, selector: everything, template: { metadata: { labels }, spec: { containers: [container] } } } }) as KubeObject;

  it('leave each set its own pods, and the first one the pods of nobody', () => {
    const simulation = applied(createSimulation({ placement: 'anywhere' }), { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone', namespace: 'default' }, spec: { containers: [container] } } as KubeObject, set('a', 2), set('b', 3));
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    const owners = simulation.list('Pod', 'default').map(({ metadata }) => metadata.ownerReferences?.[0]?.name);
    expect(owners.sort()).toEqual(['a', 'a', 'b', 'b', 'b']);
  });

  it('are refused when they are empty', () => {
    expect(createSimulation().apply(deployment({ selector: {} }))).toMatchObject({ accepted: false, code: 422 });
  });
});

describe('a million replicas', () => {
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const million = (kind: string, spec: object): KubeObject => ({ apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, metadata: { name: 'many', namespace: 'default' }, spec }) as KubeObject;

  it.each<[string, KubeObject]>([
    ['a Deployment', deployment({ replicas: 1_000_000 })],
    ['a StatefulSet that starts all at once', million('StatefulSet', { replicas: 1_000_000, podManagementPolicy: 'Parallel', serviceName: 'many', selector: { matchLabels: labels }, template })],
    ['a StatefulSet that starts one after the other', million('StatefulSet', { replicas: 1_000_000, serviceName: 'many', selector: { matchLabels: labels }, template })],
    ['a Job', million('Job', { parallelism: 1_000_000, completions: 1_000_000, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } })],
  ])('of %s end at the limit, and the result says so', (_name, object) => {
    const simulation = applied(createSimulation({ placement: 'anywhere', limits: { maxObjects: 500 } }), object);
    expect(simulation.run()).toMatchObject({ settled: false, complete: false, stoppedBecause: 'objects' });
    expect(simulation.list().length).toBeLessThanOrEqual(501);
  });

  it('can be scaled down again', () => {
    const simulation = applied(createSimulation({ placement: 'anywhere', limits: { maxObjects: 500 } }), deployment({ replicas: 1_000_000 }));
    simulation.run();
    simulation.scale({ kind: 'Deployment', namespace: 'default', name: 'web' }, 3);
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(simulation.list('Pod')).toHaveLength(3);
  });
});

describe('autoscalers that fight', () => {
  const replicas = (simulation: Simulation): unknown => (simulation.get({ kind: 'Deployment', namespace: 'default', name: 'web' }) as { spec?: { replicas?: number } } | undefined)?.spec?.replicas;
  const activity = (simulation: Simulation, name: string): unknown => (simulation.get({ kind: 'HorizontalPodAutoscaler', namespace: 'default', name }) as { status?: { conditions?: { type: string; reason: string }[] } } | undefined)?.status?.conditions?.find(({ type }) => type === 'ScalingActive')?.reason;

  it('are not waited for when no size suits both', () => {
    const simulation = applied(createSimulation({ placement: 'anywhere' }), deployment({ replicas: 3 }), autoscaler('a', 1, 2), autoscaler('b', 5, 8));
    const outcome = simulation.run();
    expect(outcome).toMatchObject({ settled: true, complete: true });
    expect(outcome.endedAtMs).toBeLessThan(5 * 60_000);
    const sizes = new Set([1, 2, 3, 4].map((minutes) => {
      simulation.run({ untilMs: outcome.endedAtMs + minutes * 15_020 });
      return replicas(simulation);
    }));
    expect([...sizes].sort()).toEqual([5]);
  });

  it('scale nothing when both may', () => {
    const simulation = applied(createSimulation({ placement: 'anywhere' }), deployment({ replicas: 3 }), autoscaler('a', 1, 9), autoscaler('b', 2, 8));
    simulation.run();
    simulation.setLoad({ kind: 'Deployment', namespace: 'default', name: 'web' }, { cpu: 300 });
    simulation.run({ untilMs: 10 * 60_000 });
    expect(replicas(simulation)).toBe(3);
    expect([activity(simulation, 'a'), activity(simulation, 'b')]).toEqual(['AmbiguousSelector', 'AmbiguousSelector']);
    simulation.delete({ kind: 'HorizontalPodAutoscaler', namespace: 'default', name: 'b' });
    simulation.run({ untilMs: 12 * 60_000 });
    expect(replicas(simulation)).toBe(9);
  });

  it('set back what a manifest says, each time that it is applied', () => {
    const simulation = applied(createSimulation({ placement: 'anywhere' }), deployment({ replicas: 3 }), autoscaler('a', 5, 8));
    simulation.run();
    expect(replicas(simulation)).toBe(5);
    for (let times = 0; times < 15; times += 1) {
      applied(simulation, deployment({ replicas: 3 }));
      expect(simulation.run()).toMatchObject({ settled: true, complete: true });
      expect(replicas(simulation)).toBe(5);
    }
  });
});

describe('what never comes', () => {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } } } as KubeObject;

  it.each([
    ['a storage class that does not exist', { storageClassName: 'nope' }],
    ['a volume that does not exist', { storageClassName: '', volumeName: 'nope' }],
    ['a class without provisioner', { storageClassName: 'local' }],
  ])('a claim of %s leaves its pod pending', (_name, spec) => {
    const simulation = createSimulation();
    simulation.restore(node);
    applied(
      simulation,
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' }, provisioner: 'kubernetes.io/no-provisioner' } as KubeObject,
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } } as KubeObject,
      deployment({ replicas: 1 }, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }),
    );
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(simulation.list('Pod')[0]).toMatchObject({ status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False' }] } });
  });

  it('a probe that never passes ends as a rollout that is past its deadline', () => {
    const simulation = createSimulation({ placement: 'anywhere', behaviour: () => ({ readyAfterMs: null }) });
    applied(simulation, deployment({ progressDeadlineSeconds: 60 }, { containers: [{ ...container, readinessProbe: { httpGet: { port: 80 } }, livenessProbe: { httpGet: { port: 80 } } }] }));
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(simulation.get({ kind: 'Deployment', namespace: 'default', name: 'web' })).toMatchObject({ status: { conditions: [{ type: 'Available', status: 'False' }, { type: 'Progressing', reason: 'ProgressDeadlineExceeded' }] } });
  });
});

describe('clock changes', () => {
  it('skip a run in spring and repeat one in autumn', () => {
    const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'night', namespace: 'default' }, spec: { schedule: '30 2 * * *', timeZone: 'Europe/Oslo', successfulJobsHistoryLimit: 10, jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } } } } as KubeObject;
    const runs = (startTime: string): unknown[] => {
      const simulation = applied(createSimulation({ placement: 'anywhere', startTime, limits: { maxDurationMs: 96 * 3_600_000 } }), cronJob);
      simulation.run({ untilMs: 72 * 3_600_000 });
      return simulation.list('Job').map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']);
    };
    expect(runs('2026-03-27T12:00:00Z')).toEqual(['2026-03-28T01:30:00Z', '2026-03-30T00:30:00Z']);
    expect(runs('2026-10-23T12:00:00Z')).toEqual(['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00Z']);
  });
});
