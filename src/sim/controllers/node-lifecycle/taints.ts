import type { NodeCondition, Taint } from '../../../api/types/core-v1.ts';
import type { Node } from '../../objects.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Which condition in which state keeps new pods away with which taint (nodeConditionToTaintKeyStatusMap in pkg/controller/nodelifecycle, v1.36). */
const BY_CONDITION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};

const MANAGED = new Set([UNSCHEDULABLE, ...Object.values(BY_CONDITION).flatMap((byStatus) => Object.values(byStatus))]);

/** The taints of a node with those for its conditions brought up to date (doNoScheduleTaintingPass); the same list when nothing changes. */
export function withNoScheduleTaints(node: Node, timestamp: string): readonly Taint[] {
  const taints = node.spec?.taints ?? [];
  const wanted = new Set<string>();
  for (const { type = '', status = '' } of node.status?.conditions ?? []) {
    const key = BY_CONDITION[type]?.[status];
    if (key !== undefined) wanted.add(key);
  }
  if (node.spec?.unschedulable === true) wanted.add(UNSCHEDULABLE);
  const isManaged = (taint: Taint): boolean => taint.effect === 'NoSchedule' && MANAGED.has(taint.key ?? '');
  const present = new Set(taints.filter(isManaged).map(({ key }) => key ?? ''));
  if (present.size === wanted.size && [...wanted].every((key) => present.has(key))) return taints;
  const kept = taints.filter((taint) => !isManaged(taint) || wanted.has(taint.key ?? ''));
  const added = [...wanted].filter((key) => !present.has(key)).map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: timestamp }));
  return [...kept, ...added];
}

/** The taints with the one for a lost (`UNREACHABLE`) or sick (`NOT_READY`) node, or neither; the same list when nothing changes. */
export function withNoExecuteTaint(node: Node, key: typeof NOT_READY | typeof UNREACHABLE | undefined, timestamp: string): readonly Taint[] {
  const taints = node.spec?.taints ?? [];
  const isManaged = (taint: Taint): boolean => taint.effect === 'NoExecute' && (taint.key === NOT_READY || taint.key === UNREACHABLE);
  const managed = taints.filter(isManaged);
  if (key === undefined ? managed.length === 0 : managed.length === 1 && managed[0]?.key === key) return taints;
  const kept = taints.filter((taint) => !isManaged(taint));
  return key === undefined ? kept : [...kept, { key, effect: 'NoExecute', timeAdded: timestamp }];
}

export function readyStatus(node: Node): string | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

const WATCHED = new Set(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']);

/** The conditions of a node that nobody hears of any more. */
export function unknownConditions(conditions: readonly NodeCondition[], timestamp: string): NodeCondition[] {
  return conditions.map((condition) =>
    WATCHED.has(condition.type ?? '') && condition.status !== 'Unknown'
      ? { ...condition, status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.', lastTransitionTime: timestamp }
      : condition,
  );
}
