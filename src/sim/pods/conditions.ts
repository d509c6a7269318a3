import type { PodCondition } from '../../api/types/core-v1.ts';
import { parseTime } from '../kernel/wall-clock.ts';
import type { Pod } from '../objects.ts';

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  for (const condition of pod.status?.conditions ?? []) if (condition.type === type) return condition;
  return undefined;
}

export function isReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Not terminal and not being deleted (controller.IsPodActive). */
export function isActive(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined;
}

export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** Milliseconds until a ready pod has been ready for `minReadySeconds`: 0 when it is available, undefined when it is not even ready (podutil.IsPodAvailable). */
export function untilAvailableMs(pod: Pod, minReadySeconds: number, nowEpochMs: number): number | undefined {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds <= 0) return 0;
  const since = ready.lastTransitionTime === undefined ? undefined : parseTime(ready.lastTransitionTime);
  if (since === undefined) return undefined;
  return Math.max(0, since + minReadySeconds * 1000 - nowEpochMs);
}

export function isAvailable(pod: Pod, minReadySeconds: number, nowEpochMs: number): boolean {
  return untilAvailableMs(pod, minReadySeconds, nowEpochMs) === 0;
}

/** The conditions with one of them set; its transition time moves only when its status does. */
export function withPodCondition(conditions: readonly PodCondition[], next: PodCondition, timestamp: string): PodCondition[] {
  const old = conditions.find((condition) => condition.type === next.type);
  const lastTransitionTime = old !== undefined && old.status === next.status ? old.lastTransitionTime : timestamp;
  const set = { ...next, lastTransitionTime };
  return old === undefined ? [...conditions, set] : conditions.map((condition) => (condition === old ? set : condition));
}
