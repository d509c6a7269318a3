import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCommandLine, SHARED } from './bundle-command-line.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  serviceAccount: web # who\n  containers: [{name: web, image: "nginx:1"}]\n';
const PLUGIN = "export default [{ id: 'mine', severity: 'error', category: 'reliability', summary: 's', why: 'w', fix: 'f', target: 'any', presets: [], sources: [], since: '1', messages: { no: 'no {name}' }, examples: { valid: [], invalid: [] }, check: ({ object, report }) => report({ path: '', messageId: 'no', data: { name: object.reference.name } }) }];\n";

describe('the command line as it is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-published-'));

  beforeAll(async () => {
    cpSync(join(SHARED.absWorkingDir, 'bin'), join(folder, 'bin'), { recursive: true });
    for (const name of ['schemas', 'node_modules']) symlinkSync(join(SHARED.absWorkingDir, name), join(folder, name));
    await bundleCommandLine(folder);
    writeFileSync(join(folder, 'plugin.mjs'), PLUGIN);
    writeFileSync(join(folder, 'kubeplan.yaml'), 'extends: none\nplugins: [./plugin.mjs]\nrules: {mine: error, no-deprecated-service-account-field: warning}\n');
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it as users do, with the code cache of the build. */
  function run(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    writeFileSync(join(folder, 'pod.yaml'), POD);
    return spawnSync(process.execPath, [join(folder, 'bin/kubeplan.js'), ...args], { cwd: folder, encoding: 'utf8' });
  }

  it('takes the code cache, and complains about nothing', () => {
    expect(readFileSync(join(folder, 'dist/cli.cjs.cache')).length).toBeGreaterThan(100_000);
    expect(run('validate', 'pod.yaml')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 object in 1 file') as string, stderr: '' });
  });

  it('is ASCII, which bin/kubeplan.js relies on', () => {
    expect(readFileSync(join(folder, 'dist/cli.cjs'), 'utf8')).not.toMatch(/[^\0-\x7f]/);
  });

  it('imports plugins', () => {
    expect(run('lint', 'pod.yaml', '--quiet')).toMatchObject({ status: 1, stdout: expect.stringContaining('no web  mine') as string, stderr: '' });
  });

  it('reads the packages that only some commands need', () => {
    expect(run('validate', 'pod.yaml', '--show-defaults').stdout).toContain('restartPolicy: Always');
    expect(run('lint', 'pod.yaml', '--fix-dry-run').stdout).toContain('+  serviceAccountName: web # who');
    expect(run('validate', '*.yaml').stdout).toContain('1 object in 2 files');
    run('plan', 'pod.yaml', '--save', 'saved.json');
    expect(run('show', 'saved.json', '--quiet')).toMatchObject({ status: 0, stdout: expect.stringContaining('Plan: 1 to create') as string, stderr: '' });
  });

  it('shows no stack trace for what users do wrong', () => {
    for (const args of [['lint', 'nowhere.yaml'], ['lint', 'pod.yaml', '--config', 'nowhere.yaml'], ['plan', 'pod.yaml', '--nodes', 'many'], ['show', 'pod.yaml'], ['lint', '--nothing']]) {
      expect(run(...args)).toMatchObject({ status: 3, stderr: expect.not.stringMatching(/\n\s+at |this is a bug/) as string });
    }
  });
});
