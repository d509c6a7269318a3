import { beforeAll, describe, expect, it } from 'vitest';
import { emptyReport, findingsReport, HOSTILE, hostileReport, incompleteReport, largeReport, shopReport } from './example-reports.ts';
import { FORMATS, type Report } from './index.ts';
import { summaryLine } from './summary-line.ts';
import { columnsOf } from './text-layout.ts';

const NAMES = ['shop', 'empty', 'findings', 'incomplete', 'hostile', 'wide', 'large'] as const;
const WIDTHS = [60, 80, 120] as const;
const describeRule = (): { title: string; fix: string } => ({ title: 'A title', fix: `Mend it, as it ought to be mended in all cases ${'very '.repeat(20)}well.` });
let reports: Readonly<Record<(typeof NAMES)[number], Report>>;

beforeAll(async () => {
  const shop = await shopReport();
  const hostile = hostileReport(shop);
  // Characters of two columns, one column and none, without spaces to break at.
  const wide = JSON.parse(JSON.stringify(hostile).replaceAll(JSON.stringify(HOSTILE).slice(1, -1), '漢字がいっぱい한국어🚀e\u0301e\u0301'.repeat(6))) as Report;
  reports = { shop, empty: emptyReport(), findings: findingsReport(), incomplete: incompleteReport(shop), hostile, wide, large: largeReport(shop, 300, 50) };
});

describe.each(NAMES)('text of %s', (name) => {
  it.each(WIDTHS.flatMap((width) => (['quiet', 'normal', 'verbose'] as const).map((verbosity) => ({ width, verbosity }))))('fits $width columns, $verbosity', ({ width, verbosity }) => {
    const lines = FORMATS.text(reports[name], { width, verbosity, describeRule }).split('\n');
    expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
    expect(lines.filter((line) => / $/.test(line))).toEqual([]);
  });

  it('ends with the summary', () => {
    const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
    expect(words(FORMATS.text(reports[name], { width: 60 })).endsWith(words(summaryLine(reports[name])))).toBe(true);
  });
});

describe('text', () => {
  it('was tried with wide characters everywhere', () => {
    expect(FORMATS.text(reports.wide).split('漢字').length).toBeGreaterThan(100);
  });

  it('says only what fails when quiet, and every step, node and reason when verbose', () => {
    const [quiet, normal, verbose] = (['quiet', 'normal', 'verbose'] as const).map((verbosity) => FORMATS.text(reports.shop, { verbosity, describeRule })) as [string, string, string];
    expect(quiet).toContain('plan/stuck-rollout');
    expect(quiet).not.toContain('plan/stale-config');
    expect(quiet).not.toContain('~ Deployment');
    expect(normal).toContain('to fix: Mend it');
    expect(normal.split('to fix: ').length - 1).toBe(new Set(reports.shop.findings.map(({ rule }) => rule)).size);
    expect(verbose).toContain('Insufficient cpu: node-a, node-b, node-c');
    expect(normal).not.toContain('Insufficient cpu: node-a');
    expect(verbose).toContain('persistentvolumeclaims peaks at');
  });
});
