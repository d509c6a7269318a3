import type { Labels } from '../../api/label-selector.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { PodDisruptionBudget } from '../../api/types/policy-v1.ts';
import type { ActiveFilter } from './filtering.ts';
import { addPodTo, removePodFrom, runFiltersWithNominated } from './filtering.ts';
import { fitErrorText } from './fit-error.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { PreemptionArgs } from './profile.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';
import { unresolvable } from './status.ts';
import { sortByImportance } from './victim-order.ts';

/** A node where removing these pods makes room. */
export interface PreemptionCandidate {
  readonly node: string;
  /** Most important first. */
  readonly victims: readonly PodInfo[];
  /** How many of them their disruption budgets would have kept. */
  readonly budgetViolations: number;
}

/** The candidate that was chosen. */
export interface Preemption extends PreemptionCandidate {
  /** All that were as good, this one included: the real scheduler takes any of them, here it is the first by name. */
  readonly candidates: readonly PreemptionCandidate[];
}

/** What preemption found: a candidate, or the text for the pod's condition. */
export type PreemptionResult = { readonly kind: 'found'; readonly preemption: Preemption } | { readonly kind: 'none'; readonly text: string };

const NAME = 'DefaultPreemption';
const NOT_HELPFUL = unresolvable(NAME, 'Preemption is not helpful for scheduling');
const NO_VICTIMS = unresolvable(NAME, 'No preemption victims found for incoming pod');

/**
 * Looks for a node where pods of lower priority can make room (pkg/scheduler/framework/preemption/preemption.go and
 * plugins/defaultpreemption, v1.36). Nodes are tried in order of name, where the real one starts at a random offset, which matters
 * only beyond 100 nodes that could be helped.
 *
 * `statuses` says of each node why it was turned down; nodes that are absent cannot be helped.
 */
export function preempt(
  pod: PodInfo,
  filters: readonly ActiveFilter[],
  statuses: ReadonlyMap<string, Status>,
  snapshot: Snapshot,
  args: PreemptionArgs,
): PreemptionResult {
  const obstacle = ineligibility(pod, statuses, snapshot);
  if (obstacle !== undefined) return { kind: 'none', text: obstacle };
  const { nodes } = snapshot;
  const potential = nodes.filter(({ name }) => statuses.get(name)?.code === 'Unschedulable');
  const enough = Math.min(potential.length, Math.max(args.minCandidateNodesAbsolute, Math.trunc((potential.length * args.minCandidateNodesPercentage) / 100)));
  const budgets = snapshot.objects.all('PodDisruptionBudget');
  const candidates: PreemptionCandidate[] = [];
  const failures = new Map<string, Status>();
  for (const node of potential) {
    if (candidates.length >= enough && candidates.some(({ budgetViolations }) => budgetViolations === 0)) break;
    const victims = selectVictims(pod, node, filters, snapshot, budgets);
    if ('code' in victims) failures.set(node.name, victims);
    else candidates.push(victims);
  }
  const [first, ...others] = candidates;
  if (first !== undefined) return { kind: 'found', preemption: best([first, ...others]) };
  return { kind: 'none', text: fitErrorText(nodes.length, undefined, nodes.map(({ name }) => failures.get(name) ?? NOT_HELPFUL), '') };
}

/** Why the pod may not preempt others at all. */
function ineligibility(pod: PodInfo, statuses: ReadonlyMap<string, Status>, snapshot: Snapshot): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominatedNode = pod.pod.status?.nominatedNodeName ?? '';
  if (nominatedNode === '' || statuses.get(nominatedNode)?.code === 'UnschedulableAndUnresolvable') return undefined;
  const isWaiting = snapshot.node(nominatedNode)?.pods.some((other) => other.priority < pod.priority && isBeingPreempted(other)) ?? false;
  return isWaiting ? 'not eligible due to a terminating pod on the nominated node.' : undefined;
}

function isBeingPreempted(other: PodInfo): boolean {
  if (!other.isTerminating) return false;
  const condition = (other.pod.status?.conditions ?? []).find(({ type }) => type === 'DisruptionTarget');
  return condition?.status === 'True' && condition.reason === 'PreemptionByScheduler';
}

