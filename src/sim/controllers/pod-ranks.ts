import { parseTime } from '../kernel/wall-clock.ts';
import type { Pod } from '../objects.ts';
import { isReady, podCondition } from '../pods/conditions.ts';

const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * The pods that go first when a set shrinks (ActivePodsWithRanks in pkg/controller/controller_utils.go, v1.36). `related` are the
 * active pods of all sets of the same owner: those that share a node with many of them go before others.
 */
export function podsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, nowEpochMs: number): Pod[] {
  if (count >= pods.length) return [...pods];
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec?.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const ranked = pods.map((pod) => ({ pod, rank: onNode.get(pod.spec?.nodeName ?? '') ?? 0 }));
  ranked.sort((a, b) => compareForDeletion(a, b, nowEpochMs));
  return ranked.slice(0, count).map((entry) => entry.pod);
}

interface RankedPod {
  readonly pod: Pod;
  readonly rank: number;
}

function compareForDeletion(a: RankedPod, b: RankedPod, nowEpochMs: number): number {
  const assigned = Number(isAssigned(a.pod)) - Number(isAssigned(b.pod));
  if (assigned !== 0) return assigned;
  const phase = phaseRank(a.pod) - phaseRank(b.pod);
  if (phase !== 0) return phase;
  const ready = Number(isReady(a.pod)) - Number(isReady(b.pod));
  if (ready !== 0) return ready;
  const cost = deletionCost(a.pod) - deletionCost(b.pod);
  if (cost !== 0) return cost;
  if (a.rank !== b.rank) return b.rank - a.rank;
  if (isReady(a.pod)) {
    const byReady = compareAges(readySince(a.pod), readySince(b.pod), nowEpochMs, a.pod, b.pod);
    if (byReady !== 0) return byReady;
  }
  const restarts = maxRestarts(b.pod) - maxRestarts(a.pod);
  if (restarts !== 0) return restarts;
  return compareAges(a.pod.metadata.creationTimestamp, b.pod.metadata.creationTimestamp, nowEpochMs, a.pod, b.pod) || byUidDescending(a.pod, b.pod);
}

function byUidDescending(a: Pod, b: Pod): number {
  return (a.metadata.uid ?? '') < (b.metadata.uid ?? '') ? 1 : -1;
}

/** Younger ones first, by powers of two of their age; within one power by uid, which is random in a real cluster: here the one made last goes first. */
function compareAges(a: string | undefined, b: string | undefined, nowEpochMs: number, podA: Pod, podB: Pod): number {
  if (a === b) return 0;
  const difference = ageRank(a, nowEpochMs) - ageRank(b, nowEpochMs);
  if (difference !== 0) return difference;
  return byUidDescending(podA, podB);
}

function ageRank(time: string | undefined, nowEpochMs: number): number {
  const sinceMs = time === undefined ? undefined : parseTime(time);
  const ageMs = sinceMs === undefined ? 0 : nowEpochMs - sinceMs;
  return ageMs <= 0 ? -1 : Math.floor(Math.log2(ageMs * 1e6));
}

function isAssigned(pod: Pod): boolean {
  return (pod.spec?.nodeName ?? '') !== '';
}

function phaseRank(pod: Pod): number {
  return PHASE_RANK[pod.status?.phase ?? 'Pending'] ?? 0;
}

function readySince(pod: Pod): string | undefined {
  return podCondition(pod, 'Ready')?.lastTransitionTime;
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST];
  return text === undefined || !/^(?:0|-?[1-9]\d*)$/.test(text) ? 0 : Number(text);
}

function maxRestarts(pod: Pod): number {
  let restarts = 0;
  for (const status of pod.status?.containerStatuses ?? []) restarts = Math.max(restarts, status.restartCount ?? 0);
  return restarts;
}
