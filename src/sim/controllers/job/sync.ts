import { equalJson } from '../../../api/json.ts';
import type { JobCondition, JobStatus } from '../../../api/types/batch-v1.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import type { Job, Pod } from '../../objects.ts';
import { isReady, isTerminal, isTerminating } from '../../pods/conditions.ts';
import { nextRecord, type BackoffRecord } from './backoff.ts';
import { jobCondition } from '../../jobs/conditions.ts';
import { COMPLETIONS_REACHED, standingVerdict, withJobCondition, type Verdict } from './conditions.ts';
import { formatIndexes } from './indexes.ts';
import { deleteActive, manageJob } from './manage.ts';
import { countsAsFailed, hasLimitPerIndex, isIndexed, isTracked, release } from './pods.ts';
import { matchFailurePolicy, matchSuccessPolicy } from './policies.ts';
import { isIgnoredFailure, tallyPods, type JobSync, type Tally } from './tally.ts';

export interface JobOutcome {
  readonly record?: BackoffRecord;
  readonly recheckMs?: number;
  readonly failed?: string;
}

/** One sync (syncJob in pkg/controller/job/job_controller.go, v1.36): count, judge, create or delete, write down. */
export function syncJob(sync: JobSync): JobOutcome {
  const { client, job } = sync;
  const suspended = job.spec?.suspend === true;
  const startTime = (job.status?.startTime as string | undefined) ?? (suspended ? undefined : client.clock.timestamp);
  const tally = tallyPods(sync);
  const record = nextRecord(sync.record, tally.newSucceeded, tally.newFailed, client.clock.epochMs);
  let verdict = judge(sync, tally, startTime);
  let active = tally.active.length;
  let managed: ReturnType<typeof manageJob> | undefined;
  if (verdict !== undefined) active -= deleteActive(sync, tally.active);
  else {
    if (job.metadata.deletionTimestamp === undefined) {
      managed = manageJob(sync, tally, record);
      active = managed.active;
    }
    if (isComplete(job, tally, active)) verdict = COMPLETIONS_REACHED;
  }
  save(sync, tally, { active, startTime, verdict });
  const deadlineMs = verdict === undefined && !suspended ? untilDeadlineMs(job, startTime, client.clock.epochMs) : undefined;
  const rechecks = [managed?.recheckMs, deadlineMs].filter((delay) => delay !== undefined);
  return {
    record,
    ...(rechecks.length === 0 ? {} : { recheckMs: Math.min(...rechecks) }),
    ...(managed?.failed === undefined ? {} : { failed: managed.failed }),
  };
}

/** Whether the Job is over before it is complete, in the real order of the checks. */
function judge(sync: JobSync, tally: Tally, startTime: string | undefined): Verdict | undefined {
  const { job, pods, client } = sync;
  const standing = standingVerdict(job);
  if (standing !== undefined) return standing;
  const fatal = job.spec?.podFailurePolicy === undefined ? undefined : pods.filter((pod) => countsAsFailed(pod, job)).map((pod) => matchFailurePolicy(job, pod)).find(({ action }) => action === 'FailJob');
  if (fatal !== undefined) return { type: 'Failed', reason: 'PodFailurePolicy', message: fatal.message };
  if (tally.failed > (job.spec?.backoffLimit ?? 6) || restartsExceedLimit(job, pods)) {
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  const leftMs = job.spec?.suspend === true ? undefined : untilDeadlineMs(job, startTime, client.clock.epochMs);
  if (leftMs !== undefined && leftMs <= 0) return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  const perIndex = hasLimitPerIndex(job) ? judgeIndexes(job, tally) : undefined;
  if (perIndex !== undefined) return perIndex;
  const met = isIndexed(job) ? matchSuccessPolicy(job, tally.succeededIndexes) : undefined;
  return met === undefined ? undefined : { type: 'Complete', reason: 'SuccessPolicy', message: met };
}

function judgeIndexes(job: Job, { failedIndexes, succeededIndexes }: Tally): Verdict | undefined {
  const max = job.spec?.maxFailedIndexes;
  if (max !== undefined && failedIndexes.size > max) {
    return { type: 'Failed', reason: 'MaxFailedIndexesExceeded', message: 'Job has exceeded the specified maximal number of failed indexes' };
  }
  const isOver = failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= (job.spec?.completions ?? 0);
  return isOver ? { type: 'Failed', reason: 'FailedIndexes', message: 'Job has failed indexes' } : undefined;
}

/** With restartPolicy OnFailure the restarts of the containers count as failures (pastBackoffLimitOnFailure). */
function restartsExceedLimit(job: Job, pods: readonly Pod[]): boolean {
  if (job.spec?.template?.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const pod of pods) {
    if (pod.status?.phase !== 'Running' && pod.status?.phase !== 'Pending') continue;
    for (const status of [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])]) restarts += status.restartCount ?? 0;
  }
  const limit = job.spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function untilDeadlineMs(job: Job, startTime: string | undefined, nowEpochMs: number): number | undefined {
  const seconds = job.spec?.activeDeadlineSeconds;
  const start = startTime === undefined ? undefined : parseTime(startTime);
  return seconds === undefined || start === undefined ? undefined : start + seconds * 1000 - nowEpochMs;
}

