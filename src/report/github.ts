import type { Finding } from '../diag/finding.ts';
import { findingText } from './finding-text.ts';
import { objectText } from './plan-text.ts';
import { printableText } from './printable.ts';
import type { Renderer } from './render-options.ts';
import { summaryLine } from './summary-line.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions: an annotation for each finding, at its lines. */
export const renderGithub: Renderer = (report) => `${[...report.findings.map(annotation), printableText(summaryLine(report))].join('\n')}\n`;

function annotation(finding: Finding): string {
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['file', finding.file],
    ['line', finding.line],
    ['endLine', finding.endLine],
    ['col', finding.column],
    ['endColumn', finding.endLine === finding.line ? finding.endColumn : undefined],
    ['title', finding.object === undefined ? finding.rule : `${finding.rule}: ${objectText(finding.object)}`],
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
