import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import type { LintConfig } from './config/lint-config.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint.ts';
import { defineContainerRule } from './container-rule.ts';
import { defineRule } from './rule.ts';

const BASE = { category: 'policy', severity: 'warning', summary: '', why: '', fix: '', since: '0.1.0', examples: { valid: [], invalid: [] } } as const;

/** Flags every container that is called `bad…`, at its image. */
const badContainer = defineContainerRule({
  ...BASE,
  id: 'bad-container',
  sources: ['kube-linter:bad', 'kube-score:container-bad', 'polaris:badContainer', 'checkov:CKV_1'],
  presets: ['recommended'],
  messages: { bad: '{container} is bad' },
  checkContainer: (container, { report }) => {
    if (container.name.startsWith('bad')) report({ path: `${container.path}.image`, messageId: 'bad' });
  },
});

/** Flags every object that has no owner label; off unless it is asked for. */
const owner = defineRule({
  ...BASE,
  id: 'owner',
  sources: [],
  presets: [],
  options: { label: { type: 'string', default: 'owner', description: 'The label.' } },
  messages: { none: 'no {label}' },
  target: 'any',
  check: ({ object, options, report }) => {
    const label = String(options['label']);
    if (object.labels[label] === undefined) report({ path: 'metadata.labels', messageId: 'none', data: { label } });
  },
});

const throwing = defineRule({ ...BASE, id: 'throwing', sources: [], presets: ['recommended'], messages: { none: '' }, target: ['ConfigMap'], check: () => { throw new Error('oops'); } });

function run(yaml: string, config: LintConfig = {}, options: Partial<LintOptions> = {}) {
  return lint(loadText(yaml, 'shop/web.yaml'), { rules: [badContainer, owner, throwing], config, ...options });
}

function ids(yaml: string, config: LintConfig = {}, options: Partial<LintOptions> = {}): string[] {
  return run(yaml, config, options).findings.map(({ rule, line }) => `${rule}${line === undefined ? '' : `:${line}`}`);
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: bad
      image: web
    - name: bad2
      image: web
`;

const withAnnotations = (annotations: string): string => POD.replace('  name: web\n', `  name: web\n  annotations:\n    ${annotations}\n`);

describe('lint', () => {
  it('gives findings with place, object and message', () => {
    expect(run(POD).findings[0]).toEqual({
      rule: 'bad-container', source: 'lint', severity: 'warning', message: 'container "bad" is bad', path: 'spec.containers[0].image',
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' }, file: 'shop/web.yaml', document: 0, line: 8, column: 14, endLine: 8, endColumn: 17,
    });
  });

  it('sees pods in every kind of workload, in custom ones by their looks or by the configuration', () => {
    const containers = 'containers: [{ name: bad, image: web }]';
    const kinds: readonly (readonly [string, string, string])[] = [
      ['apps/v1', 'DaemonSet', `spec: { template: { spec: { ${containers} } } }`],
      ['batch/v1', 'CronJob', `spec: { jobTemplate: { spec: { template: { spec: { ${containers} } } } } }`],
      ['argoproj.io/v1alpha1', 'Rollout', `spec: { template: { spec: { ${containers} } } }`],
      ['serving.knative.dev/v1', 'Service', `spec: { template: { spec: { ${containers} } } }`],
      ['apps.openshift.io/v1', 'DeploymentConfig', `spec: { template: { spec: { ${containers} } } }`],
      ['example.com/v1', 'Shop', `spec: { template: { spec: { ${containers} } } }`],
      ['example.com/v1', 'Database', `spec: { pods: { spec: { ${containers} } } }`],
    ];
    const workloads = [{ kind: 'example.com/Database', template: 'spec.pods' }];
    for (const [apiVersion, kind, spec] of kinds) expect(ids(`apiVersion: ${apiVersion}\nkind: ${kind}\n${spec}\n`, { workloads }), kind).toEqual(['bad-container:3']);
  });

  it('is not thrown off by values of any type', () => {
    const garbage = ['null', '1', 'text', '[]', '[1, null, text, []]', '{}', '{ a: [] }', 'true'];
    for (const value of garbage) {
      for (const line of [`metadata: ${value}`, `spec: ${value}`, `spec: { containers: ${value} }`, `spec: { containers: [${value}], securityContext: ${value} }`, `metadata: { labels: ${value}, annotations: ${value} }`]) {
        expect(run(`apiVersion: v1\nkind: Pod\n${line}\n`, { presets: ['all'] }).failures).toEqual([]);
      }
    }
  });

  it('goes on when a rule throws', () => {
    const result = run(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\n${POD}`);
    expect(result.failures.map(({ rule, object, error }) => [rule, object.name, (error as Error).message])).toEqual([['throwing', 'a', 'oops']]);
    expect(result.findings.length).toBe(2);
  });

  it('knows the namespace that an object lands in', () => {
    const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: a }\nspec: { group: example.com, scope: Cluster, names: { kind: Big } }\n---\n';
    const yaml = `${crd}apiVersion: example.com/v1\nkind: Big\nmetadata: { name: b }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: c }\n`;
    const { findings } = run(yaml, { rules: { owner: 'info' }, defaultNamespace: 'shop' });
    expect(findings.map(({ object }) => [object?.kind, object?.namespace])).toEqual([['CustomResourceDefinition', undefined], ['Big', undefined], ['Secret', 'shop']]);
  });
});

