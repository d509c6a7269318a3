import type { Finding } from '../diag/finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import { isAtLeast } from '../diag/severity.ts';
import { findingText } from './finding-text.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render-options.ts';
import { columnsOf, hang, padEnd } from './text-layout.ts';
import { textStyle } from './text-style.ts';

/** Findings grouped by file, one line each: place, severity, message, rule. Ends with an empty line unless there are none. */
export function findingLines(findings: readonly Finding[], options: RenderOptions, width: number): string[] {
  const style = textStyle(options.colour ?? false);
  const shown = options.verbosity === 'quiet' ? findings.filter((finding) => isAtLeast(finding.severity, options.failOn ?? 'error')) : findings;
  const lines: string[] = [];
  for (const [file, group] of byFile(shown)) {
    lines.push(...hang('', printableLine(file === '' ? 'whole input' : file), width).map(style.heading));
    const placeWidth = Math.max(...group.map((finding) => columnsOf(placeOf(finding))));
    for (const finding of group) lines.push(...lineOf(finding, placeWidth));
    lines.push('');
  }
  return lines;

  function lineOf(finding: Finding, placeWidth: number): string[] {
    const place = padEnd(placeOf(finding), placeWidth);
    const severity = padEnd(finding.severity, 'warning'.length);
    const prefixWidth = 2 + placeWidth + 2 + severity.length + 2;
    const [first = '', ...rest] = hang(' '.repeat(prefixWidth), printableLine(findingText(finding)), width);
    const lines = [`  ${style.dim(place)}  ${style.severity[finding.severity](severity)}  ${first.trimStart()}`, ...rest];
    const last = rest[rest.length - 1] ?? first;
    const rule = printableLine(finding.rule);
    if (columnsOf(last) + 2 + columnsOf(rule) <= width) lines[lines.length - 1] += `  ${style.dim(rule)}`;
    else lines.push(`${' '.repeat(prefixWidth)}${style.dim(rule)}`);
    if (options.verbosity === 'verbose') {
      const notes = [finding.origin === undefined ? '' : `rendered from ${finding.origin}`, finding.fix === undefined ? '' : `fix: ${finding.fix.description}`];
      for (const note of notes) if (note !== '') lines.push(...hang(' '.repeat(prefixWidth), printableLine(note), width).map(style.dim));
    }
    return lines;
  }
}

/** What was ignored, and by whom. Ends with an empty line unless there is nothing. */
export function ignoredLines(ignored: readonly IgnoredFinding[], options: RenderOptions, width: number): string[] {
  if (ignored.length === 0) return [];
  const style = textStyle(options.colour ?? false);
  const lines = ignored.flatMap(({ finding, by, reason }) => {
    const place = finding.file === undefined ? '' : `${finding.file}:${placeOf(finding)}  `;
    return [...hang('  ', printableLine(`${place}${finding.rule}: ${findingText(finding)}`), width), ...hang('      ', printableLine(`by ${by}${reason === '' ? '' : `: ${reason}`}`), width).map(style.dim)];
  });
  return [style.bold('Ignored'), ...lines, ''];
}

function placeOf(finding: Finding): string {
  return finding.line === undefined ? '-' : `${finding.line}:${finding.column ?? 1}`;
}

function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const file = finding.file ?? '';
    const group = groups.get(file);
    if (group === undefined) groups.set(file, [finding]);
    else group.push(finding);
  }
  return groups;
}
