import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { KubeObject } from '../../api/object.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { UsageError } from '../../diag/usage-error.ts';
import type { PodBehaviour } from '../../sim/kubelet/behaviour.ts';
import type { ApplyOutcome, ObjectRef } from '../../sim/request.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { formatDuration } from '../duration.ts';
import { equalImages, imagesOf } from '../objects/images.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, podSpecOf } from '../objects/workload.ts';
import type { PlanOutcome, WhatIfResult } from '../plan-model.ts';
import { isComplete } from '../timeline/completion.ts';
import { count, listed } from '../words.ts';
import { type Action, actionWords, type WorkloadName, workloadWords } from './action.ts';
import { judge, type Judgement } from './judgement.ts';
import { type Observation, observe } from './observation.ts';

/** Detection of a dead node takes about 50 s, its pods are given up after 300 s, and their successors need time to start. */
const NODE_LOSS_MS = 10 * 60_000;

/** Time for an autoscaler to find the size that fits a load, and for its pods to start. */
const AUTOSCALING_MS = 10 * 60_000;

/** Time for a node to see that it runs short, to evict, and for the pods to start elsewhere. */
const PRESSURE_MS = 2 * 60_000;

const ZONE = 'topology.kubernetes.io/zone';

/** Ways to bring a cluster into the state that a question starts from. */
export interface WhatIfContext {
  readonly before: State;
  readonly after: State;
  /** A new cluster that has settled after the change. */
  readonly clusterAfter: () => Simulation;
  /** A new cluster that has settled before the change, and what applies the change to it. `overrides`: what pods do, whatever else is said of them. */
  readonly clusterBefore: (overrides?: (pod: KubeObject) => PodBehaviour | undefined) => { readonly simulation: Simulation; readonly applyChange: () => void };
  /** The whole plan on another release. */
  readonly planOn: (version: KubernetesVersion) => PlanOutcome;
}

/** Answers one question about the cluster after the change. Throws a UsageError for nodes, zones and workloads that do not exist. */
export function ask(action: Action, context: WhatIfContext): WhatIfResult {
  return { question: actionWords(action), ...answer(action, context) };
}

function answer(action: Action, context: WhatIfContext): Judgement {
  switch (action.kind) {
    case 'each-node-down':
      return eachNodeDown(context);
    case 'image-broken':
      return brokenImage(action.workload, context);
    case 'kubernetes-version':
      return otherVersion(action.version, context);
    default:
      return judge(action, act(action, context.clusterAfter()));
  }
}

/** Performs an action on a cluster and watches what follows. */
export function act(action: Action, simulation: Simulation): Observation {
  switch (action.kind) {
    case 'drain':
      return observe(simulation, () => simulation.drain(nodeNamed(simulation, action.node)));
    case 'node-down':
      return observe(simulation, () => simulation.failNode(nodeNamed(simulation, action.node)), NODE_LOSS_MS);
    case 'node-up':
      return observe(simulation, () => simulation.recoverNode(nodeNamed(simulation, action.node)));
    case 'zone-down': {
      const nodes = nodesOf(simulation).filter(({ metadata }) => metadata.labels?.[ZONE] === action.zone);
      if (nodes.length === 0) throw new UsageError(`zone-down:${action.zone}: no node is in that zone; there are ${listed([...new Set(nodesOf(simulation).map(({ metadata }) => metadata.labels?.[ZONE] ?? 'none'))].sort())}`);
      return observe(simulation, () => nodes.forEach(({ metadata }) => simulation.failNode(metadata.name ?? '')), NODE_LOSS_MS);
    }
    case 'scale': {
      const ref = refOf(simulation, action.workload);
      return observe(simulation, () => accept(simulation.scale(ref, action.replicas), actionWords(action)));
    }
    case 'load': {
      const ref = refOf(simulation, action.workload);
      return observe(simulation, () => accept(simulation.setLoad(ref, { [action.resource]: action.percent }), actionWords(action)), AUTOSCALING_MS);
    }
    case 'memory':
    case 'disk': {
      const { user, bytes } = action;
      const ref = 'node' in user ? { kind: 'Node', name: nodeNamed(simulation, user.node) } : refOf(simulation, user.workload);
      const use = { ...('node' in user || user.container === undefined ? {} : { container: user.container }), ...(action.kind === 'memory' ? { memoryBytes: bytes } : { diskBytes: bytes }) };
      return observe(simulation, () => accept(simulation.setUse(ref, use), actionWords(action)), PRESSURE_MS);
    }
    case 'wait':
      return observe(simulation, () => undefined, action.forMs);
    case 'each-node-down':
    case 'image-broken':
    case 'kubernetes-version':
      throw new UsageError(`${action.kind} starts from a cluster of its own: ask it with --what-if, it cannot be a step of a scenario`);
  }
}

