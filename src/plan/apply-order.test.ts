import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import { type ApplyOrder, guessOrder, wavesOf } from './apply-order.ts';
import { type State, stateOf } from './objects/state.ts';

function state(text: string): State {
  const set = loadText(text, 'a.yaml');
  return stateOf(set, { version: '1.36', defaultNamespace: 'default', definitions: set.documents });
}

function names(text: string, order: ApplyOrder): string[][] {
  return wavesOf(state(text).objects, order).map((wave) => wave.map(({ reference }) => `${reference.kind} ${reference.name}`));
}

function object(kind: string, name: string, annotations = ''): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  annotations: {${annotations}}\n`;
}

describe('wavesOf', () => {
  it('applies what others need first, the rest in order of the file', () => {
    const text = [object('ConfigMap', 'b'), object('Service', 'a'), object('ServiceAccount', 'c'), object('Namespace', 'd')].join('---\n');
    expect(names(text, 'kubectl')).toEqual([['Namespace d', 'ServiceAccount c', 'ConfigMap b', 'Service a']]);
  });

  it("follows Helm's order and hooks, and leaves out tests", () => {
    const text = [object('Service', 'web'), object('ConfigMap', 'a'), object('Secret', 'migrate', '"helm.sh/hook": "pre-upgrade,pre-install"'), object('Pod', 'test', '"helm.sh/hook": test'), object('Pod', 'smoke', '"helm.sh/hook": post-upgrade')].join('---\n');
    expect(names(text, 'helm')).toEqual([['Secret migrate'], ['ConfigMap a', 'Service web'], ['Pod smoke']]);
    expect(guessOrder(state(text).objects)).toBe('helm');
  });

  it('takes a rendered chart that brings the namespace of its hooks as plain text', () => {
    const hook = object('Secret', 'certs', '"helm.sh/hook": pre-install').replace('  name: certs', '  name: certs\n  namespace: shop');
    expect(guessOrder(state([object('Namespace', 'shop'), hook].join('---\n')).objects)).toBe('kubectl');
    expect(guessOrder(state([object('Namespace', 'other'), hook].join('---\n')).objects)).toBe('helm');
    expect(guessOrder(state([object('Namespace', 'shop', '"helm.sh/hook": pre-install, "helm.sh/hook-weight": "-1"'), hook].join('---\n')).objects)).toBe('helm');
  });

  it("follows Argo CD's phases and waves", () => {
    const text = [object('Service', 'late', '"argocd.argoproj.io/sync-wave": "2"'), object('Service', 'web'), object('ConfigMap', 'early', '"argocd.argoproj.io/sync-wave": "-1"'), object('Pod', 'migrate', '"argocd.argoproj.io/hook": PreSync')].join('---\n');
    expect(names(text, 'argocd')).toEqual([['Pod migrate'], ['ConfigMap early'], ['Service web'], ['Service late']]);
    expect(guessOrder(state(text).objects)).toBe('argocd');
  });
});
