import { matchesLabelSelector } from '../../api/label-selector.ts';
import { controllerOf, type Node, type Pod, type PodDisruptionBudget } from '../objects.ts';
import { isTerminal, isTerminating } from '../pods/conditions.ts';
import type { NodeInfo } from '../scheduler/node-info.ts';
import type { Profile } from '../scheduler/profile.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';
import type { AutoscalerPolicy } from './autoscaler-policy.ts';

const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

export interface ScaleDownInput {
  /** Nodes that may go at all, by name. */
  readonly candidates: readonly string[];
  /** How many nodes of the same group may go. */
  readonly spareOf: (node: string) => number;
  readonly groupOf: (node: string) => string;
  /** The cluster as it is: it is changed as pods are moved in thought. */
  readonly snapshot: Snapshot;
  readonly budgets: readonly PodDisruptionBudget[];
  readonly policy: AutoscalerPolicy;
  readonly profile: Profile;
}

/** A node that could be done without, with the number of pods that would go elsewhere; or one that only `because` keeps. */
export type NodeVerdict = { readonly node: string; readonly moves: number } | { readonly node: string; readonly because: string };

/**
 * Which nodes are unneeded (cluster-autoscaler/core/scaledown/planner, 1.34): one after the other, those without pods first and then the least used, each
 * is taken away in thought. It is unneeded when its pods may go and all of them find a place on the nodes that are left. Nodes that are needed, since they
 * are used too much or their pods find no other place, are left out.
 */
export function unneededNodes(input: ScaleDownInput): NodeVerdict[] {
  const { candidates, snapshot, policy } = input;
  const budgets = new BudgetBook(input.budgets);
  const spare = new Map<string, number>();
  const nodes = candidates.map((name) => snapshot.node(name)).filter((node) => node !== undefined);
  const ranked = nodes
    .map((node) => ({ node, pods: podsToMove(node), utilisation: utilisationOf(node) }))
    .filter(({ utilisation }) => utilisation < policy.utilisationBelow)
    .sort((a, b) => Number(a.pods.length > 0) - Number(b.pods.length > 0) || a.utilisation - b.utilisation || (a.node.name < b.node.name ? -1 : 1));
  return ranked.flatMap(({ node, pods }): NodeVerdict[] => {
    const group = input.groupOf(node.name);
    const left = spare.get(group) ?? input.spareOf(node.name);
    if (left <= 0) return [];
    const because = policy.nodeObstacle(node.node as Node) ?? obstacleAmong(pods, budgets, policy);
    if (because !== undefined) return [{ node: node.name, because }];
    if (!moveAway(node, pods, input)) return [];
    spare.set(group, left - 1);
    budgets.take(pods);
    return [{ node: node.name, moves: pods.length }];
  });
}

/** Pods that something has to be done about before their node can go: not those of DaemonSets and of the node itself, and none that has ended or ends. */
export function mustMove(pod: Pod): boolean {
  return controllerOf(pod)?.kind !== 'DaemonSet' && pod.metadata.annotations?.[MIRROR_ANNOTATION] === undefined && !isTerminal(pod) && !isTerminating(pod);
}

function podsToMove(node: NodeInfo): Pod[] {
  return node.pods.map(({ pod }) => pod as Pod).filter(mustMove).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The larger part of what pods request, of CPU and of memory (simulator/utilization/info.go); DaemonSets count. */
function utilisationOf({ requested, allocatable }: NodeInfo): number {
  const share = (used: number, there: number): number => (there === 0 ? 0 : used / there);
  return Math.max(share(requested.milliCpu, allocatable.milliCpu), share(requested.memoryBytes, allocatable.memoryBytes));
}

function obstacleAmong(pods: readonly Pod[], budgets: BudgetBook, policy: AutoscalerPolicy): string | undefined {
  for (const pod of pods) {
    const because = policy.podObstacle(pod, budgets.of(pod).length > 0) ?? budgets.obstacle(pod);
    if (because !== undefined) return `Pod ${keyOf(pod)} ${because}`;
  }
  return undefined;
}

/** Moves the pods to other nodes and takes the node away; when one finds no place everything stays as it was. */
function moveAway(node: NodeInfo, pods: readonly Pod[], { snapshot, profile }: ScaleDownInput): boolean {
  const there = node.pods.map(({ pod }) => pod);
  for (const { metadata } of there) snapshot.removePod(metadata?.namespace ?? '', metadata?.name ?? '');
  snapshot.removeNode(node.name);
  const scheduler = new Scheduler(snapshot, [profile]);
  for (const pod of pods) {
    const decision = scheduler.schedule(unbound(pod), profile, { explain: false });
    if (decision.kind === 'placed') {
      snapshot.setPod({ ...pod, spec: { ...pod.spec, nodeName: decision.node } });
      continue;
    }
    snapshot.setNode(node.node);
    for (const original of there) snapshot.setPod(original);
    return false;
  }
  return true;
}

function unbound(pod: Pod): Pod {
  const { nodeName: _nodeName, ...spec } = pod.spec ?? {};
  return { ...pod, spec };
}

/** How many pods each disruption budget still lets go. */
class BudgetBook {
  readonly #budgets: readonly { readonly budget: PodDisruptionBudget; left: number }[];

  constructor(budgets: readonly PodDisruptionBudget[]) {
    this.#budgets = budgets.map((budget) => ({ budget, left: budget.status?.disruptionsAllowed ?? 0 }));
  }

  of({ metadata }: Pod): readonly { readonly budget: PodDisruptionBudget; left: number }[] {
    return this.#budgets.filter(({ budget }) => budget.metadata.namespace === metadata.namespace && matchesLabelSelector(budget.spec?.selector, metadata.labels));
  }

  obstacle(pod: Pod): string | undefined {
    const budgets = this.of(pod);
    if (budgets.length > 1) return 'has more than one disruption budget';
    const spent = budgets.find(({ left }) => left < 1);
    return spent === undefined ? undefined : `may not be evicted now (disruption budget ${spent.budget.metadata.name ?? ''})`;
  }

  take(pods: readonly Pod[]): void {
    for (const pod of pods) for (const entry of this.of(pod)) entry.left -= 1;
  }
}

function keyOf({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
