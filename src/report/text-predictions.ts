import type { Finding } from '../diag/finding.ts';
import { isAtLeast } from '../diag/severity.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { columnsOf, hang, padEnd, shorten } from './text-layout.ts';
import { SEVERITY_SIGNS, textStyle } from './text-style.ts';

/** Predictions, the gravest first, each with its place. Ends with an empty line unless there are none. */
export function predictionLines(predictions: readonly Finding[], options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const least = options.verbosity === 'quiet' ? (options.failOn ?? 'error') : 'info';
  const shown = predictions.filter((finding) => isAtLeast(finding.severity, least)).sort((a, b) => Number(isAtLeast(b.severity, a.severity)) - Number(isAtLeast(a.severity, b.severity)));
  if (shown.length === 0) return [];
  const ruleColumns = Math.max(...shown.map((finding) => columnsOf(finding.rule)));
  const lines = [style.bold('Predictions')];
  for (const finding of shown) {
    const place = finding.file === undefined ? '' : printableLine(`${finding.file}:${finding.line ?? 1}`);
    const prefix = `  ${SEVERITY_SIGNS[finding.severity]} ${padEnd(finding.rule, ruleColumns)}  `;
    const text = hang(' '.repeat(columnsOf(prefix)), printableLine(finding.message), width);
    const head = `  ${style.severity[finding.severity](SEVERITY_SIGNS[finding.severity])} ${style.severity[finding.severity](padEnd(finding.rule, ruleColumns))}  `;
    lines.push(`${head}${(text[0] ?? '').trimStart()}`, ...text.slice(1));
    if (place !== '') lines.push(`${' '.repeat(columnsOf(prefix))}${style.dim(shorten(place, width - columnsOf(prefix)))}`);
  }
  return [...lines, ''];
}
