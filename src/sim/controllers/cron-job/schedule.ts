import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { cronTimes, type CronTimes } from '../../../api/cron-times.ts';

/** Reads a schedule in a time zone, UTC without one; undefined when the text is no schedule or the zone unknown. */
export function parseSchedule(text: string, timeZone: string | undefined): CronTimes | undefined {
  const schedule = parseCronSchedule(text);
  return typeof schedule === 'string' ? undefined : cronTimes(schedule, timeZone);
}

/** `parseSchedule` that reads each text once: CronJobs are looked at for every change of their Jobs. */
export function scheduleCache(): typeof parseSchedule {
  const read = new Map<string, CronTimes | undefined>();
  return (text, timeZone) => {
    const key = `${timeZone ?? ''}\n${text}`;
    if (!read.has(key)) read.set(key, parseSchedule(text, timeZone));
    return read.get(key);
  };
}

/**
 * The most recent time that is due, counted from `earliest` on; undefined when none is (mostRecentScheduleTime in pkg/controller/cronjob/utils.go, v1.36).
 * Like there, a schedule with uneven gaps that is far behind loses its missed times when the jump leads past the last of them.
 */
export function mostRecent(schedule: CronTimes, earliestEpochMs: number, nowEpochMs: number): number | undefined {
  const first = schedule.next(earliestEpochMs);
  if (first === undefined || first > nowEpochMs) return undefined;
  const second = schedule.next(first);
  if (second === undefined || second > nowEpochMs) return first;
  // Far behind: jump near the end in steps of the first interval, then walk. Delays are kept in phase by it.
  const interval = second - first;
  const missed = Math.floor((nowEpochMs - first) / interval);
  let recent: number | undefined;
  for (let next = schedule.next(first + (missed - 1) * interval); next !== undefined && next <= nowEpochMs; next = schedule.next(next)) recent = next;
  return recent;
}
