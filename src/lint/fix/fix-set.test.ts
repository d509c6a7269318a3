import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { lint } from '../lint.ts';
import { defineRule } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { setField } from './fix-action.ts';
import { fixSet } from './fix-set.ts';

const BASE = { category: 'style', severity: 'info', summary: '', why: '', fix: '', sources: [], since: '0.1.0', presets: ['recommended'], examples: { valid: [], invalid: [] }, target: 'any' } as const;

/** Wants a field of the spec to be a number, and offers to set it. */
function wants(field: string, value: number, when: (spec: Record<string, unknown>) => boolean, safe = true): Rule {
  return defineRule({
    ...BASE,
    id: `wants-${field}`,
    messages: { other: `${field} must be ${value}` },
    check: ({ object, report }) => {
      const spec = object.value['spec'] as Record<string, unknown>;
      if (when(spec) && spec[field] !== value) report({ path: `spec.${field}`, messageId: 'other', fix: setField(`spec.${field}`, value, '', safe) });
    },
  });
}

const files: Readonly<Record<string, string>> = { 'a.yaml': 'apiVersion: v1\nkind: A\nspec:\n  a: 1\n', 'b.yaml': 'apiVersion: v1\nkind: B\nspec:\n  a: 1 # one\n' };

async function run(rules: readonly Rule[], suggestions = false) {
  const sets = Object.entries(files).map(([file, text]) => loadText(text, file));
  const set: ManifestSet = { files: Object.keys(files), documents: sets.flatMap((each) => each.documents), findings: [] };
  const again = (state: ManifestSet) => lint(state, { rules });
  const fixed = await fixSet(set, again(set), { suggestions, read: (file) => (file === 'b.yaml' ? files[file] : undefined), load: loadText, lint: again });
  return { texts: Object.fromEntries(fixed.texts), left: fixed.result.findings.map(({ file, rule }) => `${file} ${rule}`), skipped: fixed.skipped.map(({ reason }) => reason) };
}

describe('fixSet', () => {
  it('mends what may be written, and follows up what a mend brings to light', async () => {
    const rules = [wants('a', 2, () => true), wants('b', 3, () => true)];
    expect(await run(rules)).toEqual({
      texts: { 'b.yaml': 'apiVersion: v1\nkind: B\nspec:\n  a: 2 # one\n  b: 3\n' },
      left: ['a.yaml wants-b', 'a.yaml wants-a'],
      skipped: ['it was not read from a file', 'it was not read from a file'],
    });
  });

  it('leaves out a mend that brings new findings, and makes the others', async () => {
    const harmful = wants('a', 2, () => true);
    const bringsMore = wants('b', 3, (spec) => spec['a'] === 2);
    const alone = await run([harmful, bringsMore]);
    expect(alone.texts).toEqual({});
    expect(alone.skipped).toContain('it would bring new findings (wants-b)');
    for (const rules of [[harmful, wants('c', 4, () => true), wants('d', 5, () => true), bringsMore], [wants('c', 4, () => true), wants('d', 5, () => true), harmful, bringsMore]]) {
      const among = await run(rules);
      expect(among.texts).toEqual({ 'b.yaml': 'apiVersion: v1\nkind: B\nspec:\n  a: 1 # one\n  c: 4\n  d: 5\n' });
      expect(among.skipped).toContain('it would bring new findings (wants-b)');
    }
  });

  it('finds the file whose mend brings a finding elsewhere', async () => {
    const texts: Record<string, string> = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.yaml`, `apiVersion: v1\nkind: ${name === 'c' ? 'Key' : 'A'}\nmetadata: { name: ${name} }\nspec:\n  a: 1\n`]));
    texts['watch.yaml'] = 'apiVersion: v1\nkind: Watch\nmetadata: { name: watch }\nspec: {}\n';
    const watch = defineRule({
      ...BASE,
      id: 'watch',
      messages: { gone: 'the key is turned' },
      check: ({ object, model, report }) => {
        const turned = model.objects.some(({ kind, value }) => kind === 'Key' && (value['spec'] as Record<string, unknown>)['a'] !== 1);
        if (object.kind === 'Watch' && turned) report({ path: 'spec', messageId: 'gone' });
      },
    });
    const rules = [wants('a', 2, (spec) => 'a' in spec), watch];
    const again = (state: ManifestSet) => lint(state, { rules });
    const set: ManifestSet = { files: Object.keys(texts), documents: Object.entries(texts).flatMap(([file, text]) => loadText(text, file).documents), findings: [] };
    const fixed = await fixSet(set, again(set), { suggestions: false, read: (file) => texts[file], load: loadText, lint: again });
    expect([...fixed.texts.keys()]).toEqual(['a.yaml', 'b.yaml', 'd.yaml', 'e.yaml']);
    expect(fixed.skipped.map(({ fixable, reason }) => `${fixable.object.name}: ${reason}`)).toEqual(['c: it would bring new findings (watch)']);
  });

  it('makes suggestions only when asked', async () => {
    const rules = [wants('a', 2, () => true, false)];
    expect((await run(rules)).texts).toEqual({});
    expect(Object.keys((await run(rules, true)).texts)).toEqual(['b.yaml']);
  });
});
