import { describe, expect, it } from 'vitest';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Node, Pod, PodSpec } from '../../api/types/core-v1.ts';
import type { Decision } from './decision.ts';
import { schedulerFeatures } from './features.ts';
import { defaultProfile } from './profile.ts';
import { schedulePod } from './schedule-pod.ts';
import { Snapshot } from './snapshot.ts';

interface NodeSetup {
  readonly labels?: Record<string, string>;
  readonly spec?: Node['spec'];
  readonly allocatable?: Record<string, string>;
  readonly images?: NonNullable<Node['status']>['images'];
}

function node(name: string, { labels = {}, spec = {}, allocatable = {}, images }: NodeSetup = {}): Node {
  return { metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } }, spec, status: { allocatable: { cpu: '4', memory: '16Gi', pods: '110', ...allocatable }, images } };
}

function pod(name: string, spec: PodSpec = {}, labels: Record<string, string> = {}): Pod {
  return { metadata: { name, namespace: 'd', labels }, spec: { containers: [{ name: 'c', image: 'app:1' }], ...spec } };
}

const requesting = (cpu: string, memory: string, more: Record<string, string> = {}): PodSpec => ({ containers: [{ name: 'c', resources: { requests: { cpu, memory, ...more } } }] });
const bound = (name: string, nodeName: string, spec: PodSpec = {}, labels: Record<string, string> = {}): Pod => pod(name, { ...spec, nodeName }, labels);

interface World {
  readonly nodes: readonly Node[];
  readonly bound?: readonly Pod[];
  readonly objects?: readonly object[];
  readonly version?: KubernetesVersion;
}

function decide(target: Pod, { nodes, bound: pods = [], objects = [], version = '1.36' }: World): Decision {
  const snapshot = new Snapshot();
  for (const each of nodes) snapshot.setNode(each);
  for (const each of pods) snapshot.setPod(each);
  for (const each of objects) snapshot.setObject(each as KubeObject);
  return schedulePod(target, snapshot, defaultProfile(schedulerFeatures(version)));
}

/** Why the only node was turned down. */
function reason(target: Pod, only: Node, pods: readonly Pod[] = [], objects: readonly object[] = []): string {
  const decision = decide(target, { nodes: [only], bound: pods, objects });
  return decision.kind === 'unschedulable' ? [...decision.statuses.values()].flatMap(({ reasons }) => reasons).join('; ') : decision.kind;
}

function scores(target: Pod, world: World, plugin: string): Record<string, number> {
  const decision = decide(target, world);
  if (decision.kind !== 'placed' || decision.scores === undefined) throw new Error(`not scored: ${JSON.stringify(decision)}`);
  const column = decision.scores.plugins.indexOf(plugin);
  return Object.fromEntries(decision.scores.nodes.map(({ node: name, byPlugin }) => [name, byPlugin[column] ?? 0]));
}

const affinityTo = (app: string, topologyKey: string, more: object = {}): PodSpec['affinity'] => ({
  podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app } }, topologyKey, ...more }] },
});
const antiAffinityTo = (app: string, topologyKey: string, more: object = {}): PodSpec['affinity'] => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app } }, topologyKey, ...more }] },
});
const inNodes = (key: string, operator: string, values?: string[]): PodSpec['affinity'] => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }] } },
});
const onNode = (...names: string[]): PodSpec['affinity'] => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: names }] }] } },
});
const ports = (hostPort: number, hostIP?: string, protocol?: string): PodSpec => ({ containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort, hostIP, protocol }] }] });
const spread = (more: object): PodSpec => ({
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more }],
});

