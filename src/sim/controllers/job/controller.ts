import { clientOf, reconcileQueue, type ComponentContext } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import type { KubeObject } from '../../../api/object.ts';
import { objectKey, type Job } from '../../objects.ts';
import { claim, ownersConcerned } from '../ownership.ts';
import { NO_FAILURES, type BackoffRecord } from './backoff.ts';
import { isFinished } from '../../jobs/conditions.ts';
import { isTracked, release } from './pods.ts';
import { syncJob } from './sync.ts';
import type { Pod } from '../../objects.ts';

/** Syncs that pods cause are gathered for so long (SyncJobBatchPeriod). */
const BATCH_MS = 1000;

/** Models pkg/controller/job/job_controller.go, v1.36. */
export function startJobController(context: ComponentContext): void {
  const client = clientOf(context, 'job-controller');
  const records = new Map<string, BackoffRecord>();
  const queue = reconcileQueue(context, (key) => {
    const job = client.getByKey('Job.batch', key);
    if (job === undefined || isFinished(job)) {
      if (job !== undefined) releasePods(client, job);
      records.delete(key);
      return undefined;
    }
    const pods = claim<Pod>(client, job, 'Pod', job.spec?.selector);
    const outcome = syncJob({ client, recorder: context.recorder, job, pods, record: records.get(key) ?? NO_FAILURES });
    if (outcome.record !== undefined) records.set(key, outcome.record);
    if (outcome.failed !== undefined) return { failed: outcome.failed };
    if (outcome.recheckMs !== undefined) queue.addAfter(key, outcome.recheckMs);
    return undefined;
  });
  client.watch('Job.batch', ({ type, object, previous }) => {
    const key = objectKey(object);
    if (type === 'updated' && object.metadata.generation === previous?.metadata.generation) queue.addAfter(key, BATCH_MS);
    else queue.add(key);
    if (type === 'deleted') for (const pod of podsOf(client, object)) release(client, pod);
  });
  client.watch('Pod', ({ object, previous }) => {
    for (const key of ownersConcerned(client, 'Job.batch', 'Job', (owner: KubeObject) => (owner as Job).spec?.selector, object, previous)) queue.addAfter(key, BATCH_MS);
    if (isTracked(object) && isOrphan(client, object)) release(client, object);
  });
}

/** A finished Job keeps no pod from going. */
function releasePods(client: Client, job: Job): void {
  for (const pod of podsOf(client, job)) release(client, pod);
}

function podsOf(client: Client, job: Job): Pod[] {
  return (client.indexes.byController('Pod').list(job.metadata.uid ?? '') as Pod[]).filter(isTracked);
}

function isOrphan(client: Client, pod: Pod): boolean {
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller === true && reference.kind === 'Job');
  return owner === undefined ? pod.metadata.deletionTimestamp !== undefined : client.store.getByUid(owner.uid ?? '') === undefined;
}
