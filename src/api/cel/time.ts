import { Duration, Timestamp } from './values.ts';

const DAY_MS = 86_400_000;
const NANOS_PER_SECOND = 1_000_000_000n;
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const UNITS: Readonly<Record<string, number>> = { ns: 0, us: 3, µs: 3, μs: 3, ms: 6, s: 9 };
const INT_MAX = 2n ** 63n - 1n;

/** A time by RFC 3339; undefined when it is none. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(zoneHour) > 23 || Number(zoneMinute) > 59) return undefined;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60 * (sign === '-' ? -1 : 1);
  const seconds = daysSinceEpoch(Number(year), Number(month), Number(day)) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  return new Timestamp(BigInt(seconds) * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9)), offset / 60);
}

/** Go's notation of durations (`1h30m`, `-1.5s`; time.ParseDuration); undefined when it is none or needs more than 64 bits. */
export function parseDuration(text: string): Duration | undefined {
  const sign = /^[+-]/.test(text) ? text[0] : '';
  const rest = sign === '' ? text : text.slice(1);
  if (rest === '0') return new Duration(0n);
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let nanos = 0n;
  for (const [, number = '', unit = ''] of rest.matchAll(/(\d*\.?\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [whole = '', fraction = ''] = number.split('.');
    const perUnit = unit === 'h' ? 3600n * NANOS_PER_SECOND : unit === 'm' ? 60n * NANOS_PER_SECOND : 10n ** BigInt(UNITS[unit] ?? 0);
    nanos += BigInt(whole === '' ? '0' : whole) * perUnit + (fraction === '' ? 0n : (BigInt(fraction) * perUnit) / 10n ** BigInt(fraction.length));
  }
  if (nanos > INT_MAX + (sign === '-' ? 1n : 0n)) return undefined;
  return new Duration(sign === '-' ? -nanos : nanos);
}

export interface DateParts {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** From 0. */
  readonly dayOfYear: number;
  /** Sunday is 0. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** The calendar of UTC. */
export function dateParts({ nanos }: Timestamp): DateParts {
  const seconds = floor(nanos, NANOS_PER_SECOND);
  const days = floor(seconds, 86_400n);
  const ofDay = Number(seconds - days * 86_400n);
  const { year, month, day } = civilDate(Number(days));
  return {
    year,
    month,
    day,
    dayOfYear: Number(days) - daysSinceEpoch(year, 1, 1),
    weekday: (((Number(days) + 4) % 7) + 7) % 7,
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    millisecond: Number((nanos - seconds * NANOS_PER_SECOND) / 1_000_000n),
  };
}

/** The time whose parts in UTC are those of `time` in a zone: `Europe/Berlin`, `UTC`, or an offset such as `+02:00`; undefined for an unknown zone. */
export function inTimeZone(time: Timestamp, zone: string): Timestamp | undefined {
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
    return new Timestamp(time.nanos + BigInt(minutes) * 60n * NANOS_PER_SECOND);
  }
  if (zone === '' || zone === 'UTC') return time;
  const format = zoneFormat(zone);
  if (format === undefined) return undefined;
  const seconds = floor(time.nanos, NANOS_PER_SECOND);
  const parts = Object.fromEntries(format.formatToParts(Number(seconds) * 1000).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const local = BigInt(daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second);
  return new Timestamp(local * NANOS_PER_SECOND + (time.nanos - seconds * NANOS_PER_SECOND));
}

const zoneFormats = new Map<string, Intl.DateTimeFormat | null>();

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  let format = zoneFormats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    } catch {
      format = null;
    }
    zoneFormats.set(zone, format);
  }
  return format ?? undefined;
}

/** In the zone that it was written in. */
export function formatTimestamp(time: Timestamp): string {
  const { offsetMinutes } = time;
  const { year, month, day, hour, minute, second } = dateParts(new Timestamp(time.nanos + BigInt(offsetMinutes) * 60n * NANOS_PER_SECOND));
  const two = (value: number): string => String(value).padStart(2, '0');
  const away = Math.abs(offsetMinutes);
  const zone = offsetMinutes === 0 ? 'Z' : `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fractionOf(time.nanos)}${zone}`;
}

/** Seconds, as `string(duration)` gives them: `90s`, `0.5s`. */
export function formatDuration({ nanos }: Duration): string {
  const magnitude = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? '-' : ''}${magnitude / NANOS_PER_SECOND}${fractionOf(magnitude)}s`;
}

function fractionOf(nanos: bigint): string {
  const rest = nanos - floor(nanos, NANOS_PER_SECOND) * NANOS_PER_SECOND;
  return rest === 0n ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`;
}

function floor(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01 in the Gregorian calendar. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  // Date.UTC would take the years 1 to 99 for those of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}

function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(days * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
