import { expect, test } from 'vitest';
import { applyJsonPatch } from './json-patch.ts';

test('operations on a copy', () => {
  const document = { a: { b: [1, 2] }, 'x/y': 1 };
  const changed = applyJsonPatch(document, [
    { op: 'add', path: '/a/b/-', value: 3 },
    { op: 'remove', path: '/a/b/0' },
    { op: 'replace', path: '/x~1y', value: null },
    { op: 'move', from: '/a/b', path: '/c' },
  ]);
  expect(changed).toEqual({ a: {}, 'x/y': null, c: [2, 3] });
  expect(document).toEqual({ a: { b: [1, 2] }, 'x/y': 1 });
});

test('a replaced key keeps its place', () => {
  expect(JSON.stringify(applyJsonPatch({ a: 1, b: 2 }, [{ op: 'replace', path: '/a', value: 3 }]))).toBe('{"a":3,"b":2}');
  expect(applyJsonPatch({ a: 1 }, [{ op: 'replace', path: '', value: [] }])).toEqual([]);
});
