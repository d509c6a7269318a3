import { isEmptyDiff } from '../plan/plan-diff.ts';
import type { PlanDiff } from '../plan/plan-diff.ts';
import { markdownCode, markdownText } from './markdown-escape.ts';
import { planDiffSections, planDiffSummary } from './plan-diff-sections.ts';

/** What changed from one plan to the next, for a comment on a pull request; the summary line last. */
export function markdownPlanDiff(diff: PlanDiff): string {
  if (isEmptyDiff(diff)) return 'The plans say the same.\n';
  const lines = planDiffSections(diff).flatMap(({ title, rows }) => [`**${title}**`, '', ...rows.map(({ sign, text }) => `- ${markdownCode(sign)} ${markdownText(text)}`), '']);
  return `${[...lines, `**${markdownText(planDiffSummary(diff))}**`].join('\n')}\n`;
}
