import type { ChangeAction, Plan } from '../../plan/plan-model.ts';
import { count, listed } from '../../plan/words.ts';
import type { Report } from '../report.ts';
import { changeCounts, findingCounts, verdictOf } from '../summary-line.ts';
import { list, text } from './markup.ts';

/** The answer first: will it work, what to do about it, how much changes. Then what the answer is about, and where to find the rest. */
export function pageHeader(report: Report, sections: readonly string[]): string {
  const { tone, sign, words } = headlineOf(report);
  const links = sections.flatMap((section) => {
    const match = /^<section id="([a-z-]+)"><h2>([^<]+)<\/h2>/.exec(section);
    return match === null ? [] : [`<a href="#${match[1] ?? ''}">${match[2] ?? ''}</a>`];
  });
  return [
    `<header><p class="soft">kubeplan</p><h1 class="${tone}"><span aria-hidden="true">${sign}</span> ${text(words)}</h1>`,
    ...adviceOf(report).map((advice) => `<p class="lead">${text(advice)}</p>`),
    report.plan === undefined ? '' : tiles(report.plan),
    `<p class="soft">${text(factsOf(report).join(' · '))}</p>`,
    links.length > 1 ? `<nav aria-label="Sections">${list(links)}</nav>` : '',
    '</header>',
  ].join('\n');
}

export interface Headline {
  readonly tone: 'error' | 'warning' | 'fine';
  readonly sign: '✖' | '▲' | '✔';
  readonly words: string;
}

/** The verdict of the whole report in a few words. */
export function headlineOf(report: Report): Headline {
  const { summary, plan } = report;
  const bad = (words: string): Headline => ({ tone: 'error', sign: '✖', words });
  const doubt = (words: string): Headline => ({ tone: 'warning', sign: '▲', words });
  const good = (words: string): Headline => ({ tone: 'fine', sign: '✔', words });
  if (plan === undefined) {
    const found = findingCounts(report);
    return summary.errors > 0 ? bad(found) : summary.warnings > 0 ? doubt(found) : good(found === '' ? 'Nothing found' : found);
  }
  if (!plan.complete) return bad('The simulation did not finish');
  const verdict = verdictOf(plan);
  if (verdict === 'cannot complete') return bad('This change cannot complete');
  const words = plan.changes.length === 0 ? 'Nothing changes' : verdict === '' ? changeCounts(plan) : verdict === 'outcome unknown' ? 'The outcome of this change is unknown' : `This change ${verdict}`;
  return summary.errors > 0 ? bad(words) : summary.warnings > 0 || verdict === 'outcome unknown' ? doubt(words) : good(words);
}

function adviceOf({ plan, summary: { errors, warnings } }: Report): string[] {
  if (plan === undefined) return [];
  const todo = [...(errors > 0 ? [`fix ${count(errors, 'error')}`] : []), ...(warnings > 0 ? [`look at ${count(warnings, 'warning')}`] : [])];
  return [
    ...(plan.complete ? [] : [`What follows is not the whole truth: ${plan.stoppedBecause ?? 'the simulation hit a limit'}.`]),
    ...(todo.length === 0 ? [] : [`Before you apply this, ${listed(todo)}.`]),
  ];
}

const ACTIONS: readonly ChangeAction[] = ['create', 'update', 'replace', 'delete'];

function tiles(plan: Plan): string {
  const counts = ACTIONS.map((action) => ({ action, amount: plan.changes.filter((change) => change.action === action).length })).filter(({ amount }) => amount > 0);
  const items = counts.map(({ action, amount }) => `<strong>${amount}</strong> <span class="pill ${action}">${action}</span>`);
  return list([...items, ...(plan.unchanged > 0 ? [`<strong>${plan.unchanged}</strong> <span class="soft">unchanged</span>`] : [])], 'tiles');
}

function factsOf({ plan, summary, kubernetesVersion }: Report): string[] {
  const about = [`Kubernetes ${kubernetesVersion}`, `${count(summary.documents, 'object')} in ${count(summary.files, 'file')}`];
  if (plan === undefined) return about;
  return [...about, plan.cluster ?? 'no nodes known, so no placement is claimed', plan.against === undefined ? 'everything counts as new' : `against ${plan.against}`];
}
