import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleProblems } from '../src/lint/check-examples.ts';
import { loadText } from '../src/load/load.ts';
import { configSchemaText } from '../src/lint/config/config-schema.ts';
import { applyFixes } from '../src/lint/fix/apply-fixes.ts';
import { lint } from '../src/lint/lint.ts';
import { rulesMarkdown } from '../src/lint/rules-markdown.ts';
import { optionProblem } from '../src/lint/config/rule-options.ts';
import { CATEGORIES, PRESETS } from '../src/lint/rule.ts';
import { RULES } from './index.ts';

describe('every rule', () => {
  it('has an id of its own', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  });

  for (const rule of RULES) {
    describe(rule.id, () => {
      it('flags its invalid examples on the marked lines and nothing in its valid ones', () => {
        expect(exampleProblems(rule, (yaml) => loadText(yaml, 'example.yaml'))).toEqual([]);
      });

      it('is described completely', () => {
        expect(rule.id).toMatch(/^[a-z]+(?:-[a-z0-9]+)*$/);
        expect(CATEGORIES).toContain(rule.category);
        for (const preset of rule.presets) expect(PRESETS).toContain(preset);
        for (const text of [rule.summary, rule.why, rule.fix]) expect(text).toMatch(/^[A-Z].{7,}[.)]$/);
        expect(rule.examples.valid.length).toBeGreaterThan(0);
        expect(rule.examples.invalid.length).toBeGreaterThan(0);
        expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
      });

      it('shows one of its messages at least in an example', () => {
        const shown = rule.examples.invalid.map((example) => example.yaml).join('\n');
        const ids = Object.keys(rule.messages);
        expect(ids.some((id) => new RegExp(`# want .*\\b${id}\\b`).test(shown))).toBe(true);
        for (const id of Object.keys(rule.severities ?? {})) expect(ids).toContain(id);
      });

      it('mends its invalid examples so that the mended findings are gone and no new one comes', async () => {
        let mended = 0;
        for (const { yaml, options } of rule.examples.invalid) {
          const config = { presets: ['none'], rules: { [rule.id]: { severity: rule.severity, ...options } } };
          const run = (text: string) => lint(loadText(text, 'example.yaml'), { rules: [rule], config });
          const before = run(yaml);
          if (before.fixable.length === 0) continue;
          const fixed = await applyFixes(yaml, before.fixable, (text) => loadText(text, 'example.yaml'));
          expect(fixed.skipped.map(({ reason }) => reason)).toEqual([]);
          const after = run(fixed.text);
          expect(after.fixable).toEqual([]);
          expect(after.findings.length).toBe(before.findings.length - before.fixable.length);
          mended += fixed.applied.length;
        }
        expect(mended > 0).toBe(rule.fixable !== undefined);
      });

      it('has options whose defaults hold', () => {
        for (const [name, schema] of Object.entries(rule.options ?? {})) {
          expect(name).toMatch(/^[a-z][A-Za-z]*$/);
          expect(optionProblem(schema, schema.default)).toBeUndefined();
          expect(schema.description).toMatch(/\.$/);
        }
      });
    });
  }
});

describe('what is made from the rules', () => {
  const committed = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

  it('is up to date: npx tsx src/build/lint-files.ts', () => {
    expect(committed('rules/README.md')).toBe(rulesMarkdown(RULES));
    expect(committed('schemas/config.schema.json')).toBe(configSchemaText(RULES));
  });
});
