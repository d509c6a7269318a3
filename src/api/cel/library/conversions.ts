import type { Declarations } from '../functions.ts';
import { checkedInt, checkedTimestamp, checkedUint } from '../ranges.ts';
import { dateParts, formatDuration, formatTimestamp, inTimeZone, parseDuration, parseTimestamp } from '../time.ts';
import type { Timestamp, Uint} from '../values.ts';
import { Duration, EvaluationError, sizeOf, TypeValue, typeNameOf, type Value } from '../values.ts';

const encoder = new TextEncoder();

/** Conversions between types, sizes, times (cel-go common/stdlib/standard.go). */
export const conversions = (): Declarations => ({
  'to_dyn: dyn(A) -> dyn': (value: Value) => value,
  'type: type(A) -> type(A)': (value: Value) => new TypeValue(typeNameOf(value)),
  'bool_to_bool: bool(bool) -> bool': (value: boolean) => value,
  'string_to_bool: bool(string) -> bool': toBool,
  'int64_to_int64: int(int) -> int': (value: bigint) => value,
  'uint64_to_int64: int(uint) -> int': (value: Uint) => checkedInt(value.number),
  'double_to_int64: int(double) -> int': (value: number) => checkedInt(truncate(value)),
  'string_to_int64: int(string) -> int': (text: string) => (/^[+-]?\d+$/.test(text) ? inRange(() => checkedInt(BigInt(text.replace(/^\+/, ''))), text) : notANumber(text)),
  'timestamp_to_int64: int(timestamp) -> int': (value: Timestamp) => floorDivide(value.nanos, 1_000_000_000n),
  'duration_to_int64: int(duration) -> int': (value: Duration) => value.nanos,
  'uint64_to_uint64: uint(uint) -> uint': (value: Uint) => value,
  'int64_to_uint64: uint(int) -> uint': (value: bigint) => checkedUint(value),
  'double_to_uint64: uint(double) -> uint': (value: number) => checkedUint(truncate(value)),
  'string_to_uint64: uint(string) -> uint': (text: string) => (/^\d+$/.test(text) ? inRange(() => checkedUint(BigInt(text)), text) : notANumber(text)),
  'double_to_double: double(double) -> double': (value: number) => value,
  'int64_to_double: double(int) -> double': (value: bigint) => Number(value),
  'uint64_to_double: double(uint) -> double': (value: Uint) => Number(value.number),
  'string_to_double: double(string) -> double': toDouble,
  'string_to_string: string(string) -> string': (value: string) => value,
  'bool_to_string: string(bool) -> string': (value: boolean) => String(value),
  'int64_to_string: string(int) -> string': (value: bigint) => String(value),
  'uint64_to_string: string(uint) -> string': (value: Uint) => String(value.number),
  'double_to_string: string(double) -> string': formatDouble,
  'bytes_to_string: string(bytes) -> string': decodeText,
  'timestamp_to_string: string(timestamp) -> string': (value: Timestamp) => formatTimestamp(value),
  'duration_to_string: string(duration) -> string': (value: Duration) => formatDuration(value),
  'bytes_to_bytes: bytes(bytes) -> bytes': (value: Uint8Array) => value,
  'string_to_bytes: bytes(string) -> bytes': (text: string) => encoder.encode(text),
  'timestamp_to_timestamp: timestamp(timestamp) -> timestamp': (value: Timestamp) => value,
  'int64_to_timestamp: timestamp(int) -> timestamp': (seconds: bigint) => checkedTimestamp(seconds * 1_000_000_000n),
  'string_to_timestamp: timestamp(string) -> timestamp': (text: string) => parseTimestamp(text) ?? fail(`invalid timestamp: ${text}`),
  'duration_to_duration: duration(duration) -> duration': (value: Duration) => value,
  'int64_to_duration: duration(int) -> duration': (nanos: bigint) => new Duration(nanos),
  'string_to_duration: duration(string) -> duration': (text: string) => parseDuration(text) ?? fail(`time: invalid duration "${text}"`),
  ...sizes(),
  ...timeFields(),
  'duration_to_hours: duration~getHours() -> int': (value: Duration) => value.nanos / 3_600_000_000_000n,
  'duration_to_minutes: duration~getMinutes() -> int': (value: Duration) => value.nanos / 60_000_000_000n,
  'duration_to_seconds: duration~getSeconds() -> int': (value: Duration) => value.nanos / 1_000_000_000n,
  'duration_to_milliseconds: duration~getMilliseconds() -> int': (value: Duration) => value.nanos / 1_000_000n,
});

function sizes(): Declarations {
  const size = (value: Value): bigint => BigInt(sizeOf(value));
  return Object.fromEntries(
    ['string', 'bytes', 'list(A)', 'map(A, B)'].flatMap((type) => {
      const id = type.replace(/\(.*/, '');
      return [[`size_${id}: size(${type}) -> int`, size], [`${id}_size: ${type}~size() -> int`, size]] as const;
    }),
  );
}

/** `getFullYear()` and its like, in UTC or in a zone that is named. */
function timeFields(): Declarations {
  const fields = {
    getFullYear: ({ year }) => year,
    getMonth: ({ month }) => month - 1,
    getDayOfYear: ({ dayOfYear }) => dayOfYear,
    getDayOfMonth: ({ day }) => day - 1,
    getDate: ({ day }) => day,
    getDayOfWeek: ({ weekday }) => weekday,
    getHours: ({ hour }) => hour,
    getMinutes: ({ minute }) => minute,
    getSeconds: ({ second }) => second,
    getMilliseconds: ({ millisecond }) => millisecond,
  } satisfies Record<string, (parts: ReturnType<typeof dateParts>) => number>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, read]) => [
      [`timestamp_${name}: timestamp~${name}() -> int`, (time: Timestamp) => BigInt(read(dateParts(time)))],
      [`timestamp_${name}_with_tz: timestamp~${name}(string) -> int`, (time: Timestamp, zone: string) => BigInt(read(dateParts(inTimeZone(time, zone) ?? fail(`unknown time zone ${zone}`))))],
    ]),
  );
}

function fail(message: string): never {
  throw new EvaluationError(message);
}

function notANumber(text: string): never {
  return fail(`strconv.ParseInt: parsing "${text}": invalid syntax`);
}

function inRange<T>(read: () => T, text: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvaluationError) return fail(`strconv.ParseInt: parsing "${text}": value out of range`);
    throw error;
  }
}

function toBool(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return fail(`strconv.ParseBool: parsing "${text}": invalid syntax`);
}

function toDouble(text: string): number {
  if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return fail(`strconv.ParseFloat: parsing "${text}": invalid syntax`);
  const value = Number(text);
  return Number.isFinite(value) ? value : fail(`strconv.ParseFloat: parsing "${text}": value out of range`);
}

function truncate(value: number): bigint {
  if (!Number.isFinite(value)) fail('integer overflow');
  return BigInt(Math.trunc(value));
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Go's `%g` with as few digits as tell the number apart: an exponent below 1e-4 and from 1e21. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e21)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('invalid UTF-8 in bytes, cannot convert to string');
  }
}

