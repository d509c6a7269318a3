import { expect, test } from 'vitest';
import { isTimeZone } from './time-zones.ts';

test.each(['Europe/Oslo', 'America/Argentina/Buenos_Aires', 'US/Pacific', 'Etc/GMT+5', 'UTC', 'GB', 'Local', ''])('%s is a zone', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each(['europe/oslo', 'LOCAL', 'Mars/Base', '../etc/passwd', 'Europe', 'Europe/'])('%s is none', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

test('every zone of the platform is known', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([]);
});
