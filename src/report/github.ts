import type { Finding } from '../diag/finding.ts';
import { findingText } from './finding-text.ts';
import { objectText } from './plan-text.ts';
import { printableText } from './printable.ts';
import type { Renderer, RenderOptions } from './render-options.ts';
import { repositoryPath } from './repository-path.ts';
import { summaryLine } from './summary-line.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions: an annotation for each finding, at its lines. */
export const renderGithub: Renderer = (report, options = {}) => `${[...report.findings.map((finding) => annotation(finding, options)), printableText(summaryLine(report))].join('\n')}\n`;

/** GitHub takes no longer titles. */
const MAX_TITLE = 255;

function annotation(finding: Finding, options: RenderOptions): string {
  // Columns are for annotations of one line only.
  const isOneLine = finding.endLine === undefined || finding.endLine === finding.line;
  const title = finding.object === undefined ? finding.rule : `${finding.rule}: ${objectText(finding.object)}`;
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['file', finding.file === undefined ? undefined : repositoryPath(finding.file, options)],
    ['line', finding.line],
    ['endLine', finding.endLine],
    ['col', isOneLine ? finding.column : undefined],
    ['endColumn', finding.endLine !== undefined && isOneLine ? finding.endColumn : undefined],
    ['title', title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title],
  ];
  const stated = properties.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[finding.severity]} ${stated.join(',')}::${data(findingText(finding))}`;
}

/** Escapes as @actions/core does (packages/core/src/command.ts). */
function data(text: string): string {
  return printableText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
