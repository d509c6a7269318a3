import { Cron } from 'croner';
import { formatTime } from '../../kernel/wall-clock.ts';

/** When a schedule is due (github.com/robfig/cron/v3 as Kubernetes uses it). */
export interface Schedule {
  /** The first time after `epochMs`; undefined when there is none. */
  readonly next: (epochMs: number) => number | undefined;
}

const EVERY = /^@every\s+((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads five fields, a macro such as `@daily`, or `@every 45s`; undefined when the text is none of these or the time zone unknown. */
export function parseSchedule(text: string, timeZone: string | undefined): Schedule | undefined {
  const every = EVERY.exec(text.trim());
  if (every !== null) {
    const delayMs = Math.max(1000, Math.floor(durationMs(every[1] ?? '') / 1000) * 1000);
    return { next: (epochMs) => Math.floor(epochMs / 1000) * 1000 + delayMs };
  }
  try {
    const cron = new Cron(text, { timezone: timeZone ?? 'Etc/UTC', paused: true, mode: '5-part' });
    return { next: (epochMs) => cron.nextRun(formatTime(epochMs))?.getTime() };
  } catch {
    return undefined;
  }
}

function durationMs(text: string): number {
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) sum += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  return sum;
}

/** The most recent time that is due, counted from `earliest` on; undefined when none is (mostRecentScheduleTime in pkg/controller/cronjob/utils.go, v1.36). */
export function mostRecent(schedule: Schedule, earliestEpochMs: number, nowEpochMs: number): number | undefined {
  const first = schedule.next(earliestEpochMs);
  if (first === undefined || first > nowEpochMs) return undefined;
  const second = schedule.next(first);
  if (second === undefined || second > nowEpochMs) return first;
  // Far behind: jump near the end in steps of the first interval, then walk.
  const interval = second - first;
  const missed = Math.floor((nowEpochMs - first) / interval);
  let recent = first;
  let next = schedule.next(Math.max(first, first + (missed - 1) * interval - 1));
  while (next !== undefined && next <= nowEpochMs) {
    recent = next;
    next = schedule.next(next);
  }
  return recent;
}
