import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, parseTime } from './wall-clock.ts';

test('times are written and read as the platform does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000_000_000, max: 20_000_000_000 }), (seconds) => {
      const text = new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
      expect(formatTime(seconds * 1000)).toBe(text);
      expect(parseTime(text)).toBe(seconds * 1000);
    }),
  );
});

test.each([
  ['2026-01-01T00:00:00.250Z', 1_767_225_600_250],
  ['2026-01-01T02:00:00+02:00', 1_767_225_600_000],
  ['2025-12-31T19:00:00-05:00', 1_767_225_600_000],
  ['yesterday', undefined],
])('%s', (text, epochMs) => expect(parseTime(text)).toBe(epochMs));
