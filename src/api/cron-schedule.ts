import { isTimeZone } from './time-zones.ts';

/** Schedules of CronJobs as the API server reads them (github.com/robfig/cron v3.0.1, `ParseStandard`): stricter than most cron dialects. */
interface FieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly FieldRule[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS: readonly string[] = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';
/** Go's `time.ParseDuration`. */
const DURATION = /^[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const WHITE_SPACE = /[\t\n\v\f\r \u0085\u00a0]+/;

/** What is wrong with a schedule, or undefined. */
export function cronScheduleProblem(schedule: string): string | undefined {
  let text = schedule;
  if (/^(?:CRON_)?TZ=/.test(text)) {
    const end = text.indexOf(' ');
    const zone = end === -1 ? '' : text.slice(text.indexOf('=') + 1, end);
    if (end === -1 || !isTimeZone(zone)) return 'there is no such time zone';
    text = text.slice(end).trim();
  }
  if (text.startsWith('@')) return descriptorProblem(text);
  const fields = text.split(WHITE_SPACE).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) return `needs 5 fields (${FIELDS.map((field) => field.name).join(', ')}), has ${fields.length}`;
  for (const [index, rule] of FIELDS.entries()) {
    // Empty items between commas are skipped.
    for (const item of (fields[index] ?? '').split(',')) {
      const problem = item === '' ? undefined : itemProblem(item, rule);
      if (problem !== undefined) return `${rule.name}: ${item} ${problem}`;
    }
  }
  return undefined;
}

function descriptorProblem(text: string): string | undefined {
  if (DESCRIPTORS.includes(text)) return undefined;
  if (text.startsWith(EVERY)) return DURATION.test(text.slice(EVERY.length)) ? undefined : `${text.slice(EVERY.length)} is no duration, write it like 1h30m`;
  return `${text} is not known, use one of ${DESCRIPTORS.join(', ')} or @every and a duration`;
}

/** One item is a number or name, a range, `*` or `?`, each with an optional step after a slash. */
function itemProblem(item: string, rule: FieldRule): string | undefined {
  const [range = '', step, ...moreSteps] = item.split('/');
  const [low = '', high, ...moreHighs] = range.split('-');
  let start = rule.min;
  let end = rule.max;
  if (low !== '*' && low !== '?') {
    const first = numberOf(low, rule);
    const last = high === undefined ? first : numberOf(high, rule);
    if (moreHighs.length > 0) return 'has too many hyphens';
    if (first === undefined || last === undefined) return 'is not a number';
    start = first;
    end = last;
  }
  if (moreSteps.length > 0) return 'has too many slashes';
  if (step !== undefined) {
    const size = integerOf(step);
    if (size === undefined) return 'has a step that is not a number';
    if (size === 0) return 'has a step of 0';
    if (high === undefined) end = rule.max;
  }
  if (start < rule.min || end > rule.max) return `is not between ${rule.min} and ${rule.max}`;
  return start > end ? 'begins after its end' : undefined;
}

function numberOf(text: string, rule: FieldRule): number | undefined {
  const index = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 ? index + rule.min : integerOf(text);
}

/** A number that is not negative. */
function integerOf(text: string): number | undefined {
  return /^\+?[0-9]+$/.test(text) ? Number(text) : undefined;
}
