import { parseCronSchedule, type CronSchedule } from '../../api/cron-schedule.ts';
import { cronTimes } from '../../api/cron-times.ts';
import { clockChanges, type ClockChange } from '../../api/zone-offset.ts';
import { formatDuration } from '../duration.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { textAt } from '../objects/workload.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clock changes are those of the year that the simulation starts in by default. */
const YEAR_START_MS = Date.UTC(2026, 0, 1);
const YEAR_MS = 365 * DAY_MS;
const HOURS_A_DAY = 24;

/** Schedules that do not come round as they read. */
export const cronPredictions: Predictor = ({ after, changes }) =>
  after.ofKind('CronJob').flatMap((cronJob): Prediction[] => {
    const text = textAt(cronJob.stated, 'spec', 'schedule');
    if (cronJob.malformed !== undefined || text === undefined || !touches(changes, [cronJob])) return [];
    const schedule = parseCronSchedule(text);
    return typeof schedule === 'string' ? [] : [...belowAMinute(cronJob, schedule, text), ...atClockChanges(cronJob, schedule, text)];
  });

/** Schedules that start more often than Jobs can be named: the name of a Job carries the minute that it is for (getJobName in pkg/controller/cronjob/utils.go, v1.36). */
function belowAMinute(cronJob: PlannedObject, schedule: CronSchedule, text: string): Prediction[] {
  if (schedule.kind !== 'every' || schedule.delayMs >= MINUTE_MS) return [];
  return [{ rule: 'plan/cron-below-a-minute', object: cronJob, path: 'spec.schedule', message: `CronJob ${shortName(cronJob)} is due every ${formatDuration(schedule.delayMs)} (${text}), but Jobs are named by the minute: runs of the same minute collide and are put off with back-off; use a schedule of whole minutes, and let the Job repeat its work within` }];
}

/** Runs at some hours only, of which one is skipped or comes twice. Those of every hour hardly notice. */
function atClockChanges(cronJob: PlannedObject, schedule: CronSchedule, text: string): Prediction[] {
  const zone = textAt(cronJob.stated, 'spec', 'timeZone');
  if (zone === undefined || schedule.kind === 'every' || schedule.hour.values.size === HOURS_A_DAY) return [];
  const { zone: _own, ...fields } = schedule;
  const shown = cronTimes(fields);
  const concerned = clockChanges(zone, YEAR_START_MS, YEAR_START_MS + YEAR_MS).filter(({ fromMs, toMs }) => (shown?.next(Math.min(fromMs, toMs) - 1) ?? Number.POSITIVE_INFINITY) < Math.max(fromMs, toMs));
  if (concerned.length === 0) return [];
  const effects = concerned.map((change) => (change.toMs > change.fromMs ? `does not run when clocks go forward from ${clock(change.fromMs)} to ${clock(change.toMs)}` : `runs twice when clocks go back from ${clock(change.fromMs)} to ${clock(change.toMs)}`));
  return [{ rule: 'plan/cron-clock-change', object: cronJob, path: 'spec.schedule', message: `CronJob ${shortName(cronJob)} (${text}, ${zone}) ${[...new Set(effects)].join(', and ')}` }];
}

function clock(shownMs: ClockChange['fromMs']): string {
  return new Date(shownMs).toISOString().slice(11, 16);
}
