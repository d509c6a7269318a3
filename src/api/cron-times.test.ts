import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from './cron-schedule.ts';
import { cronTimes } from './cron-times.ts';

function next(text: string, from: string, zone?: string): string | undefined {
  const schedule = parseCronSchedule(text);
  const time = typeof schedule === 'string' ? undefined : cronTimes(schedule, zone)?.next(Date.parse(from));
  return time === undefined ? undefined : new Date(time).toISOString().replace('.000', '');
}

describe('cronTimes', () => {
  it.each([
    ['*/15 9-17 * * mon-fri', '2026-01-02T17:45:00Z', '2026-01-05T09:00:00Z'],
    ['5/20 * * * *', '2026-01-01T00:05:00Z', '2026-01-01T00:25:00Z'],
    ['0 12 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T12:00:00Z'],
    ['0 0 31 2 *', '2026-01-01T00:00:00Z', undefined],
    ['@monthly', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'],
    ['@every 90s', '2026-01-01T00:00:10Z', '2026-01-01T00:01:40Z'],
    ['@every 1500ms', '2026-01-01T00:00:10Z', '2026-01-01T00:00:11Z'],
    ['TZ=Asia/Tokyo 0 9 * * *', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['1 2 3 4 5', '2026-01-01T00:00:00Z', '2026-04-03T02:01:00Z'],
    // Either of two restricted days, but both where one of them is any.
    ['0 0 13 * 5', '2026-01-10T00:00:00Z', '2026-01-13T00:00:00Z'],
    ['0 0 * * 5', '2026-01-10T00:00:00Z', '2026-01-16T00:00:00Z'],
    ['0 0 */2 * 5', '2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z'],
  ])('%s after %s', (text, from, expected) => {
    expect(next(text, from)).toBe(expected);
  });

  it.each([
    ['does not run at a time that is skipped', '30 2 * * *', '2026-03-08T00:00:00-05:00', '2026-03-09T06:30:00Z'],
    ['goes from 1 o’clock to 3 o’clock', '0 * * * *', '2026-03-08T01:00:00-05:00', '2026-03-08T07:00:00Z'],
    ['runs at the first of two equal times', '30 1 * * *', '2026-11-01T00:00:00-04:00', '2026-11-01T05:30:00Z'],
    ['runs at the second one as well', '30 1 * * *', '2026-11-01T01:30:00-04:00', '2026-11-01T06:30:00Z'],
    ['then on the next day', '30 1 * * *', '2026-11-01T01:30:00-05:00', '2026-11-02T06:30:00Z'],
  ])('%s', (_name, text, from, expected) => {
    expect(next(text, from, 'America/New_York')).toBe(expected);
  });

  it.each([
    ['0 9 10 * *', '2018-10-17T05:00:00-04:00', '2018-11-10T11:00:00Z'],
    ['30 5 * * *', '2018-11-03T12:00:00-03:00', '2018-11-04T07:30:00Z'],
    ['0 0 * * *', '2018-11-03T12:00:00-03:00', '2018-11-05T02:00:00Z'],
  ])('passes over a midnight that does not exist: %s', (text, from, expected) => {
    expect(next(text, from, 'America/Sao_Paulo')).toBe(expected);
  });

  it('knows no such zone', () => {
    expect(next('0 0 * * *', '2026-01-01T00:00:00Z', 'Mars/Base')).toBeUndefined();
  });
});
