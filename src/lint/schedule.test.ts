import { describe, expect, it } from 'vitest';
import { everComes, shortestIntervalSeconds } from './schedule.ts';

describe('schedules', () => {
  it.each([['0 6 * * *', true], ['0 0 29 2 *', true], ['0 0 30 2 *', false], ['0 0 31 4,6,9,11 *', false], ['0 0 30 2 mon', true], ['0 0 30 2 ?', false], ['0 0 30 2 */2', true], ['@every 90s', true], ['TZ=UTC 0 0 30 2 *', false], ['@hourly', true], ['every day', undefined], ['* * * * * *', undefined]])('%s comes: %s', (schedule, comes) => {
    expect(everComes(schedule)).toBe(comes);
  });

  it.each([['*/5 * * * *', 300], ['0,1 6 * * *', 60], ['0 6 * * *', 86_400], ['0 0 30 2 *', undefined], ['*/5 * 30 2 *', undefined], ['59 23,0 * * *', 3_600], ['0 6 * * 1,3', 2 * 86_400], ['0 6 1 * *', 28 * 86_400], ['@weekly', 7 * 86_400], ['@every 1h30m', 5_400]])('%s leaves %s seconds', (schedule, seconds) => {
    expect(shortestIntervalSeconds(schedule)).toBe(seconds);
  });
});
