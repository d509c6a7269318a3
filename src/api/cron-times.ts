import type { CronSchedule } from './cron-schedule.ts';
import { zoneOffsets, type ZoneOffset } from './zone-offset.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** What has not come by then never comes. */
const YEARS_LOOKED_AT = 5;

/** When a schedule is due. */
export interface CronTimes {
  /** The first time after `epochMs`; undefined when there is none within five years. */
  readonly next: (epochMs: number) => number | undefined;
}

/**
 * The times of a schedule in a time zone (SpecSchedule.Next and ConstantDelaySchedule.Next of github.com/robfig/cron v3.0.1). Where a clock is put forward,
 * times that it skips do not come; where it is put back, those that it shows twice come twice. Undefined for a zone that the platform does not know.
 */
export function cronTimes(schedule: CronSchedule, timeZone = 'UTC'): CronTimes | undefined {
  if (schedule.kind === 'every') return { next: (epochMs) => Math.floor(epochMs / SECOND_MS) * SECOND_MS + schedule.delayMs };
  const offset = zoneOffsets(schedule.zone ?? timeZone);
  return offset === undefined ? undefined : { next: (epochMs) => nextOf(schedule, offset, epochMs) };
}

type Fields = Extract<CronSchedule, { readonly kind: 'fields' }>;

function nextOf(fields: Fields, offset: ZoneOffset, afterMs: number): number | undefined {
  let time = Math.floor(afterMs / SECOND_MS) * SECOND_MS + SECOND_MS;
  const lastYear = local(time, offset).getUTCFullYear() + YEARS_LOOKED_AT;
  // The finer fields start at their least as soon as a coarser one has moved.
  let moved = false;
  const moveTo = (start: number): number => {
    if (moved) return time;
    moved = true;
    return start;
  };
  for (;;) {
    const clock = local(time, offset);
    if (clock.getUTCFullYear() > lastYear) return undefined;
    if (!fields.month.values.has(clock.getUTCMonth() + 1)) {
      const start = local(moveTo(instant(clock.getUTCFullYear(), clock.getUTCMonth(), 1, 0, offset)), offset);
      time = instant(start.getUTCFullYear(), start.getUTCMonth() + 1, start.getUTCDate(), start.getUTCHours(), offset);
    } else if (!isDay(fields, clock)) {
      const start = local(moveTo(instant(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate(), 0, offset)), offset);
      time = midnightNear(instant(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + 1, start.getUTCHours(), offset), offset);
    } else if (!fields.hour.values.has(clock.getUTCHours())) {
      time = moveTo(instant(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate(), clock.getUTCHours(), offset)) + HOUR_MS;
    } else if (!fields.minute.values.has(clock.getUTCMinutes())) {
      time = moveTo(Math.floor(time / MINUTE_MS) * MINUTE_MS) + MINUTE_MS;
    } else if (clock.getUTCSeconds() !== 0) {
      time = moveTo(time) + SECOND_MS;
    } else return time;
  }
}

/** Either day decides when both are restricted; otherwise both have to match. */
function isDay({ dayOfMonth, dayOfWeek }: Fields, clock: Date): boolean {
  const [month, week] = [dayOfMonth.values.has(clock.getUTCDate()), dayOfWeek.values.has(clock.getUTCDay())];
  return dayOfMonth.any || dayOfWeek.any ? month && week : month || week;
}

/** Where a day begins at 1 o'clock or the step of a day ended at 23, the hour nearest to midnight. */
function midnightNear(time: number, offset: ZoneOffset): number {
  const hour = local(time, offset).getUTCHours();
  return hour === 0 ? time : time + (hour > 12 ? 24 - hour : -hour) * HOUR_MS;
}

/** What clocks show in the zone, as the UTC fields of the result. */
function local(epochMs: number, offset: ZoneOffset): Date {
  return new Date(epochMs + offset(epochMs));
}

/** The instant at which clocks show this hour (Go's time.Date): for an hour that is skipped, one of its two readings; for a repeated one, the first. */
function instant(year: number, month: number, day: number, hour: number, offset: ZoneOffset): number {
  const shown = Date.UTC(year, month, day, hour);
  return shown - offset(shown - offset(shown));
}
