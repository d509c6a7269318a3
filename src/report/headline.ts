import { count, listed } from '../plan/words.ts';
import type { Report } from './report.ts';
import { changeCounts, findingCounts, verdictOf } from './summary-line.ts';

/** The verdict of a whole report in a few words, with its tone. */
export interface Headline {
  readonly tone: 'error' | 'warning' | 'fine';
  readonly sign: '✖' | '▲' | '✔';
  readonly words: string;
}

export function headlineOf(report: Report): Headline {
  const { summary, plan } = report;
  const bad = (words: string): Headline => ({ tone: 'error', sign: '✖', words });
  const doubt = (words: string): Headline => ({ tone: 'warning', sign: '▲', words });
  const good = (words: string): Headline => ({ tone: 'fine', sign: '✔', words });
  if (plan === undefined) {
    const found = findingCounts(report);
    return summary.errors > 0 ? bad(found) : summary.warnings > 0 ? doubt(found) : good(found === '' ? 'No findings' : found);
  }
  if (!plan.complete) return bad('The simulation did not finish');
  const verdict = verdictOf(plan);
  if (verdict === 'cannot complete') return bad('This change cannot complete');
  const unknown = verdict === 'outcome unknown';
  const words = plan.changes.length === 0 ? 'Nothing changes' : verdict === '' ? changeCounts(plan) : unknown ? 'The outcome of this change is unknown' : `This change ${verdict}`;
  return summary.errors > 0 ? bad(words) : summary.warnings > 0 || unknown ? doubt(words) : good(words);
}

/** What to do before the change is applied, a sentence each. */
export function adviceOf({ plan, summary: { errors, warnings } }: Report): string[] {
  if (plan === undefined) return [];
  const todo = [...(errors > 0 ? [`fix ${count(errors, 'error')}`] : []), ...(warnings > 0 ? [`look at ${count(warnings, 'warning')}`] : [])];
  return [
    ...(plan.complete ? [] : [`What follows is not the whole truth: ${plan.stoppedBecause ?? 'the simulation hit a limit'}.`]),
    ...(todo.length === 0 ? [] : [`Before you apply this, ${listed(todo)}.`]),
  ];
}

/** What the report is about: release, amount of input, nodes, the state before. */
export function factsOf({ plan, summary, kubernetesVersion }: Report): string[] {
  const about = [`Kubernetes ${kubernetesVersion}`, `${count(summary.documents, 'object')} in ${count(summary.files, 'file')}`];
  const aside = summary.ignored === 0 ? [] : [count(summary.ignored, 'ignored finding')];
  if (plan === undefined) return [...about, ...aside];
  return [...about, plan.cluster ?? 'no nodes known, so no placement is claimed', plan.against === undefined ? 'everything counts as new' : `against ${plan.against}`, ...aside];
}
