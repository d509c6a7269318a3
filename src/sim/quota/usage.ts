import type { KubeObject } from '../../api/object.ts';
import { countOf, usageOf as usageOfObject, type Usage } from '../../api/quota/usage.ts';
import { parseTime } from '../kernel/wall-clock.ts';

/** What one object takes from the quotas of its namespace at a time. A terminating pod takes nothing once its grace period is over (QuotaV1Pod). */
export function usageOf(object: KubeObject, kind: string, plural: string, nowEpochMs: number): Usage {
  return kind === 'Pod' && isOverdue(object, nowEpochMs) ? countOf(kind, plural) : usageOfObject(object, kind, plural);
}

function isOverdue({ metadata: { deletionTimestamp, deletionGracePeriodSeconds } }: KubeObject, nowEpochMs: number): boolean {
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return false;
  return nowEpochMs > (parseTime(deletionTimestamp) ?? 0) + deletionGracePeriodSeconds * 1000;
}
