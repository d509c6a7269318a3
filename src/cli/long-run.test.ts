import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from './run.ts';
import type { Terminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-long-run-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function longRunsOf(files: number): Promise<number> {
  const names = Array.from({ length: files }, (_, index) => join(folder, `${index}.yaml`));
  for (const [index, name] of names.entries()) writeFileSync(name, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a${index}}\n`);
  let expected = 0;
  const terminal: Terminal = {
    cwd: folder,
    env: {},
    readStdin: () => Promise.resolve(new Uint8Array()),
    importModule: () => Promise.reject(new Error('no modules')),
    expectLongRun: () => (expected += 1),
    write: () => undefined,
    writeError: () => undefined,
    colour: false,
    width: undefined,
  };
  expect(await run(['validate', ...names], terminal)).toBe(0);
  return expected;
}

it('a run over many files is announced once, one over few is not', async () => {
  expect(await longRunsOf(99)).toBe(0);
  expect(await longRunsOf(100)).toBe(1);
});