function accept(outcome: ApplyOutcome, words: string): void {
  if (!outcome.accepted) throw new UsageError(`${words}: ${outcome.message}`);
}

function nodesOf(simulation: Simulation): readonly KubeObject[] {
  return simulation.list('Node');
}

function nodeNamed(simulation: Simulation, name: string): string {
  if (!nodesOf(simulation).some(({ metadata }) => metadata.name === name)) {
    throw new UsageError(`there is no node ${name}; the cluster has ${listed(nodesOf(simulation).map(({ metadata }) => metadata.name ?? ''))}`);
  }
  return name;
}

function refOf(simulation: Simulation, { kind, namespace, name }: WorkloadName): ObjectRef {
  const ref = { kind, name, namespace: namespace ?? 'default' };
  if (simulation.get(ref) === undefined) throw new UsageError(`there is no ${kind} ${ref.namespace}/${name} after the change`);
  return ref;
}

/** N-1 for every node: a cluster of its own for each, so that failures do not add up. */
function eachNodeDown(context: WhatIfContext): Judgement {
  const names = nodesOf(context.clusterAfter()).map(({ metadata }) => metadata.name ?? '');
  const judged = names.map((node) => ({ node, judgement: answer({ kind: 'node-down', node }, context) }));
  const broken = judged.filter(({ judgement }) => !judgement.holds);
  const details = broken.flatMap(({ node, judgement }) => [`${node}: ${judgement.answer}`, ...judgement.details.map((detail) => `${node}: ${detail}`)]);
  return {
    answer: broken.length === 0 ? `any one of ${count(names.length, 'node')} may fail` : `${broken.length} of ${count(names.length, 'node')} cannot be missed: ${listed(broken.map(({ node }) => node))}`,
    holds: broken.length === 0,
    details,
  };
}

/** The new version never becomes ready: what is left, and whether setting it back helps. */
function brokenImage(workload: WorkloadName, context: WhatIfContext): Judgement {
  const [old, now] = [context.before, context.after].map((state) => state.get(workload.kind, workload.namespace ?? 'default', workload.name));
  if (now === undefined) throw new UsageError(`there is no ${workloadWords(workload)} after the change`);
  if (old === undefined) return { answer: 'it is new, so nothing of it serves until its pods are ready', holds: false, details: [] };
  if (equalImages(old, now)) return { answer: 'its images do not change, so there is no new version to break', holds: true, details: [] };
  const { simulation, applyChange } = context.clusterBefore((pod) => (isNewPod(pod, now) ? { readyAfterMs: null } : undefined));
  const broken = observe(simulation, applyChange);
  const movement = broken.movements.find(({ workload: { kind, metadata } }) => kind === now.reference.kind && metadata.name === now.reference.name && metadata.namespace === now.reference.namespace);
  const silent = broken.services.filter(({ before, withoutEndpointsMs }) => before > 0 && withoutEndpointsMs > 0);
  const back = observe(simulation, () => simulation.apply({ ...old.stated }));
  const ref = { kind: now.reference.kind, namespace: now.reference.namespace, name: now.reference.name };
  const restored = simulation.get(ref);
  const recovers = restored !== undefined && isComplete(restored);
  const left = movement === undefined ? 'nothing changes' : `${movement.tracker.minReady} of ${movement.replicasBefore} pods go on serving`;
  const rollback = recovers ? `setting it back recovers after ${formatDuration(back.endMs - back.startMs)}` : 'setting it back does not recover by itself';
  return { answer: `${left}; ${rollback}`, holds: silent.length === 0 && recovers, details: silent.map(({ service, withoutEndpointsMs }) => `nothing answers on ${service} for ${formatDuration(withoutEndpointsMs)}`) };
}

function isNewPod(pod: KubeObject, workload: PlannedObject): boolean {
  if (pod.metadata.namespace !== workload.reference.namespace) return false;
  if (!matchesLabelSelector(fieldOf(workload.stated, 'spec', 'selector') as LabelSelector | undefined, pod.metadata.labels)) return false;
  const images = imagesOf(podSpecOf(pod) ?? {});
  return imagesOf(podSpecOf(workload.stated) ?? {}).every((image) => images.includes(image));
}

function otherVersion(version: KubernetesVersion, context: WhatIfContext): Judgement {
  const { plan, findings } = context.planOn(version);
  const refused = plan.changes.filter((change) => change.refused !== undefined);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && plan.complete) return { answer: 'the plan goes through as well', holds: true, details: [] };
  return { answer: `${refused.length === 0 ? '' : `${count(refused.length, 'object')} refused, `}${count(errors.length, 'error')}`, holds: false, details: errors.map(({ message }) => message) };
}