/** The fewest, least important pods whose removal lets the pod fit; pods that budgets protect are spared first. */
function selectVictims(
  pod: PodInfo,
  original: NodeInfo,
  filters: readonly ActiveFilter[],
  snapshot: Snapshot,
  budgets: readonly PodDisruptionBudget[],
): PreemptionCandidate | Status {
  const potential = original.pods.filter((other) => other.priority < pod.priority);
  if (potential.length === 0) return NO_VICTIMS;
  const node = original.clone();
  const absent = new Set(potential);
  for (const other of potential) removePodFrom(node, other, filters, pod);
  try {
    const status = runFiltersWithNominated(filters, pod, node, snapshot);
    if (status !== undefined) return status;
    const { violating, others } = splitByBudgets(sortByImportance(potential), budgets);
    const victims: PodInfo[] = [];
    let budgetViolations = 0;
    for (const [index, candidate] of [...violating, ...others].entries()) {
      addPodTo(node, candidate, filters, pod);
      absent.delete(candidate);
      if (runFiltersWithNominated(filters, pod, node, snapshot) === undefined) continue;
      removePodFrom(node, candidate, filters, pod);
      absent.add(candidate);
      victims.push(candidate);
      if (index < violating.length) budgetViolations += 1;
    }
    const isMixed = violating.length > 0 && others.length > 0;
    return { node: node.name, victims: isMixed ? sortByImportance(victims) : victims, budgetViolations };
  } finally {
    // The states of the filters are those of the whole cluster: they must see the victims again.
    for (const other of absent) addPodTo(node, other, filters, pod);
  }
}

/** Pods whose removal would break a budget, and the others, each in the given order. */
function splitByBudgets(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): { readonly violating: readonly PodInfo[]; readonly others: readonly PodInfo[] } {
  const allowed = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const pod of pods) {
    let isViolated = false;
    budgets.forEach((budget, index) => {
      if (!protects(budget, pod)) return;
      const left = (allowed[index] ?? 0) - 1;
      allowed[index] = left;
      if (left < 0) isViolated = true;
    });
    (isViolated ? violating : others).push(pod);
  }
  return { violating, others };
}

/** An empty selector protects nothing, and a pod that the budget already gave up is not counted again. */
function protects({ metadata, spec, status }: PodDisruptionBudget, pod: PodInfo): boolean {
  const selector = spec?.selector;
  if (metadata?.namespace !== pod.namespace || Object.keys(pod.labels).length === 0 || selector === undefined) return false;
  if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) return false;
  return matchesLabelSelector(selector, pod.labels) && !Object.hasOwn((status?.disruptedPods as Labels | undefined) ?? {}, pod.name);
}

/** Fewest budget violations, then least priority of the top victim, least sum of priorities, fewest victims, latest start (pickOneNodeForPreemption). */
function best(candidates: readonly [PreemptionCandidate, ...PreemptionCandidate[]]): Preemption {
  const costs: ((candidate: PreemptionCandidate) => number)[] = [
    ({ budgetViolations }) => budgetViolations,
    ({ victims }) => victims[0]?.priority ?? 0,
    ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0),
    ({ victims }) => victims.length,
  ];
  let left: readonly PreemptionCandidate[] = candidates;
  for (const cost of costs) {
    const least = Math.min(...left.map(cost));
    left = left.filter((candidate) => cost(candidate) === least);
  }
  const starts = left.map(({ victims }) => earliestStart(victims));
  const latest = starts.includes(undefined) ? undefined : starts.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b));
  left = left.filter((_candidate, index) => starts[index] === latest);
  return { ...(left[0] ?? candidates[0]), candidates: left };
}

/** When the first of the most important victims started; undefined when none has: that counts as now. */
function earliestStart(victims: readonly PodInfo[]): string | undefined {
  const top = Math.max(...victims.map(({ priority }) => priority));
  const starts = victims.filter(({ priority }) => priority === top).map(({ pod }) => pod.status?.startTime);
  return starts.reduce((a, b) => (a === undefined ? b : b === undefined ? a : a < b ? a : b), undefined);
}
