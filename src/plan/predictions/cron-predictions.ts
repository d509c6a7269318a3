import { parseSchedule } from '../../sim/controllers/cron-job/schedule.ts';
import { textAt } from '../objects/workload.ts';
import { formatDuration } from '../duration.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

const MINUTE_MS = 60_000;

/** Schedules that start more often than Jobs can be named: the name of a Job carries the minute that it is for (getJobName in pkg/controller/cronjob/utils.go, v1.36). */
export const cronPredictions: Predictor = ({ after, changes }) =>
  after.ofKind('CronJob').flatMap((cronJob): Prediction[] => {
    const text = textAt(cronJob.stated, 'spec', 'schedule');
    if (cronJob.malformed !== undefined || text === undefined || !touches(changes, [cronJob])) return [];
    const schedule = parseSchedule(text, textAt(cronJob.stated, 'spec', 'timeZone'));
    const first = schedule?.next(0);
    const second = first === undefined ? undefined : schedule?.next(first);
    if (first === undefined || second === undefined || second - first >= MINUTE_MS) return [];
    return [{ rule: 'plan/cron-below-a-minute', object: cronJob, path: 'spec.schedule', message: `CronJob ${shortName(cronJob)} is due every ${formatDuration(second - first)} (${text}), but Jobs are named by the minute: runs of the same minute collide and are put off with back-off; use a schedule of whole minutes, and let the Job repeat its work within` }];
  });
