import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { UsageError } from '../diag/usage-error.ts';
import { FORMATS } from '../report/index.ts';
import type { FormatName } from '../report/index.ts';
import type { RenderOptions } from '../report/render-options.ts';
import type { Report } from '../report/report.ts';
import type { Terminal } from './terminal.ts';

/** One `--format`: where the report goes, and how it looks there. */
export interface Output {
  readonly format: FormatName;
  /** Absent for standard output. */
  readonly file?: string;
}

/** Reads `--format` values such as `json` and `sarif=out.sarif`. Throws a UsageError for unknown formats and for two on standard output. */
export function parseOutputs(values: readonly string[]): Output[] {
  const outputs = (values.length === 0 ? ['text'] : values).map(parseOutput);
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    throw new UsageError(`only one format can go to standard output, not ${printed.map(({ format }) => format).join(' and ')}: send the others to a file, as in --format ${printed[1]?.format}=FILE`);
  }
  return outputs;
}

function parseOutput(value: string): Output {
  const split = value.indexOf('=');
  const format = split === -1 ? value : value.slice(0, split);
  const known = Object.keys(FORMATS);
  if (!isFormat(format)) {
    const closest = known.map((name) => ({ name, edits: distance(name, format) })).sort((a, b) => a.edits - b.edits)[0];
    const hint = closest !== undefined && closest.edits <= 3 ? `, did you mean ${closest.name}?` : '.';
    throw new UsageError(`there is no format '${format}'${hint} Use one of ${known.join(', ')}`);
  }
  if (split === -1) return { format };
  const file = value.slice(split + 1);
  if (file === '') throw new UsageError(`--format ${format}= names no file`);
  return { format, file };
}

function isFormat(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** Draws a report in every format that was asked for. Files are written whole or not at all. */
export function writeReport(report: Report, outputs: readonly Output[], options: RenderOptions, terminal: Terminal): void {
  for (const { format, file } of outputs) {
    const render = FORMATS[format];
    if (file === undefined) {
      terminal.write(render(report, options));
    } else {
      writeWhole(resolve(terminal.cwd, file), render(report, { ...options, colour: false }));
    }
  }
}

/** Writes through a file beside the target and a rename, so that nobody ever reads half a report. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
