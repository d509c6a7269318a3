import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Suite, SuiteResult } from './suite.ts';
import { SUITES } from './suites/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIFFERENCES_SHOWN = 10;

/** Where the recordings of a suite lie: the folder that was asked for, the copy in the repository, or the shared folder beside it. */
function recordingsOf(suite: string, data: string | undefined): string | undefined {
  const candidates =
    data === undefined ? [join(ROOT, 'testdata/oracle', suite), join(ROOT, '../shared/oracle', suite)] : [join(data, suite), data];
  return candidates.find((folder) => existsSync(folder));
}

function readFloors(): Record<string, number> {
  return JSON.parse(readFileSync(join(ROOT, 'testdata/floors.json'), 'utf8')) as Record<string, number>;
}

function percent(result: SuiteResult): string {
  return result.total === 0 ? 'no cases' : `${((100 * result.passed) / result.total).toFixed(2)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function show(suite: string, result: SuiteResult, limit: number): void {
  print(`${suite}: ${result.passed}/${result.total} (${percent(result)})`);
  for (const note of result.notes) print(`  ${note}`);
  for (const difference of result.differences.slice(0, limit)) print(`  ${difference.id}: ${difference.text}`);
  const hidden = result.differences.length - Math.min(limit, result.differences.length);
  if (hidden > 0) print(`  … and ${hidden} more (--limit N shows more)`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, limit: { type: 'string' }, floors: { type: 'boolean' }, kind: { type: 'string' }, match: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`conformance: no suite ${unknown.join(', ')}; there are ${SUITES.map((suite) => suite.name).join(', ')}\n`);
    return 3;
  }
  const limit = Number(values.limit ?? DIFFERENCES_SHOWN);
  const floors = readFloors();
  const filter = {
    ...(values.kind === undefined ? {} : { kind: values.kind }),
    ...(values.match === undefined ? {} : { match: values.match }),
  };
  const chosen: readonly Suite[] = positionals.length === 0 ? SUITES : SUITES.filter((suite) => positionals.includes(suite.name));
  let below = 0;
  for (const suite of chosen) {
    const folder = recordingsOf(suite.recordings ?? suite.name, values.data);
    if (folder === undefined) {
      print(`${suite.name}: skipped, no recordings here`);
      continue;
    }
    const result = await suite.run(folder, filter);
    show(suite.name, result, limit);
    const floor = floors[suite.name] ?? 0;
    if (values.floors === true && result.total > 0 && (100 * result.passed) / result.total < floor) {
      print(`  below its floor of ${floor} %`);
      below += 1;
    }
  }
  return below === 0 ? 0 : 1;
}

process.exitCode = await main();
