import { goSort } from './go-sort.ts';
import type { PodInfo } from './pod-info.ts';

/**
 * Pods from the most to the least important: by priority, then by earlier start (pkg/scheduler/util/utils.go, MoreImportantPod, v1.36).
 * A pod that has not started counts as starting at the moment it is compared, so of two such pods the one that is asked about first
 * is the more important. That is no order; what comes out is up to Go's sort.
 */
export function sortByImportance(pods: readonly PodInfo[]): PodInfo[] {
  const sorted = [...pods];
  goSort(sorted, isMoreImportant);
  return sorted;
}

function isMoreImportant(a: PodInfo, b: PodInfo): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  const [startA, startB] = [a.pod.status?.startTime, b.pod.status?.startTime];
  return startB === undefined || (startA !== undefined && startA < startB);
}
