import { parseCronSchedule } from '../api/cron-schedule.ts';
import { cronTimes } from '../api/cron-times.ts';

/**
 * Whether a schedule of a CronJob ever comes round. Undefined when it is not one: then the API server refuses it, and `validate` says why.
 */
export function everComes(schedule: string): boolean | undefined {
  const runs = nextRuns(schedule, 1);
  return runs === undefined ? undefined : runs.length > 0;
}

/** The shortest time between two of the next runs, in seconds; undefined for what is no schedule or hardly ever comes. */
export function shortestIntervalSeconds(schedule: string): number | undefined {
  const runs = nextRuns(schedule, RUNS_LOOKED_AT) ?? [];
  const gaps = runs.slice(1).map((run, index) => (run - (runs[index] ?? 0)) / 1000);
  return gaps.length === 0 ? undefined : Math.min(...gaps);
}

function nextRuns(text: string, count: number): number[] | undefined {
  const schedule = parseCronSchedule(text);
  const times = typeof schedule === 'string' ? undefined : cronTimes(schedule);
  if (times === undefined) return undefined;
  const runs: number[] = [];
  for (let next = times.next(FIRST_MS); next !== undefined && runs.length < count; next = times.next(next)) runs.push(next);
  return runs;
}

const RUNS_LOOKED_AT = 10;
/** Some day: the answer hardly depends on it. */
const FIRST_MS = Date.UTC(2026, 0, 1);
