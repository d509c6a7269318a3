import { findingText } from './finding-text.ts';
import { fingerprints } from './fingerprint.ts';
import { printableJson } from './printable.ts';
import type { Renderer } from './render-options.ts';
import { repositoryPath } from './repository-path.ts';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const;

/** GitLab's Code Quality report. */
export const renderGitlab: Renderer = (report, options = {}) => {
  const prints = fingerprints(report.findings);
  const issues = report.findings.map((finding, index) => ({
    description: findingText(finding),
    check_name: finding.rule,
    fingerprint: prints[index],
    severity: SEVERITIES[finding.severity],
    location: { path: finding.file === undefined ? '-' : repositoryPath(finding.file, options), lines: { begin: finding.line ?? 1, ...(finding.endLine === undefined ? {} : { end: finding.endLine }) } },
  }));
  return printableJson(`${JSON.stringify(issues, null, 2)}\n`);
};
