import { describe, expect, it } from 'vitest';
import type { Finding } from '../diag/finding.ts';
import { loadText } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts';
import type { BaselineInput } from './baseline.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: a\n    - name: b\n';

function finding(path: string, rule = 'x'): Finding {
  return { rule, source: 'lint', severity: 'error', message: '', path, file: 'a.yaml', document: 0, object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' } };
}

function input(findings: readonly Finding[], set: ManifestSet, more: Partial<BaselineInput> = {}): BaselineInput {
  return { findings, set, locked: new Set(), nameOf: (file) => file, ...more };
}

describe('baseline', () => {
  const set = loadText(POD, 'a.yaml');
  const baseline = readBaseline(writeBaseline(input([finding('spec.containers[1]')], set)), 'b.json');

  it('hides known findings, also when lines and positions in lists have moved', () => {
    const moved = loadText(POD.replace('    - name: a\n', '# more\n    - name: z\n    - name: a\n'), 'a.yaml');
    const known = [finding('spec.containers[2]')];
    expect(applyBaseline(baseline, input(known, moved))).toEqual({ fresh: [], known, stale: 0 });
  });

  it('reports new ones, more of the known ones, and those of locked rules', () => {
    expect(applyBaseline(baseline, input([finding('spec.containers[0]')], set)).fresh.length).toBe(1);
    expect(applyBaseline(baseline, input([finding('spec.containers[1]'), finding('spec.containers[1]')], set)).fresh.length).toBe(1);
    expect(applyBaseline(baseline, input([finding('spec.containers[1]')], set, { locked: new Set(['x']) })).fresh.length).toBe(1);
  });

  it('takes none of locked rules in', () => {
    const written = writeBaseline(input([finding('spec', 'locked'), finding('spec', 'x')], set, { locked: new Set(['locked']) }));
    expect([...readBaseline(written, 'b.json').keys()]).toEqual(['x | a.yaml | v1 Pod default/web | spec']);
  });

  it('knows files by another name when it is read from another folder', () => {
    const elsewhere = readBaseline(writeBaseline(input([finding('spec')], set, { nameOf: (file) => `k8s/${file}` })), 'b.json');
    expect(applyBaseline(elsewhere, input([{ ...finding('spec'), file: 'k8s/a.yaml' }], loadText(POD, 'k8s/a.yaml'))).fresh).toEqual([]);
  });

  it('counts what is no longer there', () => {
    expect(applyBaseline(baseline, input([], set)).stale).toBe(1);
  });

  it('does not count what is in files that were not read', () => {
    expect(applyBaseline(baseline, input([], loadText(POD, 'other.yaml'))).stale).toBe(0);
  });

  it('refuses files that are none', () => {
    expect(() => readBaseline('{', 'b.json')).toThrow('b.json is not a baseline');
    expect(() => readBaseline('{"formatVersion":2,"findings":{}}', 'b.json')).toThrow('write it anew');
  });
});
