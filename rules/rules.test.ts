import { describe, expect, it } from 'vitest';
import { exampleProblems } from '../src/lint/check-examples.ts';
import { loadText } from '../src/load/load.ts';
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
