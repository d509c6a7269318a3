import { Cron } from 'croner';

/**
 * Whether a cron expression (five fields, as CronJobs have them) ever comes round. Undefined when it is not one: then the API server
 * refuses it, and `validate` says why.
 */
export function everComes(schedule: string): boolean | undefined {
  try {
    // Looks some years ahead, so the 29th of February comes and the 30th does not.
    return new Cron(schedule, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun(new Date(Date.UTC(2026, 0, 1))) !== null;
  } catch {
    return undefined;
  }
}

/** The shortest time between two of the next runs, in seconds; undefined for what is no schedule or hardly ever comes. */
export function shortestIntervalSeconds(schedule: string): number | undefined {
  try {
    const runs = new Cron(schedule, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRuns(RUNS_LOOKED_AT, new Date(Date.UTC(2026, 0, 1)));
    const gaps = runs.slice(1).map((run, index) => (run.getTime() - (runs[index]?.getTime() ?? 0)) / 1000);
    return gaps.length === 0 ? undefined : Math.min(...gaps);
  } catch {
    return undefined;
  }
}

const RUNS_LOOKED_AT = 10;
