import type { JobCondition } from '../../api/types/batch-v1.ts';
import type { Job } from '../objects.ts';

/** A condition of a Job that is true. */
export function jobCondition(job: Job, type: string): JobCondition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

export function isFinished(job: Job): boolean {
  return jobCondition(job, 'Complete') !== undefined || jobCondition(job, 'Failed') !== undefined;
}
