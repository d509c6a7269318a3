import type { Change, FieldChange, Plan } from '../plan/plan-model.ts';
import { count } from '../plan/words.ts';
import { noteText, objectText, pathText, placeText, sideText } from './plan-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import type { Report } from './report.ts';
import { placementLines } from './text-placements.ts';
import { predictionLines } from './text-predictions.ts';
import { rolloutLines } from './text-rollouts.ts';
import { columnsOf, hang, padEnd, shorten } from './text-layout.ts';
import { ACTION_SIGNS, textStyle } from './text-style.ts';

const INDENT = '      ';
const IMMUTABLE = '  immutable';
/** Columns that stay for a value beside its path. */
const MIN_VALUE_COLUMNS = 26;

/** The plan in reading order: what it is about, changes, rollouts, placements, predictions, assumptions. */
export function planLines(report: Report, plan: Plan, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const predictions = report.findings.filter((finding) => finding.source === 'plan');
  const quiet = options.verbosity === 'quiet';
  const lines: string[] = [];
  if (!quiet) {
    lines.push(...hang('', printableLine(headerOf(report, plan)), width), '');
    for (const change of plan.changes) lines.push(...changeLines(change, options, width), '');
    if (plan.unchanged > 0) lines.push(style.dim(`    ${plan.unchanged} unchanged`), '');
    lines.push(...rolloutLines(plan, options, width), ...placementLines(plan, options, width));
  }
  lines.push(...whatIfLines(plan, options, width), ...predictionLines(predictions, options, width));
  if (!quiet && plan.assumptions.length > 0) lines.push(...hang('Assumed: ', printableLine(plan.assumptions.join('; ')), width).map(style.dim), '');
  return lines;
}

function headerOf(report: Report, plan: Plan): string {
  const { documents, files } = report.summary;
  const parts = [`Kubernetes ${report.kubernetesVersion}`, `${count(documents, 'object')} in ${count(files, 'file')}`];
  parts.push(plan.cluster ?? 'no nodes known, so no placement is claimed');
  if (plan.against !== undefined) parts.push(`against ${plan.against}`);
  return parts.join(' · ');
}

function whatIfLines(plan: Plan, options: RenderOptions, width: number): string[] {
  if (plan.whatIf.length === 0) return [];
  const style = textStyle(options.colour ?? false);
  const lines = plan.whatIf.flatMap(({ question, answer, holds, details }) => [
    ...hang('  ', printableLine(`${holds ? '✔' : '✖'} ${question}: ${answer}`), width).map(holds ? (line: string) => line : style.severity.error),
    ...details.flatMap((detail) => hang('      ', printableLine(detail), width)).map(style.dim),
  ]);
  return [style.bold('What if'), ...lines, ''];
}

function changeLines(change: Change, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const sign = style.action[change.action](ACTION_SIGNS[change.action]);
  const name = printableLine(objectText(change.object));
  const place = printableLine(placeText(change.place));
  const fits = 4 + columnsOf(name) + 2 + columnsOf(place) <= width;
  const [first = '', ...rest] = hang('    ', name, width);
  const lines = fits ? [`  ${sign} ${style.bold(name)}${' '.repeat(width - 4 - columnsOf(name) - columnsOf(place))}${style.dim(place)}`] : [`  ${sign} ${style.bold(first.slice(4))}`, ...rest.map(style.bold)];
  if (!fits && place !== '') lines.push(`${INDENT}${style.dim(shorten(place, width - 6))}`);
  if (change.summary !== undefined && (change.action === 'create' || change.action === 'delete')) lines.push(...hang(INDENT, printableLine(change.summary), width));
  const pathColumns = Math.min(width - INDENT.length - MIN_VALUE_COLUMNS, Math.max(0, ...change.fields.map((field) => columnsOf(printableLine(pathText(field.path))))));
  for (const field of change.fields) lines.push(...fieldLines(field, pathColumns, options, width));
  if (change.refused !== undefined && change.immutable.length === 0) {
    lines.push(...hang(INDENT, printableLine(`refused by the API server: ${change.refused.message}`), width).map(style.severity.error));
  }
  for (const effect of change.effects) lines.push(...hang(INDENT, printableLine(effect.text), width).map(style.dim));
  return lines;
}

function fieldLines(field: FieldChange, pathColumns: number, options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const path = printableLine(pathText(field.path));
  const room = width - INDENT.length - pathColumns - 2;
  const suffix = field.forcesReplacement === true ? IMMUTABLE : '';
  const head = `${INDENT}${padEnd(path, pathColumns)}`;
  // What does not fit beside the path stands below it, and then the path has the whole line, or more than one.
  const [firstOfPath = '', ...restOfPath] = hang(INDENT, path, width - columnsOf(suffix));
  const pathLines = [`${firstOfPath}${style.severity.error(suffix)}`, ...restOfPath];
  const note = noteText(field);
  if (note !== undefined) return columnsOf(path) <= pathColumns ? [`${head}  ${style.dim(note)}${style.severity.error(suffix)}`] : [...pathLines, style.dim(`${INDENT}  ${note}`)];
  if (field.lines !== undefined) {
    const paint = { '+': style.added, '-': style.removed, ' ': style.dim, '…': style.dim };
    return [...pathLines, ...field.lines.map((line) => paint[line.op](`${INDENT}  ${shorten(`${line.op} ${printableLine(line.text)}`, width - 8)}`))];
  }
  const before = sideText(field, 'before');
  const after = sideText(field, 'after');
  const left = before === undefined ? undefined : printableLine(before);
  const right = after === undefined ? undefined : printableLine(after);
  const beside = columnsOf(path) <= pathColumns;
  if (left !== undefined && right !== undefined) {
    const [shortLeft, shortRight] = withoutCommonStart(left, right);
    if (beside && columnsOf(left) + 3 + columnsOf(right) + columnsOf(suffix) <= room) return [`${head}  ${left} → ${style.bold(right)}${style.severity.error(suffix)}`];
    if (beside && columnsOf(shortLeft) + 3 + columnsOf(shortRight) + columnsOf(suffix) <= room) return [`${head}  ${shortLeft} → ${style.bold(shortRight)}${style.severity.error(suffix)}`];
    return [
      ...pathLines,
      style.removed(`${INDENT}  - ${shorten(left, width - 10)}`),
      style.added(`${INDENT}  + ${shorten(right, width - 10)}`),
    ];
  }
  const text = left === undefined ? `+ ${right ?? ''}` : `- ${left}`;
  const paint = left === undefined ? style.added : style.removed;
  if (beside && columnsOf(text) + columnsOf(suffix) <= room) return [`${head}  ${paint(text)}${style.severity.error(suffix)}`];
  return [...pathLines, paint(`${INDENT}  ${shorten(text, width - 8)}`)];
}

/** `…/web:1.4 → …/web:1.5` for `registry.example.com/shop/web:1.4` and `registry.example.com/shop/web:1.5`. */
function withoutCommonStart(left: string, right: string): readonly [string, string] {
  let common = 0;
  while (common < left.length && left[common] === right[common]) common += 1;
  const start = left.lastIndexOf('/', common);
  return start <= 0 ? [left, right] : [`…${left.slice(start)}`, `…${right.slice(start)}`];
}
