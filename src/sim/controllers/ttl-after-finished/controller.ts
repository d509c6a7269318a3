import { clientOf, reconcileQueue, type ComponentContext } from '../../component.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import { objectKey } from '../../objects.ts';
import { jobCondition } from '../../jobs/conditions.ts';

/** Deletes Jobs some time after they have ended (pkg/controller/ttlafterfinished, v1.36). */
export function startTtlAfterFinishedController(context: ComponentContext): void {
  const client = clientOf(context, 'ttl-after-finished-controller');
  const queue = reconcileQueue(context, (key) => {
    const job = client.getByKey('Job.batch', key);
    const seconds = job?.spec?.ttlSecondsAfterFinished;
    const end = job === undefined ? undefined : (jobCondition(job, 'Complete') ?? jobCondition(job, 'Failed'));
    if (job === undefined || seconds === undefined || end === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
    const leftMs = (parseTime(end.lastTransitionTime ?? '') ?? 0) + seconds * 1000 - client.clock.epochMs;
    if (leftMs > 0) queue.addAfter(key, leftMs, { background: true });
    else client.delete(job, { propagation: 'Foreground' });
    return undefined;
  });
  client.watch('Job.batch', ({ type, object }) => {
    if (type !== 'deleted' && object.spec?.ttlSecondsAfterFinished !== undefined) queue.add(objectKey(object));
  });
}
