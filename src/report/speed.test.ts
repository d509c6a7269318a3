import { beforeAll, describe, expect, it } from 'vitest';
import { largeReport, shopReport } from './example-reports.ts';
import { FORMATS, type FormatName, type Report } from './index.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];
const CHANGES = 300;
const ROLLOUTS = 50;
let report: Report;

beforeAll(async () => {
  report = largeReport(await shopReport(), CHANGES, ROLLOUTS);
});

describe(`a plan of ${CHANGES} changes and ${ROLLOUTS} rollouts`, () => {
  it.each(NAMES)('is drawn as %s in a fraction of a second', (name) => {
    // The best of several runs: what the machine does besides is not what is measured.
    const elapsedMs = [...Array(5).keys()].map(() => {
      const start = performance.now();
      FORMATS[name](report);
      return performance.now() - start;
    });
    expect(Math.min(...elapsedMs)).toBeLessThan(100);
  });

  it('makes a page of less than 2 MB', () => {
    expect(Buffer.byteLength(FORMATS.html(report))).toBeLessThan(2_000_000);
  });
});
