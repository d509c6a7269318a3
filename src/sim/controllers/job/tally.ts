import type { Client } from '../../apiserver/client.ts';
import type { Job, Pod } from '../../objects.ts';
import { isActive, isTerminal, isTerminating } from '../../pods/conditions.ts';
import type { Recorder } from '../../recorder.ts';
import type { BackoffRecord } from './backoff.ts';
import { parseIndexes } from './indexes.ts';
import { countsAsFailed, failuresBefore, hasLimitPerIndex, indexOf, isIndexed, isTracked } from './pods.ts';
import { matchFailurePolicy } from './policies.ts';

/** What one sync of a Job works on. */
export interface JobSync {
  readonly client: Client;
  readonly recorder: Recorder;
  readonly job: Job;
  readonly pods: readonly Pod[];
  /** Failures that back-off counts from, as of the last sync. */
  readonly record: BackoffRecord;
}

/** What has become of the Job's pods so far. */
export interface Tally {
  readonly active: readonly Pod[];
  readonly terminating: number;
  /** Ended since the last sync. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededIndexes: ReadonlySet<number>;
  readonly failedIndexes: ReadonlySet<number>;
  /** By index: the failed pod that is kept until its replacement is made. */
  readonly kept: ReadonlyMap<number, Pod>;
}

/** Counts the pods of a Job, with what its status has counted before. */
export function tallyPods({ job, pods }: JobSync): Tally {
  const completions = job.spec?.completions ?? 0;
  const indexed = isIndexed(job);
  const counts = (pod: Pod): boolean => !indexed || (indexOf(pod) ?? completions) < completions;
  const active = pods.filter(isActive);
  const terminating = pods.filter((pod) => isTerminating(pod) && !isTerminal(pod)).length;
  const newSucceeded = pods.filter((pod) => isTracked(pod) && pod.status?.phase === 'Succeeded' && counts(pod));
  const succeededIndexes = indexed ? parseIndexes(job.status?.completedIndexes, completions) : new Set<number>();
  for (const pod of newSucceeded) if (indexed) succeededIndexes.add(indexOf(pod) ?? 0);
  const failedPods = pods.filter((pod) => isTracked(pod) && countsAsFailed(pod, job) && counts(pod));
  const failedIndexes = hasLimitPerIndex(job) ? indexesOutOfTries(job, failedPods, succeededIndexes) : new Set<number>();
  const kept = hasLimitPerIndex(job) ? keptPods(failedPods, active, failedIndexes, succeededIndexes) : new Map<number, Pod>();
  const newFailed = failedPods.filter((pod) => kept.get(indexOf(pod) ?? -1) !== pod);
  const countedFailures = newFailed.filter((pod) => !isIgnoredFailure(job, pod)).length;
  return {
    active,
    terminating,
    newSucceeded,
    newFailed,
    succeeded: indexed ? succeededIndexes.size : (job.status?.succeeded ?? 0) + newSucceeded.length,
    failed: (job.status?.failed ?? 0) + countedFailures,
    succeededIndexes,
    failedIndexes,
    kept,
  };
}

export function isIgnoredFailure(job: Job, pod: Pod): boolean {
  return job.spec?.podFailurePolicy !== undefined && matchFailurePolicy(job, pod).action === 'Ignore';
}

/** Indexes that have failed once too often, or that the failure policy gives up (calculateFailedIndexes). */
function indexesOutOfTries(job: Job, failedPods: readonly Pod[], succeeded: ReadonlySet<number>): Set<number> {
  const indexes = parseIndexes(job.status?.failedIndexes, job.spec?.completions ?? 0);
  for (const pod of failedPods) {
    const index = indexOf(pod) ?? -1;
    if (succeeded.has(index)) continue;
    const action = job.spec?.podFailurePolicy === undefined ? 'Count' : matchFailurePolicy(job, pod).action;
    const tries = failuresBefore(pod).counted + (action === 'Ignore' ? 0 : 1);
    if (action === 'FailIndex' || tries > (job.spec?.backoffLimitPerIndex ?? 0)) indexes.add(index);
  }
  return indexes;
}

/** Of each index that goes on, the last failed pod: it tells its replacement how often it has failed (getPodsWithDelayedDeletionPerIndex). */
function keptPods(failedPods: readonly Pod[], active: readonly Pod[], failedIndexes: ReadonlySet<number>, succeeded: ReadonlySet<number>): Map<number, Pod> {
  const tries = (pod: Pod): number => failuresBefore(pod).counted + failuresBefore(pod).ignored;
  const kept = new Map<number, Pod>();
  for (const pod of failedPods) {
    const index = indexOf(pod) ?? -1;
    if (failedIndexes.has(index) || succeeded.has(index)) continue;
    const other = kept.get(index);
    if (other === undefined || tries(other) <= tries(pod)) kept.set(index, pod);
  }
  for (const pod of active) {
    const index = indexOf(pod) ?? -1;
    const failed = kept.get(index);
    if (failed !== undefined && tries(pod) > tries(failed)) kept.delete(index);
  }
  return kept;
}
