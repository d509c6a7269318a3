import { describe, expect, it } from 'vitest';
import type { Finding } from '../diag/finding.ts';
import { loadText } from '../load/load.ts';
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: a\n    - name: b\n';

function finding(path: string, rule = 'x'): Finding {
  return { rule, source: 'lint', severity: 'error', message: '', path, file: 'a.yaml', document: 0, object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' } };
}

describe('baseline', () => {
  const set = loadText(POD, 'a.yaml');
  const baseline = readBaseline(writeBaseline([finding('spec.containers[1]')], set), 'b.json');

  it('hides known findings, also when lines and positions in lists have moved', () => {
    const moved = loadText(POD.replace('    - name: a\n', '# more\n    - name: z\n    - name: a\n'), 'a.yaml');
    expect(applyBaseline([finding('spec.containers[2]')], moved, baseline, new Set())).toEqual({ findings: [], hidden: 1, stale: 0 });
  });

  it('reports new ones, more of the known ones, and those of locked rules', () => {
    expect(applyBaseline([finding('spec.containers[0]')], set, baseline, new Set()).findings.length).toBe(1);
    expect(applyBaseline([finding('spec.containers[1]'), finding('spec.containers[1]')], set, baseline, new Set()).findings.length).toBe(1);
    expect(applyBaseline([finding('spec.containers[1]')], set, baseline, new Set(['x'])).findings.length).toBe(1);
  });

  it('counts what is no longer there', () => {
    expect(applyBaseline([], set, baseline, new Set()).stale).toBe(1);
  });

  it('refuses files that are none', () => {
    expect(() => readBaseline('{', 'b.json')).toThrow('b.json is not a baseline');
    expect(() => readBaseline('{"formatVersion":2,"findings":{}}', 'b.json')).toThrow('write it anew');
  });
});
