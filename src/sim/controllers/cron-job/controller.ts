import { equalJson } from '../../../api/json.ts';
import type { CronTimes } from '../../../api/cron-times.ts';
import type { CronJobStatus } from '../../../api/types/batch-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import { formatTime, parseTime } from '../../kernel/wall-clock.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { controllerOf, objectKey, type CronJob, type Job } from '../../objects.ts';
import type { Recorder } from '../../recorder.ts';
import { isFinished, jobCondition } from '../../jobs/conditions.ts';
import { controllerReference } from '../ownership.ts';
import { mostRecent, scheduleCache, type parseSchedule } from './schedule.ts';

/** Jobs start a little after the tick (nextScheduleDelta). */
const DELTA_MS = 100;
const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** Models pkg/controller/cronjob/cronjob_controllerv2.go, v1.36. */
export function startCronJobController(context: ComponentContext): void {
  const client = clientOf(context, 'cronjob-controller');
  const schedules = scheduleCache();
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, queue, schedules));
  client.watch('CronJob.batch', ({ object }) => queue.add(objectKey(object)));
  client.watch('Job.batch', ({ object }) => {
    const owner = controllerOf(object);
    if (owner?.kind === 'CronJob') queue.add(`${object.metadata.namespace ?? ''}/${owner.name}`);
  });
}

/** One sync: what it works with. `status` is the status to be. */
interface Sync {
  readonly client: Client;
  readonly recorder: Recorder;
  readonly cronJob: CronJob;
  readonly status: CronJobStatus;
  readonly jobs: readonly Job[];
  readonly schedules: typeof parseSchedule;
}

type Outcome = { readonly requeueMs?: number } | { readonly failed: string };

function reconcile(key: string, context: ComponentContext, client: Client, queue: WorkQueue, schedules: typeof parseSchedule): ReconcileResult {
  const cronJob = client.getByKey('CronJob.batch', key);
  if (cronJob === undefined) return undefined;
  const jobs = client.indexes.byController('Job.batch').list(cronJob.metadata.uid ?? '') as Job[];
  const sync: Sync = { client, recorder: context.recorder, cronJob, status: { ...cronJob.status }, jobs, schedules };
  followJobs(sync);
  const outcome = startNext(sync);
  cleanUp(sync);
  const current = client.getByKey('CronJob.batch', key);
  if (current !== undefined && !equalJson(current.status, sync.status)) client.updateStatus({ ...current, status: sync.status } as CronJob);
  if ('failed' in outcome) return outcome;
  if (outcome.requeueMs !== undefined) queue.addAfter(key, outcome.requeueMs, { background: true });
  return undefined;
}

