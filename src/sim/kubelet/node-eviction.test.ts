import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node, Pod } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const MIB = 1024 * 1024;

interface PodText {
  readonly request?: string;
  readonly memory?: string;
  readonly priority?: number;
  readonly disk?: string;
  readonly diskLimit?: string;
}

function pod(name: string, { request, memory, priority, disk, diskLimit }: PodText): KubeObject {
  const annotations = { ...(memory === undefined ? {} : { 'kubeplan.dev/memory': memory }), ...(disk === undefined ? {} : { 'kubeplan.dev/disk': disk }) };
  const resources = { ...(request === undefined ? {} : { requests: { memory: request } }), ...(diskLimit === undefined ? {} : { limits: { 'ephemeral-storage': diskLimit } }) };
  const spec = { nodeName: 'a', containers: [{ name: 'web', image: 'web:1', resources }], ...(priority === undefined ? {} : { priorityClassName: `p${priority}` }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations }, spec } as unknown as KubeObject;
}

/** A node with 4 GiB of memory and 100 GiB of disk, of which pods get 3 GiB and 90 GiB. */
function on(pods: Readonly<Record<string, PodText>>): Simulation {
  const simulation = createSimulation();
  const status = { capacity: { cpu: '4', memory: '4Gi', 'ephemeral-storage': '100Gi', pods: '10' }, allocatable: { cpu: '4', memory: '3Gi', 'ephemeral-storage': '90Gi', pods: '10' }, conditions: [{ type: 'Ready', status: 'True' }] };
  simulation.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, status } as KubeObject);
  for (const priority of new Set(Object.values(pods).flatMap((text) => text.priority ?? []))) {
    simulation.restore({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: `p${priority}` }, value: priority } as KubeObject);
  }
  for (const [name, text] of Object.entries(pods)) expect(simulation.apply(pod(name, text))).toMatchObject({ accepted: true });
  return simulation;
}

/** Which pods the node ended, with the second in which it decided to. */
const evictions = (simulation: Simulation): string[] => simulation.events.filter(({ reason }) => reason === 'Evicted').map(({ name, timeMs }) => `${timeMs / 1000} ${name}`);

const podNamed = (simulation: Simulation, name: string): Pod => simulation.get({ kind: 'Pod', namespace: 'default', name }) as Pod;

