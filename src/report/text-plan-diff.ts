import { isEmptyDiff } from '../plan/plan-diff.ts';
import type { PlanDiff } from '../plan/plan-diff.ts';
import { planDiffSections, planDiffSummary } from './plan-diff-sections.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { hang } from './text-layout.ts';
import { textStyle } from './text-style.ts';

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 60;

/** What changed from one plan to the next, for people: changes, rollouts, predictions; a summary line last. */
export function renderPlanDiff(diff: PlanDiff, options: RenderOptions = {}): string {
  const style = textStyle(options.colour ?? false);
  const width = Math.max(MIN_WIDTH, options.width ?? DEFAULT_WIDTH);
  if (isEmptyDiff(diff)) return 'The plans say the same.\n';
  const paints = { ...style.severity, added: style.added, removed: style.removed, aside: style.dim };
  const lines = planDiffSections(diff).flatMap(({ title, rows }) => [
    style.bold(title),
    ...rows.flatMap(({ sign, text, tone }) => hang(`  ${sign} `, printableLine(text), width).map(paints[tone])),
    '',
  ]);
  return `${[...lines, ...hang('', planDiffSummary(diff), width).map(style.bold)].join('\n')}\n`;
}
