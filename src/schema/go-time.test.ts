import { expect, test } from 'vitest';
import { canonicalTime } from './go-time.ts';

test.each([
  ['2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
  ['2025-01-01T00:00:00.123Z', '2025-01-01T00:00:00Z'],
  ['2025-01-01T00:00:00,5Z', '2025-01-01T00:00:00Z'],
  ['2025-01-01T5:04:05Z', '2025-01-01T05:04:05Z'],
  ['2025-01-01T00:30:00+02:00', '2024-12-31T22:30:00Z'],
  ['2024-02-29T23:59:59-01:30', '2024-03-01T01:29:59Z'],
])('%s is %s', (text, canonical) => {
  expect(canonicalTime(text, false)).toBe(canonical);
});

test.each(['', 'bad', '2025-01-01', '2025-01-01T00:00:00', '2025-01-01 00:00:00Z', '2025-13-01T00:00:00Z', '2025-02-29T00:00:00Z', '2025-01-01T24:00:00Z', '2025-01-01t00:00:00Z', '2025-1-1T00:00:00Z'])(
  '%s is no time',
  (text) => {
    expect(canonicalTime(text, false)).toBeUndefined();
  },
);

test('a micro time has exactly six digits of fraction', () => {
  expect(canonicalTime('2025-01-01T00:00:00.123456Z', true)).toBe('2025-01-01T00:00:00.123456Z');
  expect(canonicalTime('2025-01-01T01:00:00.000001+01:00', true)).toBe('2025-01-01T00:00:00.000001Z');
  for (const text of ['2025-01-01T00:00:00Z', '2025-01-01T00:00:00.123Z', '2025-01-01T00:00:00.1234567Z']) expect(canonicalTime(text, true)).toBeUndefined();
});
