import type { Severity } from '../diag/severity.ts';
import type { Change } from '../plan/plan-model.ts';
import type { PlanDiff } from '../plan/plan-diff.ts';
import { count } from '../plan/words.ts';
import { objectText } from './plan-text.ts';
import { ACTION_SIGNS, SEVERITY_SIGNS } from './text-style.ts';

/** One difference between two plans in words, and how it is to be seen. */
export interface PlanDiffRow {
  readonly sign: string;
  readonly text: string;
  readonly tone: Severity | 'added' | 'removed' | 'aside';
}

export interface PlanDiffSection {
  readonly title: string;
  readonly rows: readonly PlanDiffRow[];
}

/** What changed from one plan to the next, in the order in which every format shows it. Sections without rows are left out. */
export function planDiffSections(diff: PlanDiff): PlanDiffSection[] {
  const sections: PlanDiffSection[] = [
    { title: 'Changes', rows: diff.changes.map(changeRow) },
    { title: 'Rollouts', rows: diff.rollouts.map(({ object, before, after }) => ({ sign: '~', text: `${objectText(object)}: ${before} → ${after}`, tone: 'warning' })) },
    { title: 'Resolved', rows: diff.resolved.map(({ rule, message }) => ({ sign: '-', text: `${rule}: ${message}`, tone: 'added' })) },
    { title: 'New', rows: diff.appeared.map(({ severity, rule, message }) => ({ sign: SEVERITY_SIGNS[severity], text: `${rule}: ${message}`, tone: severity })) },
    { title: 'Assumptions', rows: diff.assumptions.map(({ side, text }) => ({ sign: side === 'before' ? '-' : '+', text, tone: 'aside' })) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** `Plans differ: 1 change · 1 rollout · 0 resolved · 2 new`. */
export function planDiffSummary(diff: PlanDiff): string {
  return `Plans differ: ${[count(diff.changes.length, 'change'), count(diff.rollouts.length, 'rollout'), `${diff.resolved.length} resolved`, `${diff.appeared.length} new`].join(' · ')}`;
}

function changeRow({ object, kind, before, after }: PlanDiff['changes'][number]): PlanDiffRow {
  const change = after ?? before;
  const what = change === undefined ? objectText(object) : `${ACTION_SIGNS[change.action]} ${objectText(object)}`;
  if (kind === 'only-after') return { sign: '+', text: `${what}: planned now`, tone: 'added' };
  if (kind === 'only-before') return { sign: '-', text: `${what}: no longer planned`, tone: 'removed' };
  const [was, is] = [wordsOf(before), wordsOf(after)];
  return { sign: '~', text: was === is ? `${what}: other values` : `${what}: ${was} → ${is}`, tone: 'warning' };
}

function wordsOf(change: Change | undefined): string {
  return [change?.action ?? '', ...(change?.effects ?? []).map(({ text }) => text)].join(', ');
}
