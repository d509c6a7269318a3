import { describe, expect, it } from 'vitest';
import { UsageError } from '../../diag/usage-error.ts';
import { resolveConfig } from './resolve-config.ts';
import type { ResolvedConfig } from './resolve-config.ts';

function resolve(files: Readonly<Record<string, string>>): Promise<ResolvedConfig> {
  return resolveConfig(files['kubeplan.yaml'] ?? '', 'kubeplan.yaml', (reference) => {
    const text = files[reference];
    return text === undefined ? Promise.reject(new UsageError(`no ${reference}`)) : Promise.resolve({ file: reference, text });
  });
}

describe('resolveConfig', () => {
  it('reads presets, rules, filters and lists; off needs no quotes', async () => {
    const { config } = await resolve({
      'kubeplan.yaml': `extends: [strict]
rules:
  a: off
  b: { severity: error, min: 2 }
ignore:
  - { rule: a, kind: Pod, file: 'x/**', path: spec, container: web, reason: known, until: 2027-01-31 }
overrides:
  - { namespace: [dev, test], rules: { b: info } }
locked: [c]
`,
    });
    expect(config).toEqual({
      presets: ['strict'],
      rules: { a: 'off', b: { severity: 'error', min: 2 } },
      ignore: [{ rules: ['a'], kinds: ['Pod'], files: ['x/**'], paths: ['spec'], containers: ['web'], reason: 'known', until: '2027-01-31' }],
      overrides: [{ namespaces: ['dev', 'test'], rules: { b: 'info' } }],
      locked: ['c'], external: [], workloads: [], custom: [],
    });
  });

  it('puts the file on top of what it extends, and joins lists', async () => {
    const { config, plugins, baseline } = await resolve({
      'kubeplan.yaml': 'extends: base.yaml\nrules: { a: error }\nplugins: [./mine.js]\nbaseline: known.json\n',
      'base.yaml': 'extends: recommended\nrules: { a: info, b: info }\nplugins: [theirs]\n',
    });
    expect(config).toMatchObject({ presets: ['recommended'], rules: { a: 'error', b: 'info' } });
    expect(plugins).toEqual([{ reference: 'theirs', from: 'base.yaml' }, { reference: './mine.js', from: 'kubeplan.yaml' }]);
    expect(baseline).toEqual({ file: 'known.json', from: 'kubeplan.yaml' });
  });

  it.each([
    ['rules: [a]', 'rules must be a map'],
    ['extends: 7', 'extends must be a text or a list'],
    ['ignore: [{ rule: a, until: 2026-02-30 }]', 'ignore.0.until 2026-02-30 is no day of the calendar'],
    ['rulez: {}', 'there is no key "rulez"; did you mean "rules"?'],
    ['ignore: [{ kind: Pod }]', 'ignore.0 lacks "rule"'],
    ['ignore: [{ rule: a, until: tomorrow }]', 'ignore.0.until is not written as expected'],
    ['custom: [{ id: A, message: m, expression: e }]', 'custom.0.id is not written as expected'],
    ['a: [', 'kubeplan.yaml:1:'],
    ['- a', 'the configuration must be a map'],
    ['rules: { a: fatal }', 'rules.a'],
  ])('refuses %s', async (text, message) => {
    await expect(resolve({ 'kubeplan.yaml': text })).rejects.toThrow(message);
  });

  it('refuses circles', async () => {
    await expect(resolve({ 'kubeplan.yaml': 'extends: a.yaml', 'a.yaml': 'extends: kubeplan.yaml' })).rejects.toThrow('kubeplan.yaml -> a.yaml -> kubeplan.yaml');
  });

  it('takes an empty file for an empty configuration', async () => {
    expect((await resolve({ 'kubeplan.yaml': '# nothing yet\n' })).config.rules).toEqual({});
  });
});