/** Takes Jobs that have ended or are gone out of the active list, and remembers the last success. */
function followJobs({ client, recorder, cronJob, status, jobs }: Sync): void {
  const active = status.active ?? [];
  const byUid = new Map(jobs.map((job) => [job.metadata.uid, job]));
  const stillActive = active.filter(({ uid, name }) => {
    const job = byUid.get(uid);
    if (job === undefined) {
      recorder.event(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name ?? ''}`, client.by);
      return false;
    }
    if (!isFinished(job)) return true;
    const end = jobCondition(job, 'Complete') === undefined ? 'Failed' : 'Complete';
    recorder.event(cronJob, 'Normal', 'SawCompletedJob', `Saw completed job: ${name ?? ''}, condition: ${end}`, client.by);
    return false;
  });
  if (stillActive.length !== active.length) status.active = stillActive;
  for (const job of jobs) {
    const completed = (job.status?.completionTime as string | undefined) ?? '';
    if (jobCondition(job, 'Complete') !== undefined && completed > ((status.lastSuccessfulTime as string | undefined) ?? '')) status.lastSuccessfulTime = completed;
  }
  if (status.active?.length === 0) delete status.active;
}

/** Starts the Job of the most recent time that is due, if nothing speaks against it (syncCronJob). */
function startNext(sync: Sync): Outcome {
  const { client, recorder, cronJob, status, schedules } = sync;
  const { spec } = cronJob;
  if (cronJob.metadata.deletionTimestamp !== undefined || spec?.suspend === true) return {};
  const schedule = schedules(spec?.schedule ?? '', spec?.timeZone);
  if (schedule === undefined) {
    recorder.event(cronJob, 'Warning', 'UnparseableSchedule', `unparseable schedule: "${spec?.schedule ?? ''}"`, client.by);
    return {};
  }
  const now = client.clock.epochMs;
  const requeue = (): Outcome => untilNext(sync, schedule);
  const due = mostRecent(schedule, earliest(sync, true), now);
  if (due === undefined) return requeue();
  if (spec?.startingDeadlineSeconds !== undefined && due + spec.startingDeadlineSeconds * 1000 < now) {
    recorder.event(cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${formatTime(due)}`, client.by);
    return requeue();
  }
  const name = `${cronJob.metadata.name ?? ''}-${Math.floor(due / 60_000)}`;
  if (status.active?.some((reference) => reference.name === name) === true || status.lastScheduleTime === formatTime(due)) return requeue();
  if (spec?.concurrencyPolicy === 'Forbid' && (status.active ?? []).length > 0) {
    recorder.event(cronJob, 'Normal', 'JobAlreadyActive', 'Not starting job because prior execution is running and concurrency policy is Forbid', client.by);
    return requeue();
  }
  if (spec?.concurrencyPolicy === 'Replace') replaceActive(sync);
  const created = client.create(jobFor(cronJob, name, due));
  if (!created.ok) {
    if (created.reason !== 'AlreadyExists') recorder.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${created.message}`, client.by);
    return { failed: created.message };
  }
  recorder.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`, client.by);
  const { uid, namespace, resourceVersion } = created.object.metadata;
  status.active = [...(status.active ?? []), { apiVersion: 'batch/v1', kind: 'Job', name, namespace, uid, resourceVersion }];
  status.lastScheduleTime = formatTime(due);
  return requeue();
}

/** From when on times count: the last start or the creation, and not longer ago than the deadline allows. */
function earliest({ cronJob, status, client }: Sync, withDeadline: boolean): number {
  const since = parseTime((status.lastScheduleTime as string | undefined) ?? cronJob.metadata.creationTimestamp ?? '') ?? 0;
  const seconds = cronJob.spec?.startingDeadlineSeconds;
  return withDeadline && seconds !== undefined ? Math.max(since, client.clock.epochMs - seconds * 1000) : since;
}

function untilNext(sync: Sync, schedule: CronTimes): Outcome {
  const now = sync.client.clock.epochMs;
  const since = earliest(sync, false);
  let next = schedule.next(mostRecent(schedule, since, now) ?? since);
  // Times were missed, but which one was the last is not known (see mostRecent): it goes on from now.
  if (next !== undefined && next <= now) next = schedule.next(now);
  return next === undefined ? {} : { requeueMs: next + DELTA_MS - now };
}

function replaceActive({ client, recorder, cronJob, status, jobs }: Sync): void {
  for (const { uid } of status.active ?? []) {
    const job = jobs.find((candidate) => candidate.metadata.uid === uid);
    if (job === undefined) continue;
    client.delete(job, { propagation: 'Background' });
    recorder.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name ?? ''}`, client.by);
  }
  delete status.active;
}

function jobFor(cronJob: CronJob, name: string, dueEpochMs: number): Job {
  const template = cronJob.spec?.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cronJob.metadata.namespace,
      ...(template?.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
      annotations: { ...template?.metadata?.annotations, [SCHEDULED_AT]: formatTime(dueEpochMs) },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: template?.spec,
  };
}

/** Deletes the oldest finished Jobs beyond the history limits. */
function cleanUp({ client, recorder, cronJob, jobs }: Sync): void {
  const remove = (type: 'Complete' | 'Failed', limit: number | undefined): void => {
    if (limit === undefined) return;
    const ended = jobs.filter((job) => jobCondition(job, type) !== undefined && job.metadata.deletionTimestamp === undefined);
    ended.sort((a, b) => compare(startOf(a), startOf(b)) || compare(a.metadata.name ?? '', b.metadata.name ?? ''));
    for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
      client.delete(job, { propagation: 'Background' });
      recorder.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name ?? ''}`, client.by);
    }
  };
  remove('Complete', cronJob.spec?.successfulJobsHistoryLimit ?? 3);
  remove('Failed', cronJob.spec?.failedJobsHistoryLimit ?? 1);
}

function startOf(job: Job): string {
  return (job.status?.startTime as string | undefined) ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
