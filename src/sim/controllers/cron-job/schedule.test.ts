import { describe, expect, it } from 'vitest';
import { mostRecent, parseSchedule, scheduleCache } from './schedule.ts';

const at = (text: string): number => Date.parse(text);

describe('mostRecent', () => {
  it.each([
    ['nothing is due yet', '0 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:59:59Z', undefined],
    ['one is due', '0 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-01T01:00:00Z'],
    ['many are due', '*/5 * * * *', '2026-01-01T00:00:00Z', '2026-02-01T00:03:00Z', '2026-02-01T00:00:00Z'],
    ['a delay stays in phase', '@every 7m', '2026-01-01T00:01:00Z', '2026-01-01T00:30:00Z', '2026-01-01T00:29:00Z'],
    ['intervals differ', '30 6-16/4 * * 1-5', '2026-01-01T00:00:00Z', '2026-01-06T12:00:00Z', '2026-01-06T10:30:00Z'],
    ['the jump leads past the last one, into the week-end', '30 6-16/4 * * 1-5', '2026-01-01T00:00:00Z', '2026-01-04T00:00:00Z', undefined],
  ])('%s', (_name, text, earliest, now, expected) => {
    const schedule = parseSchedule(text, undefined);
    if (schedule === undefined) throw new Error(text);
    const recent = mostRecent(schedule, at(earliest), at(now));
    expect(recent).toBe(expected === undefined ? undefined : at(expected));
  });
});

describe('scheduleCache', () => {
  it('reads a text once for each zone', () => {
    const read = scheduleCache();
    expect(read('0 3 * * *', 'Europe/Oslo')).toBe(read('0 3 * * *', 'Europe/Oslo'));
    expect(read('0 3 * * *', 'Europe/Oslo')).not.toBe(read('0 3 * * *', undefined));
    expect(read('nonsense', undefined)).toBeUndefined();
  });
});
