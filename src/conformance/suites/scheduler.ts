import type { KubeObject } from '../../api/object.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types/core-v1.ts';
import type { PriorityClass } from '../../api/types/scheduling-v1.ts';
import type { Decision, Placed, Unschedulable } from '../../sim/scheduler/decision.ts';
import { schedulerFeatures } from '../../sim/scheduler/features.ts';
import { defaultProfile } from '../../sim/scheduler/profile.ts';
import { schedulePod } from '../../sim/scheduler/schedule-pod.ts';
import { Snapshot } from '../../sim/scheduler/snapshot.ts';
import { readJsonLines } from '../recordings.ts';
import type { Difference, Suite } from '../suite.ts';

interface Scenario {
  readonly id: string;
  readonly nodes: readonly Node[];
  readonly objects: readonly KubeObject[];
  readonly pods: readonly Pod[];
  readonly expected: readonly Recorded[];
  readonly claims?: Readonly<Record<string, string>>;
}

interface Recorded {
  readonly pod: string;
  readonly node?: string;
  readonly feasibleNodes?: number;
  readonly scores?: { readonly plugins: readonly string[]; readonly nodes: Readonly<Record<string, readonly number[]>> };
  readonly message?: string;
  readonly removed?: boolean;
  readonly victims?: readonly string[];
}

/** Replays what kube-scheduler decided, pod by pod, going on from the recorded outcome after each. */
export const schedulerSuite: Suite = {
  name: 'scheduler',
  run(folder) {
    const scenarios = readJsonLines<Scenario>(folder, 'cases.jsonl');
    const differences: Difference[] = [];
    let total = 0;
    let wholeScenarios = 0;
    for (const scenario of scenarios) {
      const found = replay(scenario);
      total += scenario.expected.length;
      differences.push(...found);
      if (found.length === 0) wholeScenarios += 1;
    }
    const notes = [`pods decided alike; ${wholeScenarios} of ${scenarios.length} scenarios are alike throughout`];
    return { passed: total - differences.length, total, differences, notes };
  },
};

function replay({ id, nodes, objects, pods, expected, claims = {} }: Scenario): Difference[] {
  const profile = defaultProfile(schedulerFeatures('1.36'));
  const snapshot = new Snapshot();
  const classes = new Map(objects.filter(({ kind }) => kind === 'PriorityClass').map((object) => [object.metadata.name ?? '', object as unknown as PriorityClass]));
  for (const node of nodes) snapshot.setNode(asStored(node));
  for (const object of objects) snapshot.setObject(created(object, id));
  const differences: Difference[] = [];
  for (const [index, recorded] of expected.entries()) {
    const original = pods[index];
    if (original === undefined) continue;
    const pod = admitted(original, id, classes);
    const text = difference(schedulePod(pod, snapshot, profile), recorded);
    if (text !== undefined) differences.push({ id: `${id} ${recorded.pod}`, text });
    for (const victim of recorded.victims ?? []) snapshot.removePod(id, victim);
    if (recorded.node !== undefined) bind(pod, recorded.node, snapshot, claims);
  }
  return differences;
}

/** How a decision differs from the recorded one; undefined when it does not. */
function difference(decision: Decision, recorded: Recorded): string | undefined {
  if (decision.kind === 'error') return `failed: ${decision.message}`;
  if (recorded.message === undefined) return decision.kind === 'placed' ? differentPlacement(decision, recorded) : `not placed: ${decision.message}; recorded ${recorded.node ?? ''}`;
  if (decision.kind === 'placed') return `placed on ${decision.node}; recorded ${recorded.message}`;
  if (decision.message !== recorded.message) return `message ${decision.message}; recorded ${recorded.message}`;
  return differentPreemption(decision, recorded);
}

function differentPlacement(decision: Placed, recorded: Recorded): string | undefined {
  if (recorded.node === undefined || !decision.candidates.includes(recorded.node)) return `best are ${decision.candidates.join(', ')}; recorded ${recorded.node ?? 'none'}`;
  if (recorded.feasibleNodes !== undefined && recorded.feasibleNodes !== decision.feasibleNodes) return `${decision.feasibleNodes} nodes feasible; recorded ${recorded.feasibleNodes}`;
  const scores = decision.scores;
  for (const [node, values] of Object.entries(recorded.scores?.nodes ?? {})) {
    const own = scores?.nodes.find((candidate) => candidate.node === node);
    if (own === undefined) return `${node} is not scored`;
    for (const plugin of new Set([...(recorded.scores?.plugins ?? []), ...(scores?.plugins ?? [])])) {
      const theirs = values[recorded.scores?.plugins.indexOf(plugin) ?? -1] ?? 0;
      const ours = own.byPlugin[scores?.plugins.indexOf(plugin) ?? -1] ?? 0;
      if (ours !== theirs) return `${plugin} gives ${node} ${ours}; recorded ${theirs}`;
    }
  }
  return undefined;
}

