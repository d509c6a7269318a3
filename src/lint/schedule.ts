import type { CronSchedule } from '../api/cron-schedule.ts';
import { readCronSchedule } from '../api/cron-schedule.ts';

/**
 * Whether a schedule of a CronJob ever comes round. Undefined when it is not one: then the API server refuses it, and `validate` says why.
 */
export function everComes(text: string): boolean | undefined {
  const schedule = readCronSchedule(text);
  if (typeof schedule === 'string') return undefined;
  if ('everySeconds' in schedule) return true;
  const { days, months, weekdays } = schedule;
  // With both day fields given either is enough, and every weekday comes in every month.
  if (days.isAny || !weekdays.isAny) return true;
  return months.values.some((month) => days.values.some((day) => day <= (LONGEST_DAYS[month - 1] ?? 0)));
}

/** The shortest time between two runs, in seconds; undefined for what is no schedule or never comes. */
export function shortestIntervalSeconds(text: string): number | undefined {
  const schedule = readCronSchedule(text);
  if (typeof schedule === 'string') return undefined;
  if ('everySeconds' in schedule) return schedule.everySeconds;
  const daysApart = shortestDaysApart(schedule);
  if (daysApart === undefined) return undefined;
  const minutes = schedule.hours.values.flatMap((hour) => schedule.minutes.values.map((minute) => hour * 60 + minute));
  const [first = 0, last = 0] = [minutes[0], minutes.at(-1)];
  const gaps = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
  return Math.min(...gaps, daysApart * MINUTES_OF_DAY + first - last) * 60;
}

const MINUTES_OF_DAY = 24 * 60;
const LONGEST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = MINUTES_OF_DAY * 60_000;
/** Long enough for a 29th of February to come twice. */
const DAYS_LOOKED_AT = 366 * 9;

type Fields = Exclude<CronSchedule, { readonly everySeconds: number }>;

function shortestDaysApart(schedule: Fields): number | undefined {
  let before: number | undefined;
  let shortest: number | undefined;
  for (let day = 0; day < DAYS_LOOKED_AT && shortest !== 1; day += 1) {
    if (!isDue(schedule, new Date(FIRST_DAY_MS + day * DAY_MS))) continue;
    if (before !== undefined && day - before < (shortest ?? Infinity)) shortest = day - before;
    before = day;
  }
  return shortest;
}

const FIRST_DAY_MS = Date.UTC(2026, 0, 1);

/** Whether a day is one of a schedule: with both day fields given, either is enough (`dayMatches` in spec.go of robfig/cron v3.0.1). */
function isDue({ days, months, weekdays }: Fields, date: Date): boolean {
  if (!months.values.includes(date.getUTCMonth() + 1)) return false;
  const [fitsDay, fitsWeekday] = [days.values.includes(date.getUTCDate()), weekdays.values.includes(date.getUTCDay())];
  return days.isAny || weekdays.isAny ? fitsDay && fitsWeekday : fitsDay || fitsWeekday;
}
