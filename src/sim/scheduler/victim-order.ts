import type { PodInfo } from './pod-info.ts';

/**
 * Pods from the most to the least important: by priority, then by earlier start (pkg/scheduler/util/utils.go, MoreImportantPod, v1.36).
 * A pod that has not started counts as starting at the moment it is compared, so of two such pods the one that is asked about first
 * is the more important: with the insertion sort that Go uses for up to 12 elements they come out in reverse. Beyond 12 Go's order
 * among equals differs.
 */
export function sortByImportance(pods: readonly PodInfo[]): PodInfo[] {
  const sorted = [...pods];
  for (let end = 1; end < sorted.length; end += 1) {
    for (let place = end; place > 0; place -= 1) {
      const [before, after] = [sorted[place - 1], sorted[place]];
      if (before === undefined || after === undefined || !isMoreImportant(after, before)) break;
      sorted[place - 1] = after;
      sorted[place] = before;
    }
  }
  return sorted;
}

function isMoreImportant(a: PodInfo, b: PodInfo): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  const [startA, startB] = [a.pod.status?.startTime, b.pod.status?.startTime];
  return startB === undefined || (startA !== undefined && startA < startB);
}
