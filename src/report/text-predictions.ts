import type { Finding } from '../diag/finding.ts';
import { isAtLeast } from '../diag/severity.ts';
import { gravestFirst } from './finding-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { hang } from './text-layout.ts';
import { SEVERITY_SIGNS, textStyle } from './text-style.ts';

const INDENT = '    ';

/** Predictions, the gravest first, each with its rule, its place, and how to mend it: what the rule says in general is said once. Ends with an empty line unless there are none. */
export function predictionLines(predictions: readonly Finding[], options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const quiet = options.verbosity === 'quiet';
  const least = quiet ? (options.failOn ?? 'error') : 'info';
  const shown = gravestFirst(predictions.filter((finding) => isAtLeast(finding.severity, least)));
  if (shown.length === 0) return [];
  const lines = [style.bold('Predictions')];
  const explained = new Set<string>();
  for (const finding of shown) {
    const paint = style.severity[finding.severity];
    const [first = '', ...rest] = hang(INDENT, printableLine(finding.message), width);
    lines.push(`  ${paint(SEVERITY_SIGNS[finding.severity])} ${first.slice(INDENT.length)}`, ...rest);
    const fix = quiet ? undefined : (finding.fix?.description ?? (explained.has(finding.rule) ? undefined : options.describeRule?.(finding.rule)?.fix));
    if (fix !== undefined) lines.push(...hang(`${INDENT}to fix: `, printableLine(fix), width));
    explained.add(finding.rule);
    const place = finding.file === undefined ? '' : ` at ${finding.file}:${finding.line ?? 1}`;
    lines.push(...hang(INDENT, printableLine(`${finding.rule}${place}`), width).map(style.dim));
  }
  return [...lines, ''];
}
