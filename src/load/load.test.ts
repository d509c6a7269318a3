import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../diag/usage-error.ts';
import { load } from './load.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeplan-load-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  return target;
}

function manifest(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
}

async function read(...inputs: string[]): Promise<{ names: string[]; files: string[]; findings: string[] }> {
  const set = await load(inputs.map((input) => join(folder, input)));
  const short = (file: string | undefined): string => (file ?? '').replace(`${folder}/`, '');
  return { names: set.documents.map(({ name }) => name), files: set.files.map(short), findings: set.findings.map(({ rule, file }) => `${rule} ${short(file)}`) };
}

describe('load', () => {
  it('reads a folder in order, without hidden files, node_modules and files of other kinds', async () => {
    write('b.yml', manifest('b'));
    write('a/z.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"z"}}');
    for (const path of ['.hidden.yaml', '.git/x.yaml', 'node_modules/m/x.yaml', 'note.txt']) write(path, manifest('no'));
    expect(await read('.')).toEqual({ names: ['z', 'b'], files: ['a/z.json', 'b.yml'], findings: [] });
  });

  it('reads a file once, whatever its extension when it is named', async () => {
    write('a.txt', manifest('a'));
    expect((await read('a.txt', './a.txt')).names).toEqual(['a']);
  });

  it('reads globs', async () => {
    write('x/a.yaml', manifest('a'));
    write('x/y/b.yaml', manifest('b'));
    write('x/c.txt', manifest('c'));
    expect((await read('x/**/*')).names).toEqual(['a', 'b']);
    await expect(read('x/*.json')).rejects.toThrow(UsageError);
  });

  it('refuses what is not there and inputs without manifests', async () => {
    write('empty/readme.md', '');
    write('comment.yaml', '# nothing\n');
    await expect(read('nowhere')).rejects.toThrow(/no file or folder/);
    await expect(read('empty')).rejects.toThrow(/no manifests/);
    await expect(read('comment.yaml')).rejects.toThrow(/no manifests/);
  });

  it('leaves files without objects, charts and patches of a folder out, and says so', async () => {
    write('k8s/app.yaml', manifest('app'));
    write('k8s/values.yaml', 'replicas: 1\n');
    write('k8s/chart/Chart.yaml', 'name: c\n');
    write('k8s/chart/templates/a.yaml', 'a: {{ .Values.a }}\n');
    write('k8s/base/kustomization.yaml', 'resources: [r.yaml]\npatches:\n- path: p.yaml\n');
    write('k8s/base/r.yaml', manifest('r'));
    write('k8s/base/p.yaml', manifest('r'));
    expect(await read('k8s')).toEqual({
      names: ['app', 'r'],
      files: ['k8s/app.yaml', 'k8s/base/r.yaml', 'k8s/values.yaml'],
      findings: ['load/not-a-manifest k8s/base/kustomization.yaml', 'load/not-a-manifest k8s/chart/Chart.yaml', 'load/not-a-manifest k8s/values.yaml'],
    });
    expect((await read('k8s/values.yaml')).findings).toEqual(['load/missing-type k8s/values.yaml']);
  });

  it('says what is wrong with files that are no text, and reads the documents beside broken bytes', async () => {
    write('a-binary.yaml', Uint8Array.of(97, 0, 98));
    write('b-utf16.yaml', Uint8Array.of(0xff, 0xfe, 97, 0));
    write('c-cut.yaml', Buffer.concat([Buffer.from(manifest('ok')), Buffer.from('---\na: é'), Uint8Array.of(0xc3, 10)]));
    write('d-large.yaml', '');
    truncateSync(join(folder, 'd-large.yaml'), 100_000_000);
    const set = await load([folder]);
    expect(set.documents.map(({ name }) => name)).toEqual(['ok']);
    expect(set.findings.map(({ rule, line, column, document }) => [rule, line, column, document])).toEqual([
      ['load/binary-file', 1, 1, undefined],
      ['load/binary-file', 1, 1, undefined],
      ['load/invalid-utf8', 6, 5, 1],
      ['load/too-large', undefined, undefined, undefined],
    ]);
  });

  it('does not follow links that lead out of the folder or in circles', async () => {
    write('out/secret.yaml', manifest('secret'));
    write('in/a.yaml', manifest('a'));
    symlinkSync('../out/secret.yaml', join(folder, 'in/link.yaml'));
    symlinkSync('.', join(folder, 'in/circle'));
    symlinkSync('a.yaml', join(folder, 'in/inner.yaml'));
    const { names, findings } = await read('in');
    expect(names).toEqual(['a', 'a']);
    expect(findings).toContain('load/outside-input in/link.yaml');
  });

  it('reads standard input and objects, models included', async () => {
    class ConfigMap {
      readonly apiVersion = 'v1';
      readonly kind = 'ConfigMap';
      toJSON(): object {
        return { apiVersion: this.apiVersion, kind: this.kind, metadata: { name: 'model' } };
      }
    }
    const set = await load(['-', new ConfigMap(), { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'plain' } }], { stdin: manifest('piped') });
    expect(set.documents.map(({ file, name }) => [file, name])).toEqual([['-', 'piped'], ['object-1', 'model'], ['object-2', 'plain']]);
    await expect(load(['-'])).rejects.toThrow(UsageError);
  });
});

