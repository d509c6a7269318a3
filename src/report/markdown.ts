import type { Finding } from '../diag/finding.ts';
import { count } from '../plan/words.ts';
import { findingText, gravestFirst } from './finding-text.ts';
import { adviceOf, factsOf, headlineOf } from './headline.ts';
import { markdownPlace, markdownText } from './markdown-escape.ts';
import { fitted, ROWS_THAT_MATTER_MOST, type MarkdownBlock } from './markdown-fit.ts';
import { changeTable, planFolds } from './markdown-plan.ts';
import type { Renderer, RenderOptions } from './render-options.ts';
import type { Report } from './report.ts';
import { changeCounts, findingCounts } from './summary-line.ts';

/** GitHub refuses comments of more than 65,536 characters. */
const MAX_CHARACTERS = 65_000;
/** Of a longer list the gravest are told, and the others folded. */
const MAX_OPEN_ITEMS = 20;
/** Bots find the comment that they wrote before by this line. */
const MARKER = '<!-- kubeplan -->';

/** A comment for a pull request: the verdict, the changes with their effects, what to look at, and folds for the rest. */
export const renderMarkdown: Renderer = (report, options = {}) => {
  const { plan } = report;
  const predictions = gravestFirst(plan === undefined ? [] : report.findings.filter(({ source }) => source === 'plan'));
  const stated = plan === undefined ? report.findings : report.findings.filter(({ source }) => source !== 'plan');
  return fitted(
    [
      { lines: head(report), rank: 0 },
      ...(plan === undefined ? [] : changeTable(plan)),
      ...findingBlocks('What to look at first', 'prediction', predictions, options),
      ...findingBlocks('Findings', 'finding', gravestFirst(stated), options),
      ...(plan === undefined ? [] : planFolds(plan, options)),
    ],
    MAX_CHARACTERS,
  );
};

function head(report: Report): string[] {
  const { sign, words } = headlineOf(report);
  const { plan } = report;
  const counts = plan === undefined ? [findingCounts(report) === '' ? '' : words] : [changeCounts(plan), findingCounts(report)];
  const facts = [...counts.filter((part) => part !== '' && part !== words), ...factsOf(report)];
  return [MARKER, `### ${sign} kubeplan: ${markdownText(`${words.charAt(0).toLowerCase()}${words.slice(1)}`)}`, '', markdownText(facts.join(' · ')), '', ...adviceOf(report).flatMap((advice) => [`**${markdownText(advice)}**`, ''])];
}

function findingBlocks(title: string, what: 'prediction' | 'finding', findings: readonly Finding[], options: RenderOptions): MarkdownBlock[] {
  if (findings.length === 0) return [];
  const first = what === 'prediction' ? 1 : 3;
  const explained = new Set<string>();
  const items = findings.map((finding, index): MarkdownBlock => {
    const place = finding.file === undefined ? '' : ` ${markdownPlace(finding.file, finding.line ?? 1, options.sourceUrl)}`;
    const fix = what === 'prediction' ? (finding.fix?.description ?? (explained.has(finding.rule) ? undefined : options.describeRule?.(finding.rule)?.fix)) : undefined;
    explained.add(finding.rule);
    return {
      lines: [`- ${SIGNS[finding.severity]} ${markdownText(findingText(finding))}${place} · ${markdownText(finding.rule)}`, ...(fix === undefined ? [] : [`  <br>To fix: ${markdownText(fix)}`])],
      what,
      rank: index < ROWS_THAT_MATTER_MOST ? first : 9,
    };
  });
  const heading: MarkdownBlock = { lines: [`**${title}**`, ''], rank: 0 };
  if (items.length <= MAX_OPEN_ITEMS) return [heading, ...items, { lines: [''], rank: 0 }];
  const more: MarkdownBlock = { lines: ['', '<details>', `<summary>${count(items.length - MAX_OPEN_ITEMS, `more ${what}`)}</summary>`, ''], rank: 0 };
  return [heading, ...items.slice(0, MAX_OPEN_ITEMS), more, ...items.slice(MAX_OPEN_ITEMS), { lines: ['', '</details>', ''], rank: 0 }];
}

const SIGNS: Readonly<Record<Finding['severity'], string>> = { error: '✖ **error**', warning: '▲ **warning**', info: '· info' };