/** Among equal candidates kube-scheduler takes any: the recorded one must be one of ours. */
function differentPreemption({ preemption }: Unschedulable, recorded: Recorded): string | undefined {
  if (recorded.victims === undefined) return preemption === undefined ? undefined : `preempts on ${preemption.node}; recorded nothing`;
  if (preemption === undefined) return `preempts nothing; recorded ${recorded.victims.join(', ')} on ${recorded.node ?? ''}`;
  const node = recorded.node ?? '';
  if (!preemption.candidates.some((candidate) => candidate.node === node)) return `preempts on ${preemption.node}; recorded ${node}`;
  const victims = preemption.candidates.find((candidate) => candidate.node === node)?.victims.map(({ name }) => name) ?? [];
  return [...victims].sort().join() === [...recorded.victims].sort().join() ? undefined : `victims ${victims.join(', ')}; recorded ${recorded.victims.join(', ')}`;
}

/** The node as the node controller leaves it: cordoned ones have a taint. */
function asStored(node: Node): Node {
  if (node.spec?.unschedulable !== true) return node;
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return { ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } };
}

/** The object as the API server and the volume controller leave it. */
function created(object: KubeObject, namespace: string): KubeObject {
  const isNamespaced = !['PriorityClass', 'StorageClass', 'PersistentVolume', 'CSINode', 'CSIDriver', 'VolumeAttachment', 'DeviceClass', 'ResourceSlice', 'Namespace'].includes(object.kind);
  const metadata = isNamespaced ? { ...object.metadata, namespace } : object.metadata;
  const status = object.kind === 'PersistentVolume' ? { status: { phase: 'Available' } } : {};
  return { ...object, ...status, metadata };
}

/** The pod as admission and defaulting leave it, in what the scheduler reads. */
function admitted(pod: Pod, namespace: string, classes: ReadonlyMap<string, PriorityClass>): Pod {
  const priorityClass = classes.get(pod.spec?.priorityClassName ?? '') ?? [...classes.values()].find(({ globalDefault }) => globalDefault === true);
  const withRequests = <T extends { readonly resources?: { readonly requests?: object | undefined; readonly limits?: object | undefined } | undefined }>(container: T): T => ({
    ...container,
    resources: { ...container.resources, requests: { ...container.resources?.limits, ...container.resources?.requests } },
  });
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  return {
    ...pod,
    metadata: { ...pod.metadata, namespace },
    spec: {
      ...pod.spec,
      priority: priorityClass?.value ?? 0,
      preemptionPolicy: priorityClass?.preemptionPolicy ?? 'PreemptLowerPriority',
      containers: containers.map(withRequests),
      initContainers: initContainers.map(withRequests),
    },
  };
}

/** Goes on from the recorded outcome: the pod is on its node, and its claims have the volumes that they had in the end. */
function bind(pod: Pod, nodeName: string, snapshot: Snapshot, claims: Readonly<Record<string, string>>): void {
  const namespace = pod.metadata?.namespace ?? '';
  for (const { persistentVolumeClaim } of pod.spec?.volumes ?? []) {
    const name = persistentVolumeClaim?.claimName ?? '';
    const claim = snapshot.objects.get('PersistentVolumeClaim', namespace, name);
    const volume = snapshot.objects.get('PersistentVolume', '', claims[name] ?? '');
    if (claim === undefined || volume === undefined) continue;
    const boundClaim: PersistentVolumeClaim = { ...claim, spec: { ...claim.spec, volumeName: volume.metadata?.name }, status: { phase: 'Bound' } };
    const boundVolume: PersistentVolume = { ...volume, spec: { ...volume.spec, claimRef: { kind: 'PersistentVolumeClaim', namespace, name } }, status: { phase: 'Bound' } };
    snapshot.setObject(boundClaim as KubeObject);
    snapshot.setObject(boundVolume as KubeObject);
  }
  snapshot.setPod({ ...pod, spec: { ...pod.spec, nodeName } });
}
