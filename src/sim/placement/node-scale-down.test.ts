import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import type { SimulationOptions } from '../simulation-options.ts';
import type { NodeGroup } from './node-group.ts';
import { NO_SCALE_DOWN } from './node-scale-down.ts';

const MINUTE_MS = 60_000;

function group(min: number, max: number, cpu = '4', annotations: Record<string, string> = {}): NodeGroup {
  const template: Node = { apiVersion: 'v1', kind: 'Node', metadata: { labels: { pool: 'g' }, annotations }, status: { allocatable: { cpu, memory: '16Gi', pods: '110' } } };
  return { name: 'g', min, max, template };
}

interface Parts {
  readonly annotations?: Record<string, string>;
  readonly namespace?: string;
  readonly podSpec?: object;
}

function deployment(name: string, replicas: number, cpu: string, { annotations = {}, namespace = 'default', podSpec = {} }: Parts = {}): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels, annotations }, spec: { containers: [{ name: 'c', image: 'x', resources: { requests: { cpu } } }], ...podSpec } } },
  } as KubeObject;
}

function budget(name: string, spec: object, namespace = 'default'): KubeObject {
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace }, spec: { selector: { matchLabels: { app: name } }, ...spec } } as KubeObject;
}

function started(options: SimulationOptions, ...objects: readonly KubeObject[]): Simulation {
  const simulation = createSimulation(options);
  for (const object of objects) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  expect(simulation.run()).toMatchObject({ settled: true, complete: true });
  return simulation;
}

const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'small' } } }] } } };
const spread = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'small' } }, nodeTaintsPolicy: 'Honor' }] };

/** Two nodes with one large and one small pod each, of which the large ones are gone then. */
function halfEmpty(options: Omit<SimulationOptions, 'nodeGroups'>, { podSpec = {}, ...parts }: Parts, ...objects: readonly KubeObject[]): Simulation {
  const simulation = started({ nodeGroups: [group(0, 5)], ...options }, deployment('web', 2, '3'));
  for (const object of [deployment('small', 2, '500m', { ...parts, podSpec: { ...spread, ...podSpec } }), ...objects]) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  simulation.run();
  expect(nodes(simulation)).toEqual(['g-1', 'g-2']);
  scaled(simulation, 'web', 0);
  return simulation;
}

function scaled(simulation: Simulation, name: string, replicas: number, namespace = 'default'): number {
  const startMs = simulation.nowMs;
  expect(simulation.scale({ kind: 'Deployment', namespace, name }, replicas)).toMatchObject({ accepted: true });
  expect(simulation.run()).toMatchObject({ settled: true, complete: true });
  return simulation.nowMs - startMs;
}

const nodes = (simulation: Simulation): unknown[] => simulation.list('Node').map(({ metadata }) => metadata.name);
const removedAt = (simulation: Simulation, name: string): number | undefined => simulation.log.find(({ verb, object }) => verb === 'deleted' && object.kind === 'Node' && object.metadata.name === name)?.timeMs;
const kept = (simulation: Simulation): string[] => simulation.events.filter(({ reason }) => reason === NO_SCALE_DOWN).map(({ name, message }) => `${name}: ${message}`);

