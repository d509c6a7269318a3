import type { Status } from './status.ts';

/**
 * The text of a pod's condition when no node will do (pkg/scheduler/framework/types.go, FitError.Error, v1.36): the reason that rules
 * out all nodes, or how often each reason occurs, then what PostFilter says.
 */
export function fitErrorText(nodeCount: number, preFilterReason: string | undefined, statuses: Iterable<Status>, postFilterText: string): string {
  let text = `0/${nodeCount} nodes are available:`;
  const reasons = preFilterReason ?? histogram(statuses);
  if (reasons !== '') text += ` ${reasons}.`;
  return postFilterText === '' ? text : `${text} ${postFilterText}`;
}

/** `1 Insufficient cpu, 2 node(s) were unschedulable`, in byte order. */
function histogram(statuses: Iterable<Status>): string {
  const counts = new Map<string, number>();
  for (const { reasons } of statuses) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(', ');
}