describe('load of what must be rendered', () => {
  /** Puts a script on the PATH that stands for a tool. */
  function tool(name: string, script: string): void {
    chmodSync(write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
  }
  async function render(input: string, extra: object = {}): Promise<Awaited<ReturnType<typeof load>>> {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    return load([join(folder, input)], { environment: { PATH: join(folder, 'bin'), KUBECONFIG: 'secret' }, ...extra });
  }

  it('runs helm without a shell, and names the template in the folder of the chart', async () => {
    write('web/Chart.yaml', 'name: webapp\n');
    const values = write('prod values.yaml', 'a: 1\n');
    tool('helm', `printf '%s\\n' --- '# Source: webapp/templates/a.yaml' 'apiVersion: v1' 'kind: ConfigMap' 'metadata: {name: x}'; printf 'data: {args: "%s", config: "%s"}\\n' "$*" "$KUBECONFIG"`);
    const set = await render('web', { helm: { valuesFiles: [values], set: ['a=$(id)'], namespace: 'shop' } });
    expect(set.documents[0]).toMatchObject({
      file: join(folder, 'web'),
      origin: join(folder, 'web/templates/a.yaml'),
      object: { data: { args: `template --include-crds --namespace shop --values ${values} --set a=$(id) -- release-name ${join(folder, 'web')}`, config: '/dev/null' } },
    });
  });

  it('falls back to kubectl for kustomizations', async () => {
    write('k/kustomization.yaml', 'resources: [a.yaml]\n');
    tool('kubectl', `echo 'apiVersion: v1'; echo "kind: $1"; echo 'metadata: {name: x}'`);
    expect((await render('k')).documents[0]).toMatchObject({ kind: 'kustomize' });
    expect((await render('k/kustomization.yaml')).documents[0]).toMatchObject({ kind: 'kustomize', file: join(folder, 'k') });
  });

  it.each([
    ['is missing', undefined, '', 'load/renderer-missing'],
    ['fails', 'echo "no such value" >&2; exit 1', '', 'load/render-failed'],
    ['hangs', 'exec /bin/sleep 60', '', 'load/render-failed'],
    ['would fetch a base', 'exit 0', 'resources: [https://example.com/base]\n', 'load/render-refused'],
    ['would inflate a chart', 'exit 0', 'helmCharts: [{name: x}]\n', 'load/render-refused'],
  ])('gives one finding when the tool %s', async (_case, script, kustomization, rule) => {
    write('k/kustomization.yaml', kustomization);
    if (script !== undefined) tool('kustomize', script);
    const set = await render('k', { renderTimeoutMs: 300 });
    expect(set.findings.map((finding) => finding.rule)).toEqual([rule]);
  });

  it('refuses charts with links that lead out of them', async () => {
    write('web/Chart.yaml', 'name: web\n');
    write('secret', 'x');
    symlinkSync('../secret', join(folder, 'web/values.yaml'));
    tool('helm', 'exit 0');
    expect((await render('web')).findings).toMatchObject([{ rule: 'load/render-refused', file: 'values.yaml' }]);
  });
});
