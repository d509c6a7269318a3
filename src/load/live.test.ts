import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../diag/usage-error.ts';
import { loadLive, loadLiveCluster } from './live.ts';
import { loadText } from './load.ts';

const WANTED = loadText('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\ndata:\n  password: hidden\n');

describe('live', () => {
  let folder = '';
  const environment = (): Record<string, string> => ({ PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` });
  /** A stand-in for kubectl that writes down what it was asked and does what the script says. */
  const install = (script: string): void => {
    const path = join(folder, 'kubectl');
    writeFileSync(path, `#!/bin/sh\necho "$@" > '${folder}/arguments'\ncat > '${folder}/input'\n${script}\n`);
    chmodSync(path, 0o755);
  };
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'kubeplan-live-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('asks for the objects of the input by name and reads the answer', () => {
    install(`echo '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop","uid":"1"}}]}'`);
    const set = loadLive(WANTED, { environment: environment() });
    expect(set.documents.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual(['ConfigMap shop/settings']);
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('get -f - --ignore-not-found -o json -n default\n');
    expect(readFileSync(join(folder, 'input'), 'utf8')).not.toContain('hidden');
  });

  it('gives an empty set when nothing is there yet', () => {
    install('exit 0');
    expect(loadLive(WANTED, { environment: environment() }).documents).toEqual([]);
  });

  it('asks for nodes and what runs with get alone', () => {
    install(`echo '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}}]}'`);
    expect(loadLiveCluster({ environment: environment() }).documents).toHaveLength(1);
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toMatch(/^get nodes,pods,/);
  });

  it('says what kubectl said when access is denied', () => {
    install(`echo 'E1121 12:08:59.238929   11086 memcache.go:265] "Unhandled Error"' >&2; echo "Error from server (Forbidden): configmaps is forbidden" >&2; exit 1`);
    expect(() => loadLive(WANTED, { environment: environment() })).toThrow(UsageError);
    expect(() => loadLive(WANTED, { environment: environment() })).toThrow('not be whole: Error from server (Forbidden): configmaps is forbidden');
  });

  it('says that kubectl is missing', () => {
    expect(() => loadLive(WANTED, { environment: { PATH: join(folder, 'nowhere') } })).toThrow('not on the PATH');
  });
});
