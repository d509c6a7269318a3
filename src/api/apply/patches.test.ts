import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';
import { OPEN_PATCH_SCHEMA, type PatchSchema } from './patch-schema.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';
import { threeWayMergePatch, threeWayStrategicPatches } from './three-way-patch.ts';

const SCHEMA: PatchSchema = {
  field: (name) =>
    ({
      items: { strategies: ['merge'], mergeKey: 'name', below: OPEN_PATCH_SCHEMA },
      finalizers: { strategies: ['merge'], mergeKey: '', below: OPEN_PATCH_SCHEMA },
      strategy: { strategies: ['retainKeys'], mergeKey: '', below: OPEN_PATCH_SCHEMA },
    })[name],
};

describe('strategicMergePatch', () => {
  const patched = (original: JsonObject, patch: JsonObject): JsonObject => strategicMergePatch(original, patch, SCHEMA).object;

  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['merges items by key, in the order of the patch', { items: [{ name: 'a', v: 1 }, { name: 'b' }] }, { items: [{ name: 'b', v: 2 }, { name: 'a' }] }, { items: [{ name: 'b', v: 2 }, { name: 'a', v: 1 }] }],
    ['appends new items after those that it does not name', { items: [{ name: 'a' }] }, { items: [{ name: 'c' }] }, { items: [{ name: 'c' }, { name: 'a' }] }],
    ['deletes items', { items: [{ name: 'a' }, { name: 'b' }] }, { items: [{ name: 'a', $patch: 'delete' }] }, { items: [{ name: 'b' }] }],
    ['replaces a list', { items: [{ name: 'a' }] }, { items: [{ $patch: 'replace' }, { name: 'z' }] }, { items: [{ name: 'z' }] }],
    ['replaces lists without a key', { args: ['a'] }, { args: ['b'] }, { args: ['b'] }],
    ['merges scalars', { finalizers: ['a', 'b'] }, { finalizers: ['c', 'a'] }, { finalizers: ['c', 'a', 'b'] }],
    ['deletes scalars', { finalizers: ['a', 'b'] }, { '$deleteFromPrimitiveList/finalizers': ['a'] }, { finalizers: ['b'] }],
    ['sets the order', { items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, { '$setElementOrder/items': [{ name: 'c' }, { name: 'a' }] }, { items: [{ name: 'b' }, { name: 'c' }, { name: 'a' }] }],
    ['retains keys', { strategy: { type: 'Rolling', rolling: {} } }, { strategy: { $retainKeys: ['type'], type: 'Recreate' } }, { strategy: { type: 'Recreate' } }],
    ['removes with null', { a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } }, { b: { d: 2 } }],
    ['drops directives where there is nothing to merge with', {}, { items: [{ name: 'a', $patch: 'delete' }, { name: 'b' }] }, { items: [{ name: 'b' }] }],
    ['drops directives and nulls where there is something of another type', { a: 1 }, { a: { $patch: 'merge', b: null, c: 1 } }, { a: { c: 1 } }],
  ])('%s', (_name, original, patch, expected) => expect(patched(original, patch)).toEqual(expected));

  it('says which patch does not fit', () => {
    expect(strategicMergePatch({ items: [{ name: 'a' }] }, { items: [{ v: 1 }] }, SCHEMA).problems).toHaveLength(1);
    expect(strategicMergePatch({ strategy: { a: 1 } }, { strategy: { $retainKeys: ['a'], b: 1 } }, SCHEMA).problems).toHaveLength(1);
  });
});

describe('three-way patches', () => {
  it('removes what was applied before and keeps what others added', () => {
    const original = { items: [{ name: 'a' }, { name: 'b', x: 1 }], strategy: { type: 'R', rolling: {} } };
    const modified = { items: [{ name: 'b' }], strategy: { type: 'R' } };
    const current = { items: [{ name: 'a' }, { name: 'b', x: 1, y: 2 }, { name: 'side' }], strategy: { type: 'R', rolling: {} } };
    const [deletions, changes] = threeWayStrategicPatches(original, modified, current, SCHEMA);
    const without = strategicMergePatch(current, deletions, SCHEMA).object;
    expect(strategicMergePatch(without, changes, SCHEMA).object).toEqual({ items: [{ name: 'b', y: 2 }, { name: 'side' }], strategy: { type: 'R' } });
  });

  it('is empty when the manifest is what is stored', () => {
    expect(threeWayStrategicPatches({ a: 1 }, { a: 1 }, { a: 1, b: 2 }, SCHEMA)).toEqual([{}, {}]);
    expect(threeWayMergePatch({ a: 1 }, { a: 1 }, { a: 1, b: 2 })).toEqual({});
  });

  it('replaces lists in kinds without a schema', () => {
    expect(threeWayMergePatch({ a: [1], gone: 1 }, { a: [2] }, { a: [1], gone: 1, other: 1 })).toEqual({ a: [2], gone: null });
  });
});

describe('jsonPatch', () => {
  it.each<[string, Json, { op: string; path: string; from?: string; value?: Json }[], Json]>([
    ['adds to a list', { a: [1, 2] }, [{ op: 'add', path: '/a/1', value: 9 }, { op: 'add', path: '/a/-', value: 8 }], { a: [1, 9, 2, 8] }],
    ['replaces a key that is not there', { a: {} }, [{ op: 'replace', path: '/a/b', value: 1 }], { a: { b: 1 } }],
    ['moves and copies', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }, { op: 'copy', from: '/b', path: '/c' }], { b: 1, c: 1 }],
    ['copies and finds null where a map has no such key', { a: {} }, [{ op: 'copy', from: '/a/x', path: '/a/y' }, { op: 'test', path: '/b', value: null }], { a: { y: null } }],
    ['reads escaped steps', { 'a/b': { '~': 1 } }, [{ op: 'remove', path: '/a~1b/~0' }], { 'a/b': {} }],
  ])('%s', (_name, document, operations, expected) => expect(jsonPatch(document, operations)).toEqual({ value: expected }));

  it.each<[string, { op: string; path: string; value?: Json }]>([
    ['removing what is not there', { op: 'remove', path: '/x' }],
    ['adding below nothing', { op: 'add', path: '/x/y', value: 1 }],
    ['an index beyond the end', { op: 'add', path: '/l/5', value: 1 }],
    ['a test that fails', { op: 'test', path: '/a', value: 2 }],
    ['a test for null below nothing', { op: 'test', path: '/x/y', value: null }],
    ['a test for null beyond the end', { op: 'test', path: '/l/0', value: null }],
    ['an unknown operation', { op: 'merge', path: '/a' }],
  ])('refuses %s', (_name, operation) => expect(jsonPatch({ a: 1, l: [] }, [operation]).problem).toContain(operation.path));
});

describe('mergePatch', () => {
  it('follows the examples of RFC 7386', () => {
    expect(mergePatch({ a: { b: 'c' } }, { a: { b: 'd', c: null } })).toEqual({ a: { b: 'd' } });
    expect(mergePatch({ a: [{ b: 'c' }] }, { a: [1] })).toEqual({ a: [1] });
    expect(mergePatch(['a'], { a: 'c' })).toEqual({ a: 'c' });
  });
});
