import type { Job, Pod } from '../../objects.ts';
import { createPod, deletePod } from '../pod-control.ts';
import { podsToDelete } from '../pod-ranks.ts';
import { BURST_REPLICAS, slowStartBatch } from '../slow-start.ts';
import { remainingForIndexMs, remainingMs, type BackoffRecord } from './backoff.ts';
import { failuresBefore, hasLimitPerIndex, indexOf, isIndexed, newPod, release, replacesOnlyFailed } from './pods.ts';
import { matchFailurePolicy } from './policies.ts';
import type { JobSync, Tally } from './tally.ts';

export interface Managed {
  readonly active: number;
  readonly recheckMs?: number;
  readonly failed?: string;
}

/** Creates or deletes pods so that as many run as should (manageJob in pkg/controller/job/job_controller.go, v1.36). */
export function manageJob(sync: JobSync, tally: Tally, record: BackoffRecord): Managed {
  const { job, client } = sync;
  const active = tally.active.length;
  if (job.spec?.suspend === true) return { active: active - deleteUncounted(sync, tally.active) };
  const wanted = wantedActive(job, tally);
  const surplus = surplusPods(job, tally, active - wanted, client.clock.epochMs);
  if (surplus.length > 0) return { active: active - deleteUncounted(sync, surplus.slice(0, BURST_REPLICAS)) };
  const missing = wanted - active - (replacesOnlyFailed(job) ? tally.terminating : 0);
  if (missing <= 0) return { active };
  if (!hasLimitPerIndex(job)) {
    const waitMs = remainingMs(record, client.clock.epochMs);
    if (waitMs > 0) return { active, recheckMs: waitMs };
  }
  return isIndexed(job) ? createIndexed(sync, tally, Math.min(missing, BURST_REPLICAS)) : createAll(sync, active, new Array<undefined>(Math.min(missing, BURST_REPLICAS)).fill(undefined), tally);
}

/** Deletes pods; returns how many. */
export function deleteActive({ client, recorder, job }: JobSync, pods: readonly Pod[]): number {
  return pods.filter((pod) => deletePod(client, recorder, pod, job) === undefined).length;
}

/** Pods that the Job itself no longer wants do not count as failed: it lets go of them first (deleteJobPods). */
function deleteUncounted(sync: JobSync, pods: readonly Pod[]): number {
  for (const pod of pods) release(sync.client, pod);
  return deleteActive(sync, pods);
}

function wantedActive(job: Job, { active, succeeded }: Tally): number {
  const parallelism = job.spec?.parallelism ?? 1;
  const completions = job.spec?.completions;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** Pods of indexes that are out of range or there twice, then as many as it takes (activePodsForRemoval). */
function surplusPods(job: Job, { active }: Tally, atLeast: number, nowEpochMs: number): Pod[] {
  const chosen: Pod[] = [];
  let left: readonly Pod[] = active;
  if (isIndexed(job)) {
    const completions = job.spec?.completions ?? 0;
    const seen = new Set<number>();
    left = [...active].filter((pod) => {
      const index = indexOf(pod);
      const keep = index !== undefined && index < completions && !seen.has(index);
      if (index !== undefined) seen.add(index);
      if (!keep) chosen.push(pod);
      return keep;
    });
  }
  const more = atLeast - chosen.length;
  return more > 0 ? [...chosen, ...podsToDelete(left, [], more, nowEpochMs)] : chosen;
}

function createIndexed(sync: JobSync, tally: Tally, count: number): Managed {
  const { job, client } = sync;
  const active = tally.active.length;
  const indexes = pendingIndexes(sync, tally, count);
  if (!hasLimitPerIndex(job)) return createAll(sync, active, indexes, tally);
  const waits = indexes.map((index) => {
    const failed = tally.kept.get(index);
    return failed === undefined ? 0 : remainingForIndexMs(failed, client.clock.epochMs);
  });
  const ready = indexes.filter((_, position) => waits[position] === 0);
  const nextMs = Math.min(...waits.filter((wait) => wait > 0));
  const managed = createAll(sync, active, ready, tally);
  return Number.isFinite(nextMs) ? { ...managed, recheckMs: nextMs } : managed;
}

/** The lowest indexes that have neither ended nor a pod (firstPendingIndexes). */
function pendingIndexes({ job }: JobSync, { active, succeededIndexes, failedIndexes }: Tally, count: number): number[] {
  const taken = new Set<number | undefined>([...active.map(indexOf), ...succeededIndexes, ...failedIndexes]);
  const indexes: number[] = [];
  for (let index = 0; index < (job.spec?.completions ?? 0) && indexes.length < count; index += 1) if (!taken.has(index)) indexes.push(index);
  return indexes;
}

function createAll(sync: JobSync, active: number, indexes: readonly (number | undefined)[], tally: Tally): Managed {
  const { client, recorder, job } = sync;
  const { succeeded, failure } = slowStartBatch(indexes.length, (position) => {
    const index = indexes[position];
    const created = createPod(client, recorder, newPod(job, index, failuresFor(job, index, tally)), job);
    return created.ok ? undefined : created.message;
  });
  return failure === undefined ? { active: active + succeeded } : { active: active + succeeded, failed: failure };
}

/** How often the index has failed when this pod starts. */
function failuresFor(job: Job, index: number | undefined, tally: Tally): { readonly counted: number; readonly ignored: number } | undefined {
  if (index === undefined || !hasLimitPerIndex(job)) return undefined;
  const failed = tally.kept.get(index);
  if (failed === undefined) return { counted: 0, ignored: 0 };
  const before = failuresBefore(failed);
  const isIgnored = job.spec?.podFailurePolicy !== undefined && matchFailurePolicy(job, failed).action === 'Ignore';
  return isIgnored ? { counted: before.counted, ignored: before.ignored + 1 } : { counted: before.counted + 1, ignored: before.ignored };
}