describe('configuration', () => {
  it('switches rules on and off and sets severities and options', () => {
    expect(ids(POD, { rules: { 'bad-container': 'off', owner: 'error' } })).toEqual(['owner:3']);
    expect(run(POD, { rules: { 'bad-container': 'off', owner: { label: 'team' } } }).findings[0]).toMatchObject({ severity: 'warning', message: 'no team' });
    expect(ids(POD, { presets: ['none'] })).toEqual([]);
  });

  it('overrides by kind, name, namespace, label and file', () => {
    const off = { rules: { 'bad-container': 'off' as const } };
    for (const filter of [{ kinds: ['Pod'] }, { names: ['w*'] }, { namespaces: ['default'] }, { files: ['shop/**'] }]) expect(ids(POD, { overrides: [{ ...filter, ...off }] })).toEqual([]);
    for (const filter of [{ kinds: ['Job'] }, { names: ['x*'] }, { namespaces: ['shop'] }, { files: ['other/**'] }, { labels: { app: 'web' } }]) expect(ids(POD, { overrides: [{ ...filter, ...off }] }).length).toBe(2);
  });

  it('refuses rules, presets and options that do not exist, with a suggestion', () => {
    expect(() => ids(POD, { rules: { 'bad-contianer': 'off' } })).toThrow('there is no rule "bad-contianer"; did you mean "bad-container"?');
    expect(() => ids(POD, { presets: ['recomended'] })).toThrow('did you mean "recommended"?');
    expect(() => ids(POD, { rules: { owner: { lable: 'x' } } })).toThrow('did you mean "label"?');
    expect(() => ids(POD, { rules: { owner: { label: 1 } } })).toThrow('option label of rule owner: must be a string, not 1');
    expect(() => ids(POD, { ignore: [{ rules: ['nothing'] }] })).toThrow('there is no rule "nothing"');
    expect(() => ids(POD, { overrides: [{ rules: { nothing: 'off' } }] })).toThrow('there is no rule "nothing"');
  });
});

describe('looking away', () => {
  it('by a comment on the line, at the item and above the object', () => {
    expect(ids(POD.replace('image: web\n', 'image: web # kubeplan-ignore bad-container: known\n'))).toEqual(['bad-container:10']);
    expect(ids(POD.replace('- name: bad2', '# kubeplan-ignore bad-container: known\n    - name: bad2'))).toEqual(['bad-container:8']);
    expect(ids(`# kubeplan-ignore bad-container: known\n${POD}`)).toEqual([]);
  });

  it('by an annotation on the object, the template and for one container', () => {
    expect(ids(withAnnotations('kubeplan.dev/ignore: "bad-container: known"'))).toEqual([]);
    expect(ids(withAnnotations('kubeplan.dev/ignore.bad2: "bad-container: known"'))).toEqual(['bad-container:10']);
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      annotations:\n        kubeplan.dev/ignore: bad-container, owner\n    spec:\n      containers: [{ name: bad, image: x }]\n';
    expect(ids(deployment, { rules: { owner: 'info' } })).toEqual(['owner:1', 'unused-ignore:7']);
  });

  it('by the configuration, for a rule, an object, a container and a path', () => {
    for (const filter of [{}, { names: ['web'] }, { paths: ['spec.containers'] }, { containers: ['bad*'] }]) expect(ids(POD, { ignore: [{ rules: ['bad-container'], ...filter }] })).toEqual([]);
    expect(ids(POD, { ignore: [{ rules: ['*'], containers: ['bad2'] }] })).toEqual(['bad-container:8']);
    expect(run(POD, { ignore: [{ rules: ['bad-container'], reason: 'known' }] }).ignored.map(({ reason, by }) => [reason, by])).toEqual([['known', 'entry ignore[0] of the configuration'], ['known', 'entry ignore[0] of the configuration']]);
  });

  it('by the annotations of other linters', () => {
    for (const annotation of ['ignore-check.kube-linter.io/bad: why', 'kube-linter.io/ignore-all: why', 'kube-score/ignore: container-bad', 'polaris.fairwinds.com/badContainer-exempt: "true"', 'polaris.fairwinds.com/exempt: "true"', 'checkov.io/skip1: CKV_1=why']) {
      expect(ids(withAnnotations(annotation)), annotation).toEqual([]);
      expect(ids(withAnnotations(annotation), { peerAnnotations: false }).length, annotation).toBe(2);
    }
  });

  it('tells of ignores that are unused, expired, unknown or without the reason that is demanded', () => {
    const clean = POD.replaceAll('bad', 'good');
    expect(ids(`# kubeplan-ignore bad-container: known\n${clean}`)).toEqual(['unused-ignore:1']);
    expect(ids(clean, { ignore: [{ rules: ['bad-container'] }] })).toEqual(['unused-ignore']);
    expect(ids(clean, { ignore: [{ rules: ['bad-container'], names: ['elsewhere'] }] }), 'about objects that are not in this input').toEqual([]);
    expect(ids(`# kubeplan-ignore bad-contianer: known\n${clean}`)).toEqual(['unknown-ignore:1']);
    expect(ids(`# kubeplan-ignore bad-container\n${POD}`, { requireReason: true })).toEqual(['ignore-without-reason:1']);
    expect(ids(`# kubeplan-ignore bad-container until 2026-01-31: known\n${POD}`, {}, { today: '2026-01-31' })).toEqual([]);
    expect(ids(`# kubeplan-ignore bad-container until 2026-01-31: known\n${POD}`, {}, { today: '2026-02-01' })).toEqual(['expired-ignore:1', 'bad-container:9', 'bad-container:11']);
  });

  it('not from locked rules', () => {
    const config: LintConfig = { locked: ['bad-container'], rules: { 'bad-container': 'error' }, overrides: [{ rules: { 'bad-container': 'off' } }] };
    expect(ids(`# kubeplan-ignore bad-container: known\n${POD}`, config)).toEqual(['locked-ignore:1', 'bad-container:9', 'bad-container:11']);
  });
});
