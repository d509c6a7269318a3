import type { Finding } from '../diag/finding.ts';
import { findingText } from './finding-text.ts';
import { objectText } from './plan-text.ts';
import { printableText } from './printable.ts';
import type { Renderer } from './render-options.ts';

/** JUnit XML for CI systems: a suite for each file, a case for each finding; errors fail, warnings and infos are output of a passed case. */
export const renderJunit: Renderer = (report) => {
  const suites = new Map<string, Finding[]>();
  for (const finding of report.findings) suites.set(finding.file ?? 'kubeplan', [...(suites.get(finding.file ?? 'kubeplan') ?? []), finding]);
  if (suites.size === 0) suites.set('kubeplan', []);
  const failures = report.summary.errors;
  const tests = Math.max(1, report.findings.length);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kubeplan" tests="${tests}" failures="${failures}" errors="0" time="0">`,
    ...[...suites].flatMap(([file, findings]) => suiteLines(file, findings)),
    '</testsuites>',
    '',
  ].join('\n');
};

function suiteLines(file: string, findings: readonly Finding[]): string[] {
  const failures = findings.filter(({ severity }) => severity === 'error').length;
  const head = `  <testsuite name="${xml(file)}" tests="${Math.max(1, findings.length)}" failures="${failures}" errors="0" skipped="0" time="0">`;
  if (findings.length === 0) return [head, '    <testcase classname="kubeplan" name="no findings" time="0"/>', '  </testsuite>'];
  return [head, ...findings.flatMap(caseLines), '  </testsuite>'];
}

function caseLines(finding: Finding): string[] {
  const place = finding.line === undefined ? '' : ` (${finding.line}:${finding.column ?? 1})`;
  const subject = finding.object === undefined ? (finding.file ?? 'input') : objectText(finding.object);
  const text = xml(findingText(finding));
  const attributes = finding.file === undefined ? '' : ` file="${xml(finding.file)}"${finding.line === undefined ? '' : ` line="${finding.line}"`}`;
  const body =
    finding.severity === 'error'
      ? `<failure type="${xml(finding.rule)}" message="${text}">${xml(`${finding.file ?? ''}${place} ${findingText(finding)}`.trim())}</failure>`
      : `<system-out>${xml(`${finding.severity}: ${findingText(finding)}`)}</system-out>`;
  return [`    <testcase classname="${xml(finding.rule)}" name="${xml(`${subject}${place}`)}" time="0"${attributes}>`, `      ${body}`, '    </testcase>'];
}

function xml(text: string): string {
  return printableText(text).replace(/[&<>"'\n\t\uffff\ufffe]/g, (char) => ENTITIES[char] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\n': '&#10;', '\t': '&#9;' };
