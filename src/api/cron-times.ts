import { Cron } from 'croner';
import type { CronField, CronSchedule } from './cron-schedule.ts';
import { zoneOffsets, type ZoneOffset } from './zone-offset.ts';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
/** Clocks are put back by less. */
const LONGEST_REPEAT_MS = 10_800_000;
/** What has not come by then never comes. */
const YEARS_LOOKED_AT = 5;

/** When a schedule is due. */
export interface CronTimes {
  /** The first time after `epochMs`; undefined when there is none within five years. */
  readonly next: (epochMs: number) => number | undefined;
}

/**
 * The times of a schedule in a time zone (SpecSchedule.Next and ConstantDelaySchedule.Next of github.com/robfig/cron v3.0.1). Where a clock is put forward,
 * times that it skips do not come; where it is put back, those that it shows twice come twice (but for the half hours of Lord Howe, after which
 * robfig/cron counts hours from the half). Undefined for a zone that the platform does not know.
 */
export function cronTimes(schedule: CronSchedule, timeZone = 'UTC'): CronTimes | undefined {
  if (schedule.kind === 'every') return { next: (epochMs) => Math.floor(epochMs / SECOND_MS) * SECOND_MS + schedule.delayMs };
  const offset = zoneOffsets(schedule.zone ?? timeZone);
  if (offset === undefined) return undefined;
  // Croner has rules of its own for clock changes, so it reads a clock that never changes, and the changes are made here.
  const clock = new Cron(patternOf(schedule), { timezone: 'UTC', paused: true, mode: '5-part', domAndDow: schedule.dayOfMonth.any || schedule.dayOfWeek.any });
  return { next: (epochMs) => nextOf(clock, offset, Math.floor(epochMs / SECOND_MS) * SECOND_MS) };
}

/** The values one by one: what steps and days of the week mean differs among libraries. */
function patternOf({ minute, hour, dayOfMonth, month, dayOfWeek }: Extract<CronSchedule, { readonly kind: 'fields' }>): string {
  const listOf = ({ values, any }: CronField): string => (any ? '*' : [...values].sort((a, b) => a - b).join(','));
  return [minute, hour, dayOfMonth, month, dayOfWeek].map(listOf).join(' ');
}

function nextOf(clock: Cron, offset: ZoneOffset, afterMs: number): number | undefined {
  // Where the clock is put back soon, it shows some times again.
  let shown = afterMs + Math.min(offset(afterMs), offset(afterMs + LONGEST_REPEAT_MS));
  const lastYear = new Date(shown).getUTCFullYear() + YEARS_LOOKED_AT;
  for (;;) {
    const next = clock.nextRun(new Date(shown));
    if (next === null || next.getUTCFullYear() > lastYear) return undefined;
    shown = next.getTime();
    for (const ahead of [offset(shown - DAY_MS), offset(shown + DAY_MS)].sort((a, b) => b - a)) {
      const time = shown - ahead;
      // A clock that is put forward never shows some times.
      if (time > afterMs && offset(time) === ahead) return time;
    }
  }
}