describe('nodes that are not needed', () => {
  it('go after ten minutes, down to the smallest size', () => {
    const simulation = started({ nodeGroups: [group(1, 5)] }, deployment('web', 4, '3'));
    expect(nodes(simulation)).toEqual(['g-1', 'g-2', 'g-3', 'g-4']);
    const startMs = simulation.nowMs;
    scaled(simulation, 'web', 0);
    expect(nodes(simulation)).toHaveLength(1);
    const times = ['g-1', 'g-2', 'g-3', 'g-4'].flatMap((name) => removedAt(simulation, name) ?? []);
    for (const time of times) expect(time - startMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    for (const time of times) expect(time - startMs).toBeLessThan(10 * MINUTE_MS + 30_000);
  });

  it('are emptied, and their pods go elsewhere', () => {
    const simulation = halfEmpty({}, {});
    expect(nodes(simulation)).toHaveLength(1);
    expect(simulation.list('Pod').map((pod) => (pod as { spec?: { nodeName?: string } }).spec?.nodeName)).toEqual([nodes(simulation)[0], nodes(simulation)[0]]);
    expect(simulation.events.filter(({ reason, kind }) => reason === 'ScaleDown' && kind === 'Pod')).toHaveLength(1);
  });

  it('stay when they are used by half', () => {
    const simulation = started({ nodeGroups: [group(0, 5)] }, deployment('small', 2, '2', { podSpec: apart }));
    simulation.run({ untilMs: 30 * MINUTE_MS });
    expect(nodes(simulation)).toHaveLength(2);
    expect(kept(simulation)).toEqual([]);
  });

  it('are used before new ones come, and names are free again', () => {
    const simulation = started({ nodeGroups: [group(0, 5)] }, deployment('web', 3, '3'));
    scaled(simulation, 'web', 1);
    const [left] = nodes(simulation);
    expect(nodes(simulation)).toHaveLength(1);
    scaled(simulation, 'web', 3);
    expect(nodes(simulation)).toEqual(['g-1', 'g-2', 'g-3']);
    expect(nodes(simulation)).toContain(left);
  });

  it('stay when something comes back in time', () => {
    const simulation = started({ nodeGroups: [group(0, 5)] }, deployment('web', 2, '3'));
    simulation.scale({ kind: 'Deployment', namespace: 'default', name: 'web' }, 1);
    simulation.run({ untilMs: simulation.nowMs + 5 * MINUTE_MS });
    expect(simulation.list('Node').filter((node) => (node as Node).spec?.taints?.some(({ key }) => key === 'DeletionCandidateOfClusterAutoscaler'))).toHaveLength(1);
    scaled(simulation, 'web', 2);
    expect(nodes(simulation)).toEqual(['g-1', 'g-2']);
    expect(simulation.list('Node').flatMap((node) => (node as Node).spec?.taints ?? [])).toEqual([]);
  });

  it.each<[string, Parts, KubeObject[], string | undefined]>([
    ['a pod that says it is not safe to evict', { annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' } }, [], 'is not safe to evict'],
    ['local storage', { podSpec: { volumes: [{ name: 'scratch', emptyDir: {} }] } }, [], 'keeps data on the node (volume scratch)'],
    ['local storage that may be lost', { podSpec: { volumes: [{ name: 'scratch', emptyDir: {} }] }, annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'scratch' } }, [], undefined],
    ['local storage in memory', { podSpec: { volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] } }, [], undefined],
    ['a pod that says it is safe to evict, with local storage', { podSpec: { volumes: [{ name: 'scratch', emptyDir: {} }] }, annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' } }, [], undefined],
    ['a system pod', { namespace: 'kube-system' }, [], 'is in kube-system and has no disruption budget'],
    ['a system pod with a budget', { namespace: 'kube-system' }, [budget('small', { minAvailable: 1 }, 'kube-system')], undefined],
    ['a budget without room', {}, [budget('small', { maxUnavailable: 0 })], 'may not be evicted now (disruption budget small)'],
  ])('%s', (_name, parts, objects, because) => {
    const simulation = halfEmpty({}, parts, ...objects);
    expect(nodes(simulation)).toHaveLength(because === undefined ? 1 : 2);
    if (because !== undefined) expect(kept(simulation).join('\n')).toContain(because);
  });

  it('a pod that fits nowhere else', () => {
    const simulation = halfEmpty({}, { podSpec: apart });
    expect(nodes(simulation)).toHaveLength(2);
    expect(kept(simulation)).toEqual([]);
  });

  it('a pod without a controller', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'x', resources: { requests: { cpu: '1' } } }] } } as KubeObject;
    const simulation = started({ nodeGroups: [group(0, 5)] }, bare);
    simulation.run({ untilMs: 30 * MINUTE_MS });
    expect(nodes(simulation)).toEqual(['g-1']);
    expect(kept(simulation)).toEqual(['g-1: Pod default/bare has no controller that would make it anew']);
  });

  it('a node that is marked to stay', () => {
    const simulation = started({ nodeGroups: [group(0, 5, '4', { 'cluster-autoscaler.kubernetes.io/scale-down-disabled': 'true' })] }, deployment('web', 2, '3'));
    scaled(simulation, 'web', 0);
    expect(nodes(simulation)).toHaveLength(2);
  });
});

describe('Karpenter', () => {
  it('empties nodes as soon as their pods fit elsewhere, also those with local storage', () => {
    const simulation = halfEmpty({ nodeAutoscaler: 'karpenter' }, { podSpec: { volumes: [{ name: 'scratch', emptyDir: {} }] } });
    expect(nodes(simulation)).toHaveLength(1);
    expect(simulation.nowMs).toBeLessThan(5 * MINUTE_MS);
  });

  it('leaves pods alone that must not be disrupted', () => {
    const simulation = halfEmpty({ nodeAutoscaler: 'karpenter' }, { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } });
    expect(nodes(simulation)).toHaveLength(2);
    expect(kept(simulation).join('\n')).toContain('must not be disrupted');
  });
});
