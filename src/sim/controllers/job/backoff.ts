import type { Pod } from '../../objects.ts';
import { failuresBefore, finishedEpochMs } from './pods.ts';

const FIRST_MS = 10_000;
const MAX_MS = 600_000;

/** Failures since the last success, and when the last of them was. */
export interface BackoffRecord {
  readonly failures: number;
  readonly lastFailureEpochMs: number | undefined;
}

export const NO_FAILURES: BackoffRecord = { failures: 0, lastFailureEpochMs: undefined };

/** The record after more pods have ended (newBackoffRecord in pkg/controller/job/backoff_utils.go, v1.36): a success later than a failure cancels it. */
export function nextRecord(record: BackoffRecord, succeeded: readonly Pod[], failed: readonly Pod[], nowEpochMs: number): BackoffRecord {
  const failures = failed.map((pod) => finishedEpochMs(pod, nowEpochMs));
  if (succeeded.length === 0) {
    return failures.length === 0 ? record : { failures: record.failures + failures.length, lastFailureEpochMs: Math.max(...failures) };
  }
  const lastSuccess = Math.max(...succeeded.map((pod) => finishedEpochMs(pod, nowEpochMs)));
  const later = failures.filter((time) => time > lastSuccess);
  return later.length === 0 ? NO_FAILURES : { failures: later.length, lastFailureEpochMs: Math.max(...later) };
}

/** Milliseconds until a failed pod may be replaced: 10 s doubling to 10 min, counted from the last failure. */
export function remainingMs(record: BackoffRecord, nowEpochMs: number): number {
  if (record.failures === 0 || record.lastFailureEpochMs === undefined) return 0;
  return Math.max(0, record.lastFailureEpochMs + Math.min(FIRST_MS * 2 ** (record.failures - 1), MAX_MS) - nowEpochMs);
}

/** The same for the index of one failed pod. */
export function remainingForIndexMs(failed: Pod, nowEpochMs: number): number {
  const { counted, ignored } = failuresBefore(failed);
  return remainingMs({ failures: counted + ignored + 1, lastFailureEpochMs: finishedEpochMs(failed, nowEpochMs) }, nowEpochMs);
}