describe('filters', () => {
  const taint = { key: 'k', value: 'v', effect: 'NoSchedule' };
  const cases: readonly (readonly [string, string])[] = [
    ['placed', reason(pod('p'), node('a'))],
    ['node(s) were unschedulable', reason(pod('p'), node('a', { spec: { unschedulable: true } }))],
    ['placed', reason(pod('p', { tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }] }), node('a', { spec: { unschedulable: true } }))],
    ["node(s) didn't match the requested node name", reason(pod('p', { nodeName: 'b' }), node('a'))],
    ['node(s) had untolerated taint(s)', reason(pod('p'), node('a', { spec: { taints: [taint] } }))],
    ['placed', reason(pod('p', { tolerations: [{ key: 'k', value: 'v' }] }), node('a', { spec: { taints: [taint] } }))],
    ['node(s) had untolerated taint(s)', reason(pod('p', { tolerations: [{ key: 'k', value: 'w' }] }), node('a', { spec: { taints: [taint] } }))],
    ['placed', reason(pod('p', { tolerations: [{ operator: 'Exists' }] }), node('a', { spec: { taints: [{ ...taint, effect: 'NoExecute' }] } }))],
    ['placed', reason(pod('p'), node('a', { spec: { taints: [{ ...taint, effect: 'PreferNoSchedule' }] } }))],
    ["node(s) didn't match Pod's node affinity/selector", reason(pod('p', { nodeSelector: { disk: 'ssd' } }), node('a'))],
    ['placed', reason(pod('p', { affinity: inNodes('gen', 'Gt', ['3']) }), node('a', { labels: { gen: '4' } }))],
    ["node(s) didn't match Pod's node affinity/selector", reason(pod('p', { affinity: inNodes('gen', 'Lt', ['4']) }), node('a', { labels: { gen: '4' } }))],
    ["node(s) didn't match Pod's node affinity/selector", reason(pod('p', { affinity: inNodes('gen', 'Gt', ['3']) }), node('a', { labels: { gen: 'x' } }))],
    ['placed', reason(pod('p', { affinity: inNodes('gen', 'NotIn', ['3']) }), node('a'))],
    ["node(s) didn't have free ports for the requested pod ports", reason(pod('p', ports(80)), node('a'), [bound('q', 'a', ports(80))])],
    ['placed', reason(pod('p', ports(80, undefined, 'UDP')), node('a'), [bound('q', 'a', ports(80))])],
    ['placed', reason(pod('p', ports(80, '10.0.0.1')), node('a'), [bound('q', 'a', ports(80, '10.0.0.2'))])],
    ["node(s) didn't have free ports for the requested pod ports", reason(pod('p', ports(80, '10.0.0.1')), node('a'), [bound('q', 'a', ports(80))])],
    ['Insufficient cpu; Insufficient memory', reason(pod('p', requesting('5', '17Gi')), node('a'))],
    ['Too many pods', reason(pod('p'), node('a', { allocatable: { pods: '1' } }), [bound('q', 'a')])],
    ['Insufficient example.com/gpu', reason(pod('p', requesting('1', '1Gi', { 'example.com/gpu': '1' })), node('a'))],
    ['Insufficient hugepages-2Mi', reason(pod('p', requesting('1', '1Gi', { 'hugepages-2Mi': '4Mi' })), node('a', { allocatable: { 'hugepages-2Mi': '2Mi' } }))],
    ["node(s) didn't match pod affinity rules", reason(pod('p', { affinity: affinityTo('db', 'zone') }), node('a', { labels: { zone: 'x' } }))],
    ['placed', reason(pod('p', { affinity: affinityTo('web', 'zone') }, { app: 'web' }), node('a', { labels: { zone: 'x' } }))],
    ["node(s) didn't match pod affinity rules", reason(pod('p', { affinity: affinityTo('web', 'zone') }, { app: 'web' }), node('a'))],
    ["node(s) didn't match pod anti-affinity rules", reason(pod('p', { affinity: antiAffinityTo('web', 'zone') }), node('a', { labels: { zone: 'x' } }), [bound('q', 'a', {}, { app: 'web' })])],
    ["node(s) didn't satisfy existing pods anti-affinity rules", reason(pod('p', {}, { app: 'web' }), node('a', { labels: { zone: 'x' } }), [bound('q', 'a', { affinity: antiAffinityTo('web', 'zone') })])],
    ["node(s) didn't match pod topology spread constraints (missing required label)", reason(pod('p', spread({}), { app: 'web' }), node('a'))],
    ["node(s) didn't match pod topology spread constraints", reason(pod('p', spread({ minDomains: 2 }), { app: 'web' }), node('a', { labels: { zone: 'x' } }), [bound('q', 'a', {}, { app: 'web' })])],
    ['placed', reason(pod('p', spread({}), { app: 'web' }), node('a', { labels: { zone: 'x' } }), [bound('q', 'a', {}, { app: 'web' })])],
  ];
  it.each(cases.map(([expected, actual], index) => [index, expected, actual] as const))('case %i: %s', (_index, expected, actual) => {
    expect(actual).toBe(expected);
  });

  it('names the taint before 1.35, and devices are no matter before 1.34', () => {
    const world: World = { nodes: [node('a', { spec: { taints: [taint] } })] };
    const text = 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
    expect(decide(pod('p'), { ...world, version: '1.33' })).toMatchObject({ message: `0/1 nodes are available: 1 node(s) had untolerated taint {k: v}. ${text}` });
    expect(decide(pod('p'), { ...world, version: '1.34' })).toMatchObject({ message: `0/1 nodes are available: 1 node(s) had untolerated taint {k: v}. no new claims to deallocate, ${text}` });
  });

  it('looks for pods of other namespaces where a term says so', () => {
    const world = (namespace: object): World => ({
      nodes: [node('a', { labels: { zone: 'x' } })],
      bound: [{ ...bound('q', 'a', {}, { app: 'web' }), metadata: { name: 'q', namespace: 'other', labels: { app: 'web' } } }],
      objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 't' } }, ...namespace }],
    });
    expect(decide(pod('p', { affinity: antiAffinityTo('web', 'zone') }), world({})).kind).toBe('placed');
    expect(decide(pod('p', { affinity: antiAffinityTo('web', 'zone', { namespaces: ['other'] }) }), world({})).kind).toBe('unschedulable');
    expect(decide(pod('p', { affinity: antiAffinityTo('web', 'zone', { namespaceSelector: { matchLabels: { team: 't' } } }) }), world({})).kind).toBe('unschedulable');
    expect(decide(pod('p', { affinity: antiAffinityTo('web', 'zone', { namespaceSelector: {} }) }), world({})).kind).toBe('unschedulable');
  });

  it('asks only the nodes that required terms name', () => {
    const nodes = [node('a'), node('b'), node('c')];
    expect(decide(pod('p', { affinity: onNode('b') }), { nodes })).toMatchObject({ kind: 'placed', node: 'b' });
    const full = decide(pod('p', { affinity: onNode('b'), ...requesting('8', '1Gi') }), { nodes });
    expect(full).toMatchObject({ message: "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling." });
  });

  it('counts spread over zones without nodes that policies leave out, and by matchLabelKeys', () => {
    const zones = (taints: NonNullable<Node['spec']>['taints']): Node[] => [node('a', { labels: { zone: 'x' } }), node('b', { labels: { zone: 'y' }, spec: { taints: taints ?? [] } })];
    const pods = [bound('q', 'a', {}, { app: 'web', version: '1' })];
    const tainted = zones([{ key: 'k', effect: 'NoSchedule' }]);
    expect(decide(pod('p', spread({}), { app: 'web' }), { nodes: tainted, bound: pods }).kind).toBe('unschedulable');
    expect(decide(pod('p', spread({ nodeTaintsPolicy: 'Honor' }), { app: 'web' }), { nodes: tainted, bound: pods })).toMatchObject({ node: 'a' });
    const other = pod('p', spread({ matchLabelKeys: ['version'] }), { app: 'web', version: '2' });
    expect(decide(other, { nodes: zones([]), bound: pods })).toMatchObject({ feasibleNodes: 2 });
  });

  it('keeps gated pods back, and says when there is no node', () => {
    expect(decide(pod('p', { schedulingGates: [{ name: 'g' }] }), { nodes: [node('a')] })).toMatchObject({ reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' });
    expect(decide(pod('p'), { nodes: [] })).toMatchObject({ message: 'no nodes available to schedule pods' });
  });
});

