import { formatDuration, formatTimestamp } from '../time.ts';
import { Duration, EvaluationError, ListValue, MapValue, Timestamp, TypeValue, typeNameOf, Uint, type Value } from '../values.ts';
import { formatDouble } from './conversions.ts';

const DEFAULT_PRECISION = 6;
const MAX_PRECISION = 1000;

/** `'%s is %d'.format([…])` (cel-go ext/formatting.go). */
export function formatText(format: string, args: readonly Value[]): string {
  let result = '';
  let next = 0;
  let index = 0;
  while (index < format.length) {
    const percent = format.indexOf('%', index);
    if (percent === -1) return finish(result + format.slice(index), next, args);
    result += format.slice(index, percent);
    const clause = /^%(?:(%)|(?:\.(\d+))?([a-zA-Z]))/.exec(format.slice(percent));
    if (clause === null) throw new EvaluationError('could not parse formatting clause: unexpected end of string');
    index = percent + clause[0].length;
    if (clause[1] !== undefined) {
      result += '%';
      continue;
    }
    const precision = clause[2] === undefined ? DEFAULT_PRECISION : Number(clause[2]);
    if (precision > MAX_PRECISION) throw new EvaluationError(`could not parse formatting clause: precision exceeds limit ${MAX_PRECISION}`);
    if (next >= args.length) throw new EvaluationError(`index ${next} out of range`);
    result += formatOne(clause[3] ?? '', args[next] ?? null, precision);
    next += 1;
  }
  return finish(result, next, args);
}

function finish(result: string, used: number, args: readonly Value[]): string {
  if (used < args.length) throw new EvaluationError(`too many arguments supplied to string.format (expected ${used}, got ${args.length})`);
  return result;
}

function formatOne(verb: string, value: Value, precision: number): string {
  switch (verb) {
    case 's':
      return showValue(value);
    case 'd':
      if (typeof value === 'bigint') return String(value);
      if (value instanceof Uint) return String(value.number);
      return isSpecial(value) ? special(value) : wrongType('decimal', 'integers', value);
    case 'f':
    case 'e':
      return formatFloat(verb, value, precision);
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0';
      if (typeof value === 'bigint') return value.toString(2);
      return value instanceof Uint ? value.number.toString(2) : wrongType('binary', 'integers and bools', value);
    case 'o':
      if (typeof value === 'bigint') return value.toString(8);
      return value instanceof Uint ? value.number.toString(8) : wrongType('octal', 'integers', value);
    case 'x':
    case 'X': {
      const text = hexadecimal(value);
      return verb === 'x' ? text : text.toUpperCase();
    }
    default:
      throw new EvaluationError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
}

function hexadecimal(value: Value): string {
  if (typeof value === 'bigint') return value.toString(16);
  if (value instanceof Uint) return value.number.toString(16);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return bytes instanceof Uint8Array ? [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('') : wrongType('hex', 'integers, byte buffers, and strings', value);
}

function formatFloat(verb: 'f' | 'e', value: Value, precision: number): string {
  if (isSpecial(value)) return special(value);
  const number = typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : value instanceof Uint ? Number(value.number) : wrongType(verb === 'f' ? 'fixed-point' : 'scientific', 'doubles', value);
  if (verb === 'f') return toFixed(number, precision);
  const [digits = '', exponent = '0'] = number.toExponential(Math.min(precision, 100)).split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}

function toFixed(value: number, precision: number): string {
  const text = value.toFixed(Math.min(precision, 100));
  return precision > 100 ? text.padEnd(text.length + precision - 100, '0') : text;
}

function isSpecial(value: Value): value is number {
  return typeof value === 'number' && !Number.isFinite(value);
}

function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function wrongType(clause: string, wanted: string, value: Value): never {
  throw new EvaluationError(`error during formatting: ${clause} clause can only be used on ${wanted}, was given ${typeNameOf(value)}`);
}

function showValue(value: Value): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return isSpecial(value) ? special(value) : formatDouble(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
  }
  if (value instanceof Uint) return String(value.number);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof ListValue) return `[${value.items.map(showValue).join(', ')}]`;
  if (value instanceof MapValue) {
    const entries = value.keys().map((key) => `${showValue(key)}: ${showValue(value.get(key) ?? null)}`);
    return `{${entries.sort().join(', ')}}`;
  }

  return wrongType('string', 'strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps', value);
}
