import { expect, test } from 'vitest';
import { formatIndexes, parseIndexes } from './indexes.ts';

test.each([
  [[0], '0'],
  [[0, 1], '0,1'],
  [[0, 1, 2, 5], '0-2,5'],
  [[3, 4, 7, 8, 9], '3,4,7-9'],
  [[], ''],
])('%j is %s', (indexes, text) => {
  expect(formatIndexes(new Set(indexes))).toBe(text);
  expect([...parseIndexes(text, 10)]).toEqual(indexes);
});

test('indexes beyond the completions do not count', () => expect([...parseIndexes('0-5', 3)]).toEqual([0, 1, 2]));