describe('scores', () => {
  const small = node('small', { allocatable: { cpu: '4', memory: '16Gi' } });
  const empty = node('empty', { allocatable: { cpu: '8', memory: '32Gi' } });
  const target = pod('p', requesting('500m', '1Gi'));
  const fuller: World = { nodes: [small, empty], bound: [bound('q', 'small', requesting('1', '8Gi'))] };
  const lopsided: World = { nodes: [small, empty], bound: [bound('q', 'small', requesting('3', '4Gi'))] };

  it('prefers emptier nodes (worked example G)', () => {
    expect(scores(target, fuller, 'NodeResourcesFit')).toEqual({ small: 52, empty: 94 });
    expect(scores(target, lopsided, 'NodeResourcesFit')).toEqual({ small: 40, empty: 94 });
  });

  it('scores balance by release (worked example G)', () => {
    expect(scores(target, { ...fuller, version: '1.35' }, 'NodeResourcesBalancedAllocation')).toEqual({ small: 90, empty: 98 });
    expect(scores(target, fuller, 'NodeResourcesBalancedAllocation')).toEqual({ small: 76, empty: 74 });
    expect(scores(target, { ...lopsided, version: '1.35' }, 'NodeResourcesBalancedAllocation')).toEqual({ small: 71, empty: 98 });
    expect(scores(target, lopsided, 'NodeResourcesBalancedAllocation')).toEqual({ small: 73, empty: 74 });
  });

  it('spreads softly over zones (worked example H)', () => {
    const nodes = [node('a', { labels: { zone: 'x' } }), node('b', { labels: { zone: 'y' } })];
    const pods = [1, 2, 3].map((index) => bound(`q${index}`, 'a', {}, { app: 'web' })).concat(bound('r', 'b', {}, { app: 'web' }));
    expect(scores(pod('p', spread({ whenUnsatisfiable: 'ScheduleAnyway' }), { app: 'web' }), { nodes, bound: pods }, 'PodTopologySpread')).toEqual({ a: 50, b: 200 });
  });

  it('spreads the pods of a Service by default', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'd' }, spec: { selector: { app: 'web' } } };
    const world: World = { nodes: [node('a'), node('b')], bound: [bound('q', 'a', {}, { app: 'web' })], objects: [service] };
    expect(scores(pod('p', {}, { app: 'web' }), world, 'PodTopologySpread')).toEqual({ a: 132, b: 200 });
    expect(decide(pod('p', {}, { app: 'api' }), world)).not.toMatchObject({ scores: { plugins: expect.arrayContaining(['PodTopologySpread']) } });
  });

  it('prefers nodes with fewer soft taints and with preferred labels', () => {
    const nodes = [node('a', { spec: { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] } }), node('b', { labels: { disk: 'ssd' } })];
    const preference = { weight: 10, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] } };
    const wishing = pod('p', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preference] } } });
    expect(scores(wishing, { nodes }, 'TaintToleration')).toEqual({ a: 0, b: 300 });
    expect(scores(wishing, { nodes }, 'NodeAffinity')).toEqual({ a: 0, b: 200 });
  });

  it('weighs required and preferred terms of pods that are there', () => {
    const nodes = [node('a', { labels: { zone: 'x' } }), node('b', { labels: { zone: 'y' } }), node('c', { labels: { zone: 'z' } })];
    const wanting = bound('q', 'a', { affinity: affinityTo('web', 'zone') });
    const fearing = bound('r', 'b', { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 3, podAffinityTerm: { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'zone' } }] } } });
    expect(scores(pod('p', {}, { app: 'web' }), { nodes, bound: [wanting, fearing] }, 'InterPodAffinity')).toEqual({ a: 200, b: 0, c: 150 });
  });

  it('prefers nodes that have the image', () => {
    const images = [{ names: ['app:1'], sizeBytes: 500 * 1024 * 1024 }];
    expect(scores(pod('p'), { nodes: [node('a', { images }), node('b')] }, 'ImageLocality')).toEqual({ a: 23, b: 0 });
  });

  it('takes the first by name of the best and says how many there are', () => {
    expect(decide(pod('p'), { nodes: [node('b'), node('a'), node('c', { spec: { unschedulable: true } })] })).toMatchObject({ node: 'a', candidates: ['a', 'b'], feasibleNodes: 2 });
  });
});
