import type { ChangeAction, Plan } from '../../plan/plan-model.ts';
import { adviceOf, factsOf, headlineOf } from '../headline.ts';
import type { Report } from '../report.ts';
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

const ACTIONS: readonly ChangeAction[] = ['create', 'update', 'replace', 'delete'];

function tiles(plan: Plan): string {
  const counts = ACTIONS.map((action) => ({ action, amount: plan.changes.filter((change) => change.action === action).length })).filter(({ amount }) => amount > 0);
  const items = counts.map(({ action, amount }) => `<strong>${amount}</strong> <span class="pill ${action}">${action}</span>`);
  return list([...items, ...(plan.unchanged > 0 ? [`<strong>${plan.unchanged}</strong> <span class="soft">unchanged</span>`] : [])], 'tiles');
}
