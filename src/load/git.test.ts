import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGit } from './git.ts';

let root: string;
const before = process.cwd();
const environment = { ...process.env, GIT_DIR: '/nowhere', GIT_CONFIG_GLOBAL: '/dev/null' };

function git(folder: string, ...args: string[]): void {
  const clean = { PATH: process.env['PATH'], HOME: root };
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always', ...args], { cwd: folder, env: clean, stdio: 'ignore' });
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const manifest = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'kubeplan-git-test-')));
  write('module/m.yaml', manifest('m'));
  git(join(root, 'module'), 'init', '-q');
  git(join(root, 'module'), 'add', '.');
  git(join(root, 'module'), 'commit', '-qm', 'm');
  write('repo/k/a.yaml', manifest('old'));
  write('repo/k/sub/b.yaml', manifest('b'));
  symlinkSync('../a.yaml', join(root, 'repo/k/sub/link.yaml'));
  symlinkSync('/etc/hosts', join(root, 'repo/k/out.yaml'));
  git(join(root, 'repo'), 'init', '-q');
  git(join(root, 'repo'), 'submodule', 'add', join(root, 'module'), 'mod');
  git(join(root, 'repo'), 'add', '.');
  git(join(root, 'repo'), 'commit', '-qm', 'one');
  git(join(root, 'repo'), 'tag', 'one');
  write('repo/k/a.yaml', manifest('new'));
  git(join(root, 'repo'), 'commit', '-qam', 'two');
  git(root, 'clone', '-q', '--depth', '1', `file://${join(root, 'repo')}`, 'shallow');
  process.chdir(join(root, 'repo/k'));
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

async function names(ref: string, ...inputs: string[]): Promise<string[]> {
  const set = await loadGit(ref, inputs, { environment });
  return set.documents.map(({ file, name }) => `${file}=${name}`);
}

describe('loadGit', () => {
  it('reads files, folders and globs as they were, relative to the current folder', async () => {
    expect(await names('one', '.')).toEqual(['a.yaml=old', 'sub/b.yaml=b', 'sub/link.yaml=old']);
    expect(await names('HEAD', 'a.yaml', 'sub/*.yaml')).toEqual(['a.yaml=new', 'sub/b.yaml=b', 'sub/link.yaml=new']);
  });

  it('does not follow links out of the repository', async () => {
    const set = await loadGit('HEAD', ['.'], { environment });
    expect(set.findings).toContainEqual(expect.objectContaining({ rule: 'load/outside-input', file: 'out.yaml' }));
  });

  it('reads submodules whose commits are there, and names those whose are not', async () => {
    expect(await names('HEAD', '../mod')).toEqual(['../mod/m.yaml=m']);
    process.chdir(join(root, 'shallow'));
    await expect(names('HEAD', 'mod')).rejects.toThrow(/submodule/);
    await expect(names('HEAD~1', 'k')).rejects.toThrow(/shallow/);
    process.chdir(join(root, 'repo/k'));
  });

  it.each([
    ['nope', '.', /no commit 'nope'/],
    ['--upload-pack=x', '.', /no commit/],
    ['HEAD', 'nowhere', /no file or folder/],
    ['HEAD', '../..', /outside the repository/],
  ])('refuses %s %s', async (ref, input, message) => {
    await expect(names(ref, input)).rejects.toThrow(message);
  });

  it('says when there is no repository', async () => {
    process.chdir(root);
    await expect(names('HEAD', 'k')).rejects.toThrow(/git repository/);
    process.chdir(join(root, 'repo/k'));
  });
});
