import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { defineRule } from '../rule.ts';
import { lint } from '../lint.ts';
import { applyFixes } from './apply-fixes.ts';
import type { FieldChange } from './fix-action.ts';

/** A rule that makes the given changes in every object. */
async function mend(text: string, changes: readonly FieldChange[]): Promise<{ text: string; skipped: readonly string[] }> {
  const rule = defineRule({
    id: 'mend', category: 'style', severity: 'info', summary: '', why: '', fix: '', sources: [], since: '0.1.0', presets: [], messages: { any: 'any' },
    examples: { valid: [], invalid: [] }, target: 'any',
    check: ({ report }) => changes.forEach((change) => report({ path: change.path, messageId: 'any', fix: { description: '', safe: true, changes: [change] } })),
  });
  const load = (source: string) => loadText(source, 'a.yaml');
  const { fixable } = lint(load(text), { rules: [rule], config: { presets: ['all'] } });
  const fixed = await applyFixes(text, fixable, load);
  return { text: fixed.text, skipped: fixed.skipped.map(({ reason }) => reason) };
}

const set = (path: string, value: FieldChange extends infer C ? (C extends { op: 'set'; value: infer V } ? V : never) : never): FieldChange => ({ op: 'set', path, value });

describe('applyFixes', () => {
  it('keeps comments, quotes, order and blank lines', async () => {
    const text = "# shop\napiVersion: v1\nkind: \"Pod\" # the kind\nmetadata:\n  name: 'web'\n\nspec:\n  hostNetwork: true # why?\n  containers:\n  - name: web # first\n    image: web\n";
    const fixed = await mend(text, [set('spec.hostNetwork', false), set('spec.containers[0].securityContext.privileged', false), set('spec.hostUsers', false)]);
    expect(fixed).toEqual({ text: `${text.replace('true # why?', 'false # why?')}    securityContext:\n      privileged: false\n  hostUsers: false\n`, skipped: [] });
  });

  it('writes fields of one new parent together', async () => {
    const fixed = await mend('apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n', [set('spec.x.b', true), set('spec.x.c.d', 'y'), set('spec.x.c.e', ['ALL'])]);
    expect(fixed.text).toBe("apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n  x:\n    b: true\n    c:\n      d: 'y'\n      e: [ALL]\n");
  });

  it('takes the first of two mends that disagree', async () => {
    const fixed = await mend('apiVersion: v1\nkind: Pod\nspec: {}\n', [set('spec.a', 1), set('spec.a', 2)]);
    expect(fixed).toEqual({ text: 'apiVersion: v1\nkind: Pod\nspec: { a: 1 }\n', skipped: ['another mend is at the same place; run again'] });
  });

  it('keeps CRLF line ends', async () => {
    const fixed = await mend('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  a: 1\r\n', [set('spec.x.b', true)]);
    expect(fixed.text).toBe('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  a: 1\r\n  x:\r\n    b: true\r\n');
  });

  it('keeps a byte order mark', async () => {
    const fixed = await mend('\uFEFFapiVersion: v1\nkind: Pod\nspec:\n  a: 1\n', [set('spec.a', 2)]);
    expect(fixed.text === '\uFEFFapiVersion: v1\nkind: Pod\nspec:\n  a: 2\n' || fixed.skipped.length === 1).toBe(true);
  });

  it('copes with a last line without a line end', async () => {
    const fixed = await mend('apiVersion: v1\nkind: Pod\nspec:\n  a: 1', [set('spec.b', 2)]);
    expect(fixed.text).toBe('apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n  b: 2');
  });

  it('writes into braces, also those of JSON', async () => {
    expect((await mend('apiVersion: v1\nkind: Pod\nspec: { a: 1 }\n', [set('spec.b.c', true)])).text).toBe('apiVersion: v1\nkind: Pod\nspec: { a: 1, b: { c: true } }\n');
    expect((await mend('{"apiVersion":"v1","kind":"Pod","spec":{"a":1}}\n', [set('spec.b.c', 'x')])).text).toBe('{"apiVersion":"v1","kind":"Pod","spec":{"a":1, "b": {"c":"x"}}}\n');
    expect((await mend('{apiVersion: v1, kind: Pod, spec: {a: 1}}\n', [set('spec.b', true)])).text).toBe('{apiVersion: v1, kind: Pod, spec: {a: 1, b: true}}\n');
    expect((await mend('{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"spec": {\n\t\t"a": 1\n\t}\n}\n', [set('spec.b.c', 'x'), set('spec.d', 2)])).text).toBe(
      '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"spec": {\n\t\t"a": 1,\n\t\t"b": {\n\t\t\t"c": "x"\n\t\t},\n\t\t"d": 2\n\t}\n}\n',
    );
  });

  it('fills a key without a value', async () => {
    expect((await mend('apiVersion: v1\nkind: Pod\nspec:\n  x:\n  z: null\n', [set('spec.x.b', true), set('spec.z', 1)])).text).toBe('apiVersion: v1\nkind: Pod\nspec:\n  x: { b: true }\n  z: 1\n');
  });

  it('edits the right document and the right item of a list', async () => {
    const text = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    a: 1\n- apiVersion: v1\n  kind: Pod\n  spec:\n    a: 1\n---\napiVersion: v1\nkind: Pod\nspec:\n  a: 1\n';
    expect((await mend(text, [set('spec.a', 2)])).text).toBe(text.replaceAll('a: 1', 'a: 2'));
  });

  it('removes and renames fields and removes items', async () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  a: 1 # gone too\n  # about b\n  b: 2\n  list:\n  - x: 1\n    y: 2\n  - z: 3\n  only:\n    c: 1\n';
    const fixed = await mend(text, [
      { op: 'remove', path: 'spec.a' },
      { op: 'rename', path: 'spec.b', to: 'bb' },
      { op: 'remove', path: 'spec.list[0]' },
      { op: 'remove', path: 'spec.only.c' },
    ]);
    expect(fixed).toEqual({ text: 'apiVersion: v1\nkind: Pod\nspec:\n  # about b\n  bb: 2\n  list:\n  - z: 3\n  only:\n    {}\n', skipped: [] });
  });

  it('leaves values alone that anchors share', async () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  a: &shared\n    x: 1\n  b: *shared\n';
    const fixed = await mend(text, [set('spec.b.x', 2), set('spec.a.x', 2)]);
    expect(fixed).toEqual({ text, skipped: ['the value is shared by an anchor', 'the value is shared by an anchor'] });
  });
});
