import { findingLines, ignoredLines } from './text-findings.ts';
import { planLines } from './text-plan.ts';
import { summaryLine } from './summary-line.ts';
import { hang } from './text-layout.ts';
import type { Renderer } from './render-options.ts';
import { textStyle } from './text-style.ts';

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;

/** For people at a terminal: findings by file, then the plan with its predictions, the summary last. */
export const renderText: Renderer = (report, options = {}) => {
  const width = Math.max(MIN_WIDTH, options.width ?? DEFAULT_WIDTH);
  const style = textStyle(options.colour ?? false);
  const { plan } = report;
  const stated = plan === undefined ? report.findings : report.findings.filter((finding) => finding.source !== 'plan');
  const lines = findingLines(stated, options, width);
  if (plan !== undefined) lines.push(...planLines(report, plan, options, width));
  if (options.showIgnored === true) lines.push(...ignoredLines(report.ignored, options, width));
  lines.push(...hang('', summaryLine(report), width).map(style.bold));
  return `${lines.join('\n')}\n`;
};
