import { describe, expect, it } from 'vitest';
import type { Finding } from '../../diag/finding.ts';
import { loadText } from '../../load/load.ts';
import type { LintConfig } from '../config/lint-config.ts';
import { applyIgnores } from './apply-ignores.ts';
import type { AppliedIgnores } from './apply-ignores.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: web
          image: nginx
`;

const OBJECT = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
const STUCK: Finding = { rule: 'plan/stuck-rollout', source: 'plan', severity: 'error', message: 'stuck', object: OBJECT, path: 'spec.replicas', file: 'web.yaml', document: 0, line: 7, column: 13 };
const REFUSED: Finding = { ...STUCK, rule: 'validate/invalid-value', source: 'validate' };
const WARNED: Finding = { ...REFUSED, rule: 'validate/server-warning', severity: 'warning' };
const ACTIVE = new Set([STUCK.rule, REFUSED.rule, WARNED.rule]);

function apply(findings: readonly Finding[], text = WEB, config: LintConfig = {}, active: ReadonlySet<string> = ACTIVE): AppliedIgnores {
  return applyIgnores(findings.map((finding) => ({ ...finding, line: (finding.line ?? 1) + text.split('\n').indexOf('  replicas: 3') - 6 })), loadText(text, 'web.yaml'), { config, active, today: '2026-06-01' });
}

function rules(findings: readonly Finding[], text?: string, config?: LintConfig): string[] {
  return apply(findings, text, config).findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('applyIgnores', () => {
  it('looks away by comment, annotation and configuration', () => {
    expect(rules([STUCK, WARNED])).toEqual(['plan/stuck-rollout error', 'validate/server-warning warning']);
    expect(rules([STUCK], `# kubeplan-ignore plan/stuck-rollout: known\n${WEB}`)).toEqual([]);
    expect(rules([STUCK], WEB.replace('spec:\n  rep', 'spec: # kubeplan-ignore plan/stuck-rollout: known\n  rep'))).toEqual([]);
    expect(rules([STUCK], WEB.replace('image: nginx', 'image: nginx # kubeplan-ignore plan/stuck-rollout: known'))).toEqual(['plan/stuck-rollout error', 'unused-ignore warning']);
    expect(rules([WARNED], WEB.replace('annotations: {}', 'annotations: {kubeplan.dev/ignore: "validate/server-warning: known"}'))).toEqual([]);
    expect(rules([STUCK], WEB, { ignore: [{ rules: [STUCK.rule], names: ['web'] }] })).toEqual([]);
    expect(rules([STUCK], WEB, { ignore: [{ rules: [STUCK.rule], paths: ['spec.template'] }] })).toEqual(['unused-ignore warning', 'plan/stuck-rollout error']);
    expect(apply([STUCK], WEB, { ignore: [{ rules: ['*'], reason: 'known' }] }).ignored.map(({ reason, by }) => [reason, by])).toEqual([['known', 'entry ignore[0] of the configuration']]);
  });

  it('grades, for some objects too, and switches off', () => {
    expect(rules([STUCK], WEB, { rules: { [STUCK.rule]: 'info' } })).toEqual(['plan/stuck-rollout info']);
    expect(rules([STUCK], WEB, { rules: { [STUCK.rule]: 'off' } })).toEqual([]);
    expect(rules([STUCK], WEB, { overrides: [{ kinds: ['Deployment'], rules: { [STUCK.rule]: { severity: 'warning' } } }] })).toEqual(['plan/stuck-rollout warning']);
    expect(rules([STUCK], WEB, { overrides: [{ kinds: ['Job'], rules: { [STUCK.rule]: 'off' } }] })).toEqual(['plan/stuck-rollout error']);
  });

  it('not from what is locked', () => {
    expect(rules([STUCK], `# kubeplan-ignore plan/stuck-rollout: known\n${WEB}`, { locked: [STUCK.rule], rules: { [STUCK.rule]: 'off' } })).toEqual(['locked-ignore error', 'plan/stuck-rollout error']);
  });

  it('not from what the API server refuses, unless the configuration names it', () => {
    expect(rules([REFUSED], `# kubeplan-ignore validate/invalid-value: known\n${WEB}`)).toEqual(['locked-ignore error', 'validate/invalid-value error']);
    expect(rules([REFUSED], WEB.replace('annotations: {}', 'annotations: {kubeplan.dev/ignore: "*"}'))).toEqual(['validate/invalid-value error']);
    expect(rules([REFUSED], WEB, { ignore: [{ rules: ['*'] }] })).toEqual(['validate/invalid-value error']);
    expect(rules([REFUSED], WEB, { ignore: [{ rules: [REFUSED.rule], reason: 'the cluster has another version' }] })).toEqual([]);
    expect(rules([REFUSED], WEB, { rules: { [REFUSED.rule]: 'warning' } })).toEqual(['validate/invalid-value warning']);
  });

  it('never from what cannot be read', () => {
    const broken: Finding = { rule: 'load/yaml-syntax', source: 'load', severity: 'error', message: 'broken', file: 'web.yaml', document: 1 };
    expect(rules([broken], WEB, { rules: { [broken.rule]: 'off' }, ignore: [{ rules: [broken.rule] }] })).toContain('load/yaml-syntax error');
  });

  it('judges the ignores of the stages that ran, and no others', () => {
    const text = `# kubeplan-ignore plan/stuck-rollout, plan/unschedulable, min-replicas: known\n# kubeplan-ignore validate/server-warning until 2026-01-31: soon\n${WEB}`;
    expect(apply([WARNED], text).findings.map(({ message }) => message)).toEqual([
      'the comment keeps nothing of plan/stuck-rollout quiet here: remove it',
      'the comment for validate/server-warning ended on 2026-01-31: mend what it hides, or give it a new date',
      'stuck',
    ]);
  });

  it('tells findings about the items of a List apart, and knows objects that are only in the base', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {kubeplan.dev/ignore: plan/unschedulable}}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n';
    const pod = (name: string): Finding => ({ ...STUCK, rule: 'plan/unschedulable', object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name } });
    const { findings } = applyIgnores([pod('a'), pod('b')], loadText(list, 'web.yaml'), { config: {}, active: ACTIVE });
    expect(findings.map(({ object }) => object?.name)).toEqual(['b']);
    const gone: Finding = { rule: 'plan/data-loss', source: 'plan', severity: 'warning', message: 'gone', object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data' }, file: 'old.yaml', document: 4 };
    expect(rules([gone], WEB, { ignore: [{ rules: [gone.rule], kinds: ['PersistentVolumeClaim'], namespaces: ['shop'] }] })).toEqual([]);
  });
});
