import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { UsageError } from '../diag/usage-error.ts';
import type { Report } from '../report/report.ts';

/**
 * Reads a report that `--save` or `--format json` wrote. Throws a UsageError when the file is none, is of another format version, or does
 * not hold to `schemas/report.schema.json`. Fields that this version does not know are left alone: a later one may have written them.
 */
export async function readSavedReport(file: string): Promise<Report> {
  const value = readJson(file);
  if (!looksLikeReport(value)) throw new UsageError(`${file} is not a saved plan: kubeplan plan --save FILE writes one`);
  if (value.formatVersion !== 1) throw new UsageError(`${file} has format version ${String(value.formatVersion)}, and this kubeplan reads version 1`);
  const [problem] = await problemsOf(value);
  if (problem !== undefined) throw new UsageError(`${file} is not a plan as kubeplan saves it: ${problem}; make it anew with kubeplan plan --save ${file}`);
  return value as Report;
}

/** Whether a value was meant to be a report of some version. */
export function looksLikeReport(value: unknown): value is Partial<Report> {
  return typeof value === 'object' && value !== null && 'formatVersion' in value && 'findings' in value && 'summary' in value;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `there is no file ${file}` : code === 'EISDIR' ? `${file} is a folder, not a saved plan` : `${file} cannot be read: ${message}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not a saved plan: it is not JSON`);
  }
}

/** What is wrong with a report, each with its place. */
async function problemsOf(report: object): Promise<string[]> {
  const [{ Ajv }, { default: schema }] = await Promise.all([import('ajv'), import('../../schemas/report.schema.json', { with: { type: 'json' } })]);
  const check = new Ajv({ allErrors: true }).compile(schema);
  if (check(report)) return [];
  return (check.errors ?? []).filter(({ keyword, schemaPath }) => keyword !== 'additionalProperties' && !/\/(?:any|one)Of\/\d/.test(schemaPath)).map(problemText);
}

function problemText({ instancePath, keyword, params, message = 'is wrong' }: ErrorObject): string {
  const place = instancePath
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  const allowed = keyword === 'enum' ? ` ${(params['allowedValues'] as readonly unknown[]).map(String).join(', ')}` : keyword === 'const' ? ` ${String(params['allowedValue'])}` : '';
  return `${place === '' ? 'it' : place} ${message.replace('allowed values', 'values')}${allowed}`;
}
