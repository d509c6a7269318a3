import type { JobCondition } from '../../../api/types/batch-v1.ts';
import { jobCondition } from '../../jobs/conditions.ts';
import type { Job } from '../../objects.ts';

export interface Verdict {
  /** Whether the Job ends as done or as failed. */
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

export const COMPLETIONS_REACHED: Verdict = { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };

/** The verdict that is already written down, while the last pods are ending. */
export function standingVerdict(job: Job): Verdict | undefined {
  const target = jobCondition(job, 'FailureTarget');
  if (target !== undefined) return { type: 'Failed', reason: target.reason ?? '', message: target.message ?? '' };
  const met = jobCondition(job, 'SuccessCriteriaMet');
  return met === undefined ? undefined : { type: 'Complete', reason: met.reason ?? '', message: met.message ?? '' };
}

/** The conditions with one of them set (ensureJobConditionStatus); a false one that is not there yet is not added. */
export function withJobCondition(conditions: readonly JobCondition[], next: { readonly type: string; readonly status: 'True' | 'False'; readonly reason: string; readonly message: string }, timestamp: string): readonly JobCondition[] {
  const known = conditions.find((condition) => condition.type === next.type);
  if (known === undefined ? next.status === 'False' : known.status === next.status) return conditions;
  const set = { ...next, lastProbeTime: timestamp, lastTransitionTime: timestamp };
  return known === undefined ? [...conditions, set] : conditions.map((condition) => (condition === known ? set : condition));
}
