import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../diag/finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import { findingText } from './finding-text.ts';
import { fingerprints } from './fingerprint.ts';
import { objectText } from './plan-text.ts';
import { printableJson, printableText } from './printable.ts';
import type { Renderer, RenderOptions } from './render-options.ts';
import { repositoryPath } from './repository-path.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0 for code scanning: one run, the rules that occur with their explanations, a region for each finding that has one. Ignored
 * findings are told as suppressed ones only when asked for: GitHub opens an alert for every result, also for those with `suppressions`.
 */
export const renderSarif: Renderer = (report, options = {}) => {
  const ignored = options.showIgnored === true ? report.ignored : [];
  const findings = [...report.findings, ...ignored.map(({ finding }) => finding)];
  const suppressions = [...report.findings.map(() => undefined), ...ignored];
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const prints = fingerprints(findings);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kubeplan', version: report.kubeplan, rules: ids.map((id) => descriptor(id, findings, options)) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, index) => ({ ...resultOf(finding, ids, prints[index] ?? '', options), ...suppressedBy(suppressions[index]) })),
      },
    ],
  };
  return printableJson(`${JSON.stringify(log, null, 2)}\n`);
};

function descriptor(id: string, findings: readonly Finding[], options: RenderOptions): ReportingDescriptor {
  const rule = options.describeRule?.(id);
  const severity = findings.find((finding) => finding.rule === id)?.severity ?? 'warning';
  const help = [rule?.why, rule?.fix].filter((text) => text !== undefined && text !== '').join('\n\n');
  return {
    id,
    shortDescription: { text: rule?.title ?? id },
    fullDescription: { text: rule?.why ?? rule?.title ?? id },
    help: { text: help === '' ? (rule?.title ?? id) : help },
    ...(rule?.url === undefined ? {} : { helpUri: rule.url }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(finding: Finding, ids: readonly string[], fingerprint: string, options: RenderOptions): Result {
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: printableText(findingText(finding)) },
    locations: [locationOf(finding, options)],
    partialFingerprints: { 'kubeplan/v1': fingerprint },
  };
}

function suppressedBy(ignored: IgnoredFinding | undefined): Pick<Result, 'suppressions'> {
  if (ignored === undefined) return {};
  const { kind, by, reason } = ignored;
  return { suppressions: [{ kind, status: 'accepted', justification: printableText(reason === '' ? by : `${reason} (${by})`) }] };
}

/** What findings about the input as a whole point at: code scanning refuses a log in which any result has no file. */
const NO_FILE = 'whole input';

function locationOf(finding: Finding, options: RenderOptions): Location {
  const { file, line, column, endLine, endColumn, object, path } = finding;
  const logical = object === undefined ? undefined : { fullyQualifiedName: `${objectText(object)}${path === undefined || path === '' ? '' : ` ${path}`}`, kind: 'object' };
  const region = line === undefined ? { startLine: 1 } : { startLine: line, ...(column === undefined ? {} : { startColumn: column }), ...(endLine === undefined ? {} : { endLine }), ...(endColumn === undefined ? {} : { endColumn }) };
  return {
    physicalLocation: { artifactLocation: { uri: fileUri(file === undefined ? NO_FILE : repositoryPath(file, options)) }, region },
    ...(logical === undefined ? {} : { logicalLocations: [logical] }),
  };
}

/** A relative path as a URI reference; absolute ones as `file:` URIs. */
function fileUri(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