describe('a node that runs short of memory', () => {
  it.each<[string, Readonly<Record<string, PodText>>, readonly string[]]>([
    ['leaves everybody alone while there is enough', { a: { request: '1Gi', memory: '1Gi' }, b: { memory: '1Gi' } }, []],
    ['evicts those that use more than they asked for', { a: { request: '2Gi', memory: '2Gi' }, b: { request: '512Mi', memory: '1500Mi' } }, ['10 b']],
    ['evicts of those the one with the lowest priority', { a: { request: '100Mi', memory: '1700Mi', priority: 10 }, b: { request: '1Gi', memory: '1500Mi', priority: 5 } }, ['10 b']],
    ['evicts of those the one that is furthest above', { a: { request: '100Mi', memory: '1600Mi' }, b: { request: '1Gi', memory: '1600Mi' } }, ['10 a']],
    ['goes on one by one until there is enough', { a: { memory: '1Gi' }, b: { memory: '1500Mi' }, c: { memory: '2Gi' }, d: { memory: '1Gi' } }, ['10 c', '12 b']],
    ['takes what nobody states as used as requested', { a: { request: '2Gi' }, b: { memory: '1100Mi' } }, ['10 b']],
    ['spares what the system cannot be without', { a: { memory: '2Gi', priority: 1_000_000_000 }, b: { memory: '1500Mi' } }, ['10 b']],
  ])('%s', (_name, pods, wanted) => {
    const simulation = on(pods);
    simulation.run({ untilMs: 60_000 });
    expect(evictions(simulation)).toEqual(wanted);
  });

  it('says so in its conditions and keeps new pods away for five minutes', () => {
    const simulation = on({ a: { request: '2Gi', memory: '2Gi' }, b: { memory: '1500Mi' } });
    simulation.run({ untilMs: 60_000 });
    const node = (): Node => simulation.get({ kind: 'Node', name: 'a' }) as Node;
    expect(node().status?.conditions).toContainEqual(expect.objectContaining({ type: 'MemoryPressure', status: 'True', reason: 'KubeletHasInsufficientMemory' }));
    expect(node().spec?.taints).toMatchObject([{ key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' }]);
    const { status } = podNamed(simulation, 'b');
    expect(status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 0. Container web was using 1500Mi, request is 0, has larger consumption of memory. ' });
    expect(status?.conditions).toContainEqual(expect.objectContaining({ type: 'DisruptionTarget', reason: 'TerminationByKubelet' }));
    simulation.apply(pod('late', {}));
    simulation.apply(pod('asking', { request: '10Mi' }));
    simulation.run({ untilMs: 120_000 });
    expect(podNamed(simulation, 'late').status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'The node had condition: [MemoryPressure]. ' });
    expect(podNamed(simulation, 'asking').status).toMatchObject({ phase: 'Running' });
    simulation.run();
    expect(node().status?.conditions).toContainEqual(expect.objectContaining({ type: 'MemoryPressure', status: 'False' }));
    expect(node().spec?.taints ?? []).toEqual([]);
    expect(simulation.nowMs).toBe(310_000);
  });

  it('counts what is used beside the pods', () => {
    const simulation = on({ a: { request: '1Gi', memory: '1Gi' }, b: { memory: '512Mi' } });
    simulation.run();
    expect(simulation.setUse({ kind: 'Node', name: 'a' }, { memoryBytes: 2600 * MIB })).toMatchObject({ accepted: true });
    simulation.run({ untilMs: 60_000 });
    expect(evictions(simulation)).toEqual(['10 b']);
  });

  it('that is lost while it evicts has ended the pod when it is back', () => {
    const simulation = on({ a: { request: '2Gi', memory: '2Gi' }, b: { memory: '1500Mi' } });
    simulation.run({ untilMs: 10_500 });
    simulation.failNode('a');
    simulation.run({ untilMs: 30_000 });
    expect(podNamed(simulation, 'b').status?.phase).toBe('Running');
    simulation.recoverNode('a');
    simulation.run({ untilMs: 60_000 });
    expect(podNamed(simulation, 'b').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
    expect(podNamed(simulation, 'a').status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 1 }] });
  });

  it('ends its rounds when nobody is left to evict', () => {
    const simulation = on({ a: { request: '1Gi' } });
    simulation.setUse({ kind: 'Node', name: 'a' }, { memoryBytes: 4090 * MIB });
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
  });
});

describe('ephemeral storage', () => {
  it.each<[string, Readonly<Record<string, PodText>>, readonly string[]]>([
    ['above the limit ends the pod, whatever is left on the node', { a: { disk: '3Gi', diskLimit: '2Gi' }, b: { disk: '5Gi' } }, ['10 a']],
    ['above what the node has left ends the pod that uses most', { a: { disk: '30Gi' }, b: { disk: '65Gi' } }, ['10 b']],
  ])('%s', (_name, pods, wanted) => {
    const simulation = on(pods);
    simulation.run({ untilMs: 60_000 });
    expect(evictions(simulation)).toEqual(wanted);
  });

  it('that runs out keeps every new pod away', () => {
    const simulation = on({ b: { disk: '95Gi' } });
    simulation.run({ untilMs: 30_000 });
    expect(simulation.get({ kind: 'Node', name: 'a' })).toMatchObject({ spec: { taints: [{ key: 'node.kubernetes.io/disk-pressure' }] } });
    simulation.apply(pod('late', { request: '10Mi' }));
    simulation.run({ untilMs: 60_000 });
    expect(podNamed(simulation, 'late').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  });
});

describe('a load on memory', () => {
  it('that exceeds the limit of the pods that share it gets them killed', () => {
    const simulation = createSimulation({ placement: 'anywhere' });
    const resources = { requests: { memory: '100Mi' }, limits: { memory: '200Mi' } };
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1', resources }] } };
    simulation.apply({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template } } as KubeObject);
    simulation.run();
    const ref = { kind: 'Deployment', namespace: 'default', name: 'web' };
    const kills = (): number => simulation.list('Pod').filter((object) => (object as Pod).status?.containerStatuses?.[0]?.lastState?.terminated?.reason === 'OOMKilled').length;
    simulation.setLoad(ref, { memory: 190 });
    simulation.run({ untilMs: simulation.nowMs + 30_000 });
    expect(kills()).toBe(0);
    simulation.setLoad(ref, { memory: 210 });
    simulation.run({ untilMs: simulation.nowMs + 30_000 });
    expect(kills()).toBe(2);
  });
});

describe('a run', () => {
  const looping = (kind: string, spec: object, podSpec: object): Simulation => {
    const simulation = on({});
    const template = { metadata: { labels: { app: 'web' }, annotations: { 'kubeplan.dev/memory': '5Gi' } }, spec: { containers: [{ name: 'web', image: 'web:1', resources: { requests: { memory: '10Mi' } } }], ...podSpec } };
    simulation.apply({ apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template, ...spec } } as KubeObject);
    return simulation;
  };

  it.each<[string, string, object, object]>([
    ['a Deployment', 'Deployment', { replicas: 1 }, {}],
    ['a DaemonSet', 'DaemonSet', {}, {}],
  ])('ends although the pods of %s are evicted for ever', (_name, kind, spec, podSpec) => {
    const simulation = looping(kind, spec, podSpec);
    expect(simulation.run()).toMatchObject({ settled: true, complete: true });
    expect(evictions(simulation).length).toBeGreaterThan(3);
    expect(simulation.nowMs).toBeLessThan(3 * 3_600_000);
  });
});
