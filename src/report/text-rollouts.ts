import { formatDuration } from '../plan/duration.ts';
import type { Plan, Rollout, RolloutStep } from '../plan/plan-model.ts';
import { briefly, count } from '../plan/words.ts';
import { objectText, quotaPeaks, quotaText, shortfallText } from './plan-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { columnsOf, hang, padEnd, padStart } from './text-layout.ts';
import { textStyle } from './text-style.ts';

const STEPS_SHOWN = 12;
const BAR_COLUMNS = 20;
/** With less room beside its step a note stands below it. */
const MIN_NOTE_COLUMNS = 12;

/** Each rollout as a table of steps: time, old and new sizes, ready pods, a bar of ready and other pods, what happened. */
export function rolloutLines(plan: Plan, options: RenderOptions, width: number): string[] {
  const moving = plan.rollouts.filter((rollout) => options.verbosity === 'verbose' || rollout.steps.length > 1 || rollout.verdict !== 'completes');
  return [...moving.flatMap((rollout) => [...rolloutTable(rollout, options, width), '']), ...serviceLines(plan, options, width), ...quotaLines(plan, options, width)];
}

function rolloutTable(rollout: Rollout, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const title = `Rollout of ${printableLine(objectText(rollout.object))}`;
  const lines = [...hang('', title, width).map(style.bold), ...hang('  ', printableLine(rollout.strategy), width).map(style.dim)];
  const shown = shownSteps(rollout.steps, options.verbosity === 'verbose' ? Number.POSITIVE_INFINITY : STEPS_SHOWN);
  const rows = shown.map(({ step, previous }) => (step === undefined ? undefined : cellsOf(step, previous)));
  const columns = (column: 0 | 1 | 2, title: string): number => Math.max(columnsOf(title), ...rows.map((row) => (row === undefined ? 0 : columnsOf(row[column]))));
  const widths = [columns(0, 'time'), columns(1, 'old'), columns(2, 'new')] as const;
  lines.push(style.dim(`  ${padStart('time', widths[0])}  ${padStart('old', widths[1])}  ${padStart('new', widths[2])}  ready`));
  const most = Math.max(1, ...rollout.steps.map((step) => Math.max(step.live, step.ready)));
  for (const [index, { step, hidden }] of shown.entries()) {
    const row = rows[index];
    if (step === undefined || row === undefined) {
      lines.push(style.dim(`  ${padStart('…', widths[0])}  ${count(hidden ?? 0, 'more step')}`));
      continue;
    }
    const bar = barOf(step, most);
    const head = `  ${padStart(row[0], widths[0])}  ${padStart(row[1], widths[1])}  ${padStart(row[2], widths[2])}  ${padStart(String(step.ready), 5)}  ${padEnd(bar, Math.min(most, BAR_COLUMNS))}`;
    const note = step.note === undefined || step.note === 'before' ? '' : printableLine(step.note);
    if (note !== '' && width - columnsOf(head) - 2 < MIN_NOTE_COLUMNS) {
      lines.push(head.trimEnd(), ...hang(' '.repeat(widths[0] + 4), note, width));
      continue;
    }
    const [first = '', ...rest] = note === '' ? [''] : hang(' '.repeat(columnsOf(head) + 2), note, width);
    lines.push(`${head}  ${first.trimStart()}`.trimEnd(), ...rest);
  }
  lines.push(...hang('  ', printableLine(verdictText(rollout)), width).map(rollout.verdict === 'stalls' ? style.severity.error : style.dim));
  return lines;
}

/** `completes after 24 s, never below 5 ready`, `does not complete: 1 pod pending: …; never below 5 ready`. */
export function verdictText(rollout: Rollout): string {
  const floor = rollout.replicasBefore > 0 ? [`never below ${rollout.minReady} ready`, ...rollout.shortfalls.map(shortfallText)] : [];
  const live = rollout.maxLive > Math.max(rollout.replicasBefore, rollout.replicasAfter) ? [`up to ${rollout.maxLive} pods at once`] : [];
  const why = rollout.because === undefined ? '' : `: ${briefly(rollout.because)}`;
  if (rollout.verdict === 'completes') return [`completes after ${formatDuration(rollout.durationMs)}`, ...floor, ...live].join(', ');
  if (rollout.verdict === 'unknown') return `outcome unknown${why}`;
  return [`does not complete${why}`, [...floor, ...live].join(', ')].filter((part) => part !== '').join('; ');
}

function cellsOf(step: RolloutStep, previous: RolloutStep | undefined): readonly [string, string, string] {
  const moved = (before: number | undefined, after: number): string => (before === undefined || before === after ? String(after) : `${before} → ${after}`);
  return [step.note === 'before' ? 'before' : formatDuration(step.atMs), moved(previous?.old, step.old), moved(previous?.new, step.new)];
}

/** Ready pods filled, the others light. */
export function barOf(step: RolloutStep, most: number): string {
  const scale = most > BAR_COLUMNS ? BAR_COLUMNS / most : 1;
  const ready = Math.round(step.ready * scale);
  return '█'.repeat(ready) + '▒'.repeat(Math.max(0, Math.round(Math.max(step.live, step.ready) * scale) - ready));
}

interface ShownStep {
  readonly step?: RolloutStep;
  readonly previous?: RolloutStep;
  readonly hidden?: number;
}

/** All steps, or the first and the last ones with a count of those between. */
function shownSteps(steps: readonly RolloutStep[], most: number): ShownStep[] {
  const all = steps.map((step, index): ShownStep => {
    const previous = steps[index - 1];
    return previous === undefined ? { step } : { step, previous };
  });
  if (all.length <= most) return all;
  const head = Math.ceil((most - 1) / 2);
  const tail = most - 1 - head;
  return [...all.slice(0, head), { hidden: all.length - head - tail }, ...all.slice(all.length - tail)];
}

/** Names that are longer do not push the numbers of all others to the right. */
const MAX_NAME_COLUMNS = 40;

function serviceLines(plan: Plan, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const moved = plan.services.filter((service) => service.minReady < service.before || service.after < service.before || service.withoutEndpointsMs > 0);
  if (moved.length === 0) return [];
  const names = Math.min(MAX_NAME_COLUMNS, Math.max(...moved.map(({ service }) => columnsOf(printableLine(service)))));
  const lines = moved.flatMap((service) => {
    const gap = service.withoutEndpointsMs > 0 ? `, none for ${formatDuration(service.withoutEndpointsMs)}` : '';
    const numbers = `${service.before} → ${service.after}, lowest ${service.minReady}${gap}`;
    const name = hang('  ', printableLine(service.service), width);
    return columnsOf(name[0] ?? '') <= names + 2 && name.length === 1 ? [`  ${padEnd(printableLine(service.service), names)}  ${numbers}`] : [...name, ...hang('    ', numbers, width)];
  });
  return [style.bold('Ready endpoints'), ...lines, ''];
}

function quotaLines(plan: Plan, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const quotas = quotaPeaks(plan, options.verbosity === 'verbose');
  if (quotas.length === 0) return [];
  const lines = quotas.flatMap((quota) => hang('  ', printableLine(quotaText(quota)), width).map(quota.exceeded ? style.severity.error : style.dim));
  return [style.bold('Quotas'), ...lines, ''];
}
