import { isTimeZone } from './time-zones.ts';

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

/** The values at which a field matches. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** `*` or `?` without a step: a day of the month or of the week that says nothing, so that the other one decides alone. */
  readonly any: boolean;
}

/** A schedule as it was read: five fields, or a delay. `zone` is that of a `TZ=` before it. */
export type CronSchedule =
  | { readonly kind: 'fields'; readonly minute: CronField; readonly hour: CronField; readonly dayOfMonth: CronField; readonly month: CronField; readonly dayOfWeek: CronField; readonly zone?: string }
  | { readonly kind: 'every'; readonly delayMs: number; readonly zone?: string };

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const EVERY = '@every ';
/** Go's `time.ParseDuration`. */
const DURATION = /^([-+]?)(0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, 'μs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const WHITE_SPACE = /[\t\n\v\f\r \u0085\u00a0]+/;

/**
 * Reads a schedule as the API server and the CronJob controller do (github.com/robfig/cron v3.0.1, `ParseStandard`): stricter than most cron dialects.
 * What is wrong with it is a text.
 */
export function parseCronSchedule(schedule: string): CronSchedule | string {
  if (!/^(?:CRON_)?TZ=/.test(schedule)) return withoutZone(schedule);
  const end = schedule.indexOf(' ');
  const zone = end === -1 ? '' : schedule.slice(schedule.indexOf('=') + 1, end);
  if (end === -1 || !isTimeZone(zone)) return 'there is no such time zone';
  const read = withoutZone(schedule.slice(end).trim());
  return typeof read === 'string' ? read : { ...read, zone };
}

/** What is wrong with a schedule, or undefined. */
export function cronScheduleProblem(schedule: string): string | undefined {
  const read = parseCronSchedule(schedule);
  return typeof read === 'string' ? read : undefined;
}

function withoutZone(text: string): CronSchedule | string {
  if (text.startsWith('@')) {
    const fields = Object.hasOwn(DESCRIPTORS, text) ? DESCRIPTORS[text] : undefined;
    if (fields !== undefined) return withoutZone(fields);
    if (text.startsWith(EVERY)) return everyDelay(text.slice(EVERY.length));
    return `${text} is not known, use one of ${Object.keys(DESCRIPTORS).join(', ')} or @every and a duration`;
  }
  const texts = text.split(WHITE_SPACE).filter((field) => field !== '');
  if (texts.length !== FIELDS.length) return `needs 5 fields (${FIELDS.map((field) => field.name).join(', ')}), has ${texts.length}`;
  const fields: CronField[] = [];
  for (const [index, rule] of FIELDS.entries()) {
    const field = fieldOf(texts[index] ?? '', rule);
    if (typeof field === 'string') return field;
    fields.push(field);
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [CronField, CronField, CronField, CronField, CronField];
  return { kind: 'fields', minute, hour, dayOfMonth, month, dayOfWeek };
}

/** Whole seconds, one at the least (cron.Every). */
function everyDelay(text: string): CronSchedule | string {
  const [whole, sign, amounts = ''] = DURATION.exec(text) ?? [];
  if (whole === undefined) return `${text} is no duration, write it like 1h30m`;
  let delayMs = 0;
  for (const [, amount, unit] of amounts.matchAll(/([0-9.]+)(ns|us|µs|μs|ms|s|m|h)/g)) delayMs += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  return { kind: 'every', delayMs: sign === '-' ? 1000 : Math.max(1000, Math.floor(delayMs / 1000) * 1000) };
}

function fieldOf(text: string, rule: FieldRule): CronField | string {
  const values = new Set<number>();
  let any = false;
  // Empty items between commas are skipped.
  for (const item of text.split(',')) {
    const range = item === '' ? undefined : rangeOf(item, rule);
    if (typeof range === 'string') return `${rule.name}: ${item} ${range}`;
    if (range === undefined) continue;
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
    any ||= range.any;
  }
  return { values, any };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly any: boolean;
}

/** One item is a number or name, a range, `*` or `?`, each with an optional step after a slash. */
function rangeOf(item: string, rule: FieldRule): Range | string {
  const [range = '', stepText, ...moreSteps] = item.split('/');
  const [low = '', high, ...moreHighs] = range.split('-');
  const any = low === '*' || low === '?';
  let start = rule.min;
  let end = rule.max;
  if (!any) {
    const first = numberOf(low, rule);
    const last = high === undefined ? first : numberOf(high, rule);
    if (moreHighs.length > 0) return 'has too many hyphens';
    if (first === undefined || last === undefined) return 'is not a number';
    start = first;
    end = last;
  }
  if (moreSteps.length > 0) return 'has too many slashes';
  const step = stepText === undefined ? 1 : integerOf(stepText);
  if (step === undefined) return 'has a step that is not a number';
  if (step === 0) return 'has a step of 0';
  // `5/15` goes on to the end of the field.
  if (stepText !== undefined && high === undefined) end = rule.max;
  if (start < rule.min || end > rule.max) return `is not between ${rule.min} and ${rule.max}`;
  return start > end ? 'begins after its end' : { start, end, step, any: any && step === 1 };
}

function numberOf(text: string, rule: FieldRule): number | undefined {
  const index = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 ? index + rule.min : integerOf(text);
}

/** A number that is not negative. */
function integerOf(text: string): number | undefined {
  return /^\+?[0-9]+$/.test(text) ? Number(text) : undefined;
}
