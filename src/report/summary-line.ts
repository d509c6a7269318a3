import { formatDuration } from '../plan/duration.ts';
import type { ChangeAction, Plan } from '../plan/plan-model.ts';
import { count } from '../plan/words.ts';
import type { Report } from './report.ts';

/** The last line of a run, made to be quoted: `Plan: 1 to create, 2 to update · 2 errors, 1 warning · cannot complete`. */
export function summaryLine(report: Report): string {
  const { files, documents, ignored } = report.summary;
  const findings = findingCounts(report);
  const aside = ignored === 0 ? '' : `${ignored} ignored`;
  const { plan } = report;
  if (plan === undefined) return [`${count(documents, 'object')} in ${count(files, 'file')}`, findings === '' ? 'no findings' : findings, aside].filter((part) => part !== '').join(' · ');
  return [`Plan: ${changeCounts(plan)}`, findings, aside, verdictOf(plan)].filter((part) => part !== '').join(' · ');
}

/** `2 errors, 1 warning`; empty when there are no findings. */
export function findingCounts(report: Report): string {
  const { errors, warnings, infos } = report.summary;
  return [errors === 0 ? '' : count(errors, 'error'), warnings === 0 ? '' : count(warnings, 'warning'), infos === 0 ? '' : `${infos} info`]
    .filter((part) => part !== '')
    .join(', ');
}

/** `1 to create, 2 to update`, or `no changes`. */
export function changeCounts(plan: Plan): string {
  const actions: readonly ChangeAction[] = ['create', 'update', 'replace', 'delete'];
  const parts = actions.map((action) => ({ action, amount: plan.changes.filter((change) => change.action === action).length }));
  const named = parts.filter(({ amount }) => amount > 0).map(({ action, amount }) => `${amount} to ${action}`);
  return named.length === 0 ? 'no changes' : named.join(', ');
}

/** What becomes of the rollouts: `completes in 36 s`, `cannot complete`, `simulation incomplete`; empty when nothing moves. */
export function verdictOf(plan: Plan): string {
  if (!plan.complete) return `simulation incomplete${plan.stoppedBecause === undefined ? '' : ` (${plan.stoppedBecause})`}`;
  if (plan.rollouts.some(({ verdict }) => verdict === 'stalls') || plan.changes.some(({ refused }) => refused !== undefined)) return 'cannot complete';
  if (plan.rollouts.length === 0) return '';
  if (plan.rollouts.some(({ verdict }) => verdict === 'unknown')) return 'outcome unknown';
  return `completes in ${formatDuration(Math.max(...plan.rollouts.map(({ durationMs }) => durationMs)))}`;
}
