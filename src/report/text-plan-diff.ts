import type { PlanDiff } from '../plan/plan-diff.ts';
import { isEmptyDiff } from '../plan/plan-diff.ts';
import { count } from '../plan/words.ts';
import { objectText } from './plan-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { hang } from './text-layout.ts';
import { ACTION_SIGNS, SEVERITY_SIGNS, textStyle } from './text-style.ts';

const DEFAULT_WIDTH = 80;

/** What changed from one plan to the next, for people: changes, rollouts, predictions; a summary line last. */
export function renderPlanDiff(diff: PlanDiff, options: RenderOptions = {}): string {
  const style = textStyle(options.colour ?? false);
  const width = Math.max(60, options.width ?? DEFAULT_WIDTH);
  if (isEmptyDiff(diff)) return 'The plans say the same.\n';
  const lines: string[] = [];
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push(style.bold(title), ...items, '');
  };
  const row = (sign: string, text: string, paint: (text: string) => string): string[] => hang(`  ${sign} `, printableLine(text), width).map(paint);
  section(
    'Changes',
    diff.changes.flatMap(({ object, kind, before, after }) => {
      const change = after ?? before;
      const what = change === undefined ? '' : `${ACTION_SIGNS[change.action]} ${objectText(object)}`;
      if (kind === 'only-after') return row('+', `${what}: planned now`, style.added);
      if (kind === 'only-before') return row('-', `${what}: no longer planned`, style.removed);
      const say = (side: typeof before): string => [side?.action ?? '', ...(side?.effects ?? []).map(({ text }) => text)].join(', ');
      const [was, is] = [say(before), say(after)];
      return row('~', was === is ? `${what}: other values` : `${what}: ${was} → ${is}`, style.severity.warning);
    }),
  );
  section('Rollouts', diff.rollouts.flatMap(({ object, before, after }) => row('~', `${objectText(object)}: ${before} → ${after}`, style.severity.warning)));
  section('Resolved', diff.resolved.flatMap(({ rule, message }) => row('-', `${rule}: ${message}`, style.added)));
  section('New', diff.appeared.flatMap(({ severity, rule, message }) => row(SEVERITY_SIGNS[severity], `${rule}: ${message}`, style.severity[severity])));
  section('Assumptions', diff.assumptions.flatMap(({ side, text }) => row(side === 'before' ? '-' : '+', text, style.dim)));
  const summary = [count(diff.changes.length, 'change'), count(diff.rollouts.length, 'rollout'), `${diff.resolved.length} resolved`, `${diff.appeared.length} new`];
  return `${[...lines, style.bold(`Plans differ: ${summary.join(' · ')}`)].join('\n')}\n`;
}
