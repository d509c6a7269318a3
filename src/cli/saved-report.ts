import { readFileSync } from 'node:fs';
import { UsageError } from '../diag/usage-error.ts';
import type { Report } from '../report/report.ts';

/** Reads a report that `--save` or `--format json` wrote. Throws a UsageError when the file is none, or of another format version. */
export function readSavedReport(file: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError((error as NodeJS.ErrnoException).code === 'ENOENT' ? `there is no file ${file}` : `${file} is not a saved plan: it is not JSON`);
  }
  const report = value as Partial<Report> | null;
  if (typeof report !== 'object' || report === null || !Array.isArray(report.findings) || typeof report.summary !== 'object') {
    throw new UsageError(`${file} is not a saved plan: kubeplan plan --save FILE writes one`);
  }
  if (report.formatVersion !== 1) throw new UsageError(`${file} has format version ${String(report.formatVersion)}, and this kubeplan reads version 1`);
  return report as Report;
}