function isComplete(job: Job, { succeeded }: Tally, active: number): boolean {
  const completions = job.spec?.completions;
  return completions === undefined ? succeeded > 0 && active === 0 : succeeded >= completions;
}

interface Result {
  readonly active: number;
  readonly startTime: string | undefined;
  readonly verdict: Verdict | undefined;
}

/** Lets counted pods go and writes the status (trackJobStatusAndRemoveFinalizers and enactJobFinished). */
function save(sync: JobSync, tally: Tally, result: Result): void {
  const { client, job } = sync;
  const { verdict } = result;
  const counted = [...tally.newSucceeded, ...tally.newFailed];
  const isOver = verdict !== undefined || job.metadata.deletionTimestamp !== undefined;
  // With the verdict the Job lets go of all its pods; those that a failed Job still ran have failed, too.
  const others = isOver ? sync.pods.filter((pod) => isTracked(pod) && !counted.includes(pod)) : [];
  const failedWithJob = others.filter((pod) => (verdict?.type === 'Failed' || countsAsFailed(pod, job)) && !isIgnoredFailure(job, pod)).length;
  for (const pod of [...counted, ...others]) release(client, pod);
  const current = client.get('Job.batch', job.metadata.namespace, job.metadata.name ?? '');
  if (current === undefined) return;
  const pending = result.active > 0 || [...client.indexes.byController('Pod').get(job.metadata.uid ?? '') as Iterable<Pod>].some((pod) => !isTerminal(pod));
  const status = nextStatus(sync, { ...tally, failed: tally.failed + failedWithJob }, result, verdict !== undefined && !pending);
  if (equalJson(current.status, status)) return;
  client.updateStatus({ ...current, status } as Job);
  announce(sync, current, status);
}

function nextStatus({ client, job }: JobSync, tally: Tally, { active, startTime, verdict }: Result, isFinal: boolean): JobStatus {
  const { timestamp } = client.clock;
  const suspended = job.spec?.suspend === true;
  let conditions: readonly JobCondition[] = job.status?.conditions ?? [];
  const was = jobCondition(job, 'Suspended') !== undefined;
  if (verdict === undefined) {
    const next = suspended ? { reason: 'JobSuspended', message: 'Job suspended' } : { reason: 'JobResumed', message: 'Job resumed' };
    conditions = withJobCondition(conditions, { type: 'Suspended', status: suspended ? 'True' : 'False', ...next }, timestamp);
  } else {
    const interim = verdict.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
    conditions = withJobCondition(conditions, { type: interim, status: 'True', reason: verdict.reason, message: verdict.message }, timestamp);
    if (isFinal) conditions = withJobCondition(conditions, { type: verdict.type, status: 'True', reason: verdict.reason, message: verdict.message }, timestamp);
  }
  const resumed = was && !suspended && verdict === undefined;
  const start = suspended && verdict === undefined ? undefined : resumed ? timestamp : startTime;
  const completedIndexes = formatIndexes(tally.succeededIndexes);
  const failedIndexes = formatIndexes(tally.failedIndexes);
  return {
    ...(active === 0 ? {} : { active }),
    ...readyAndTerminating({ client, job }, tally),
    ...(tally.succeeded === 0 ? {} : { succeeded: tally.succeeded }),
    ...(tally.failed === 0 ? {} : { failed: tally.failed }),
    ...(completedIndexes === '' ? {} : { completedIndexes }),
    ...(hasLimitPerIndex(job) ? { failedIndexes } : {}),
    ...(start === undefined ? {} : { startTime: start }),
    ...(isFinal && verdict?.type === 'Complete' ? { completionTime: timestamp } : {}),
    ...(conditions.length === 0 ? {} : { conditions: [...conditions] }),
    uncountedTerminatedPods: {},
  };
}

/** Of the pods that the sync has seen those that are still to run and ready, and all that are ending now. */
function readyAndTerminating({ client, job }: Pick<JobSync, 'client' | 'job'>, tally: Tally): { readonly ready: number; readonly terminating: number } {
  const ending = new Set<string | undefined>();
  for (const pod of client.indexes.byController('Pod').get(job.metadata.uid ?? '') as Iterable<Pod>) if (isTerminating(pod) && !isTerminal(pod)) ending.add(pod.metadata.uid);
  return { ready: tally.active.filter((pod) => isReady(pod) && !ending.has(pod.metadata.uid)).length, terminating: ending.size };
}

function announce({ recorder, client }: JobSync, before: Job, after: JobStatus): void {
  for (const { type, status, reason = '', message = '' } of after.conditions ?? []) {
    const isNew = !before.status?.conditions?.some((known) => known.type === type && known.status === status);
    if (!isNew) continue;
    if (type === 'Complete') recorder.event(before, 'Normal', 'Completed', 'Job completed', client.by);
    else if (type === 'Failed') recorder.event(before, 'Warning', reason, message, client.by);
    else if (type === 'Suspended') recorder.event(before, 'Normal', status === 'True' ? 'Suspended' : 'Resumed', message, client.by);
  }
}
