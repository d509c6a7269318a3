import { describe, expect, test } from 'vitest';
import { cronScheduleProblem } from './cron-schedule.ts';

describe('schedules that the API server takes', () => {
  test.each(['* * * * *', '*/5 0-6/2 1,15 jan-MAR sun', '? ? ? ? ?', '5/15 * * * *', '@hourly', '@every 1h30m', 'TZ=Europe/Oslo 0 3 * * *', '  0   3 * * *', '1,,2 * * * *', '*-5 * * * *'])('%s', (text) => {
    expect(cronScheduleProblem(text)).toBeUndefined();
  });
});

describe('schedules that it refuses', () => {
  test.each<[string, RegExp]>([
    ['0 3 * *', /needs 5 fields/],
    ['0 0 3 * * *', /has 6/],
    ['60 * * * *', /minute: 60 is not between 0 and 59/],
    ['* * 0 * *', /day of the month/],
    ['* * * * 7', /day of the week/],
    ['* * * * L', /not a number/],
    ['5-1 * * * *', /begins after its end/],
    ['1-2-3 * * * *', /too many hyphens/],
    ['*/1/2 * * * *', /too many slashes/],
    ['*/0 * * * *', /step of 0/],
    ['*/x * * * *', /step that is not a number/],
    ['-1 * * * *', /not a number/],
    ['@reboot', /not known/],
    ['@hourly ', /not known/],
    ['@every day', /no duration/],
    ['TZ=Mars/Base 0 3 * * *', /no such time zone/],
    ['TZ=UTC', /no such time zone/],
  ])('%s', (text, problem) => {
    expect(cronScheduleProblem(text)).toMatch(problem);
  });
});
