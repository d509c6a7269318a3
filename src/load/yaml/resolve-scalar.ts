import type { Json } from '../../api/json.ts';
import { jsonNumber } from '../json-text.ts';

/** The Go types that go-yaml v2 gives scalars; keys of different types are different keys. */
export type ScalarType = 'null' | 'bool' | 'int' | 'uint' | 'float' | 'string';

export interface ResolvedScalar {
  readonly type: ScalarType;
  /** The value as its JSON shows it; undefined for infinities, which JSON cannot show. */
  readonly value: Json | undefined;
  /** How the scalar reads as a key; undefined when JSON has no such key. */
  readonly key: string | undefined;
}

const TRUE: ResolvedScalar = { type: 'bool', value: true, key: 'true' };
const FALSE: ResolvedScalar = { type: 'bool', value: false, key: 'false' };
const NULL: ResolvedScalar = { type: 'null', value: null, key: undefined };
const NOT_A_NUMBER: ResolvedScalar = { type: 'float', value: undefined, key: '.nan' };
const INFINITY: ResolvedScalar = { type: 'float', value: undefined, key: '.inf' };
const MINUS_INFINITY: ResolvedScalar = { type: 'float', value: undefined, key: '-.inf' };

const WORDS: ReadonlyMap<string, ResolvedScalar> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, TRUE] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, FALSE] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, NULL] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NOT_A_NUMBER] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, MINUS_INFINITY] as const),
]);

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;
const DOT_FLOAT = /^\.\d+(?:_\d+)*(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Integers in the spelling of nearly all: no sign, no leading zero, exact in a double. */
const SMALL_INTEGER = /^(?:0|[1-9]\d{0,14})$/;

/**
 * The meaning of a scalar without quotes (go.yaml.in/yaml/v2 resolve.go): neither that of YAML 1.1 nor of 1.2. Numbers are shown as
 * the JSON of sigs.k8s.io/yaml shows them: `1.0` is 1.
 */
export function resolvePlain(text: string): ResolvedScalar {
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (digit && SMALL_INTEGER.test(text)) return { type: 'int', value: Number(text), key: text };
  if (first === 46) return DOT_FLOAT.test(text) ? (float(text.replaceAll('_', '')) ?? stringScalar(text)) : stringScalar(text);
  if (digit || first === 43 || first === 45) return number(text.replaceAll('_', '')) ?? stringScalar(text);
  return stringScalar(text);
}

/** True unless the text might resolve to something else than a string: cheap, and allowed to be wrong in that direction only. */
export function isSurelyString(text: string): boolean {
  const first = text.charCodeAt(0);
  // Digits, signs, dots, and the first letters of the words for booleans and null, whose longest is false.
  if (first >= 48 && first <= 57) return false;
  switch (first) {
    case 43: // +
    case 45: // -
    case 46: // .
    case 126: // ~
      return false;
    case 70: // F
    case 78: // N
    case 79: // O
    case 84: // T
    case 89: // Y
    case 102: // f
    case 110: // n
    case 111: // o
    case 116: // t
    case 121: // y
      return text.length > 5;
    default:
      return text.length > 0;
  }
}

/**
 * The meaning of a scalar with a tag (the tag in full), quoted or not: `!!int "1"` is 1. Unknown tags make strings. Returns the
 * name of what the text is instead when the tag does not fit it.
 */
export function resolveTagged(tag: string, text: string): ResolvedScalar | string {
  if (!tag.startsWith(STANDARD)) return stringScalar(text);
  const name = tag.slice(STANDARD.length);
  if (name === 'binary') return decodeBinary(text);
  if (name !== 'bool' && name !== 'int' && name !== 'float' && name !== 'null' && name !== 'timestamp') return stringScalar(text);
  const resolved = resolvePlain(text);
  const type = resolved.type === 'uint' ? 'int' : resolved.type;
  if (type === name) return resolved;
  if (name === 'float' && resolved.type === 'int') return floatScalar(Number(resolved.value));
  if (name === 'timestamp' && isTimestamp(text)) return stringScalar(text);
  return `!!${type === 'string' ? 'str' : type}`;
}

const STANDARD = 'tag:yaml.org,2002:';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d{2}):(\d{2}))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

function decodeBinary(text: string): ResolvedScalar | string {
  const plain = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(plain)) return 'not base64';
  return stringScalar(Buffer.from(plain, 'base64').toString('utf8'));
}

/** The four layouts that go-yaml takes for time stamps, which it leaves as text. */
function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, ...clock] = match.slice(1).map((part) => Number(part ?? 0));
  const [hours = 0, minutes = 0, seconds = 0, zoneHours = 0, zoneMinutes = 0, plainHours = 0, plainMinutes = 0, plainSeconds = 0] = clock;
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return false;
  return Math.max(hours, plainHours) < 24 && Math.max(minutes, plainMinutes) < 60 && Math.max(seconds, plainSeconds) < 60 && zoneHours <= 24 && zoneMinutes < 60;
}

function stringScalar(text: string): ResolvedScalar {
  return { type: 'string', value: text, key: text };
}

/** A number without underscores; undefined when it is text after all. */
function number(plain: string): ResolvedScalar | undefined {
  const integer = parseInteger(plain);
  if (integer !== undefined) return integer;
  if (FLOAT.test(plain)) return float(plain);
  return undefined;
}

/** strconv.ParseInt and ParseUint with base 0, then go-yaml's own reading of `0b` and `-0b`, which allows a sign behind the prefix. */
function parseInteger(plain: string): ResolvedScalar | undefined {
  const match = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/.exec(plain);
  if (match !== null) {
    const [, sign = '', hex, binary, newOctal, octal, decimal] = match;
    const magnitude = BigInt(hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : newOctal !== undefined ? `0o${newOctal}` : octal !== undefined ? `0o${octal}` : shortened(decimal ?? '0'));
    return integerWithin(sign === '-' ? -magnitude : magnitude, sign === '');
  }
  const signedBinary = /^0b([-+])([01]+)$/.exec(plain);
  if (signedBinary === null) return undefined;
  const magnitude = BigInt(`0b${signedBinary[2] ?? '0'}`);
  return integerWithin(signedBinary[1] === '-' ? -magnitude : magnitude, false);
}

/** Digits beyond the range of any integer type need not be read in full. */
function shortened(digits: string): string {
  return digits.length > 24 ? digits.slice(0, 24) : digits;
}

function integerWithin(value: bigint, unsignedToo: boolean): ResolvedScalar | undefined {
  if (value < MIN_INT || value > (unsignedToo ? MAX_UINT : MAX_INT)) return undefined;
  const json = BigInt.asIntN(54, value) === value ? Number(value) : value;
  return value > MAX_INT ? { type: 'uint', value: json, key: undefined } : { type: 'int', value: json, key: String(value) };
}

/** strconv.ParseFloat; undefined when the number is too large. */
function float(text: string): ResolvedScalar | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? floatScalar(value) : undefined;
}

function floatScalar(value: number): ResolvedScalar {
  return { type: 'float', value: jsonNumber(goJsonFloat(value)), key: goFloat32Text(value) };
}

/** How encoding/json writes a float64: as JavaScript does, but for minus zero. */
function goJsonFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** strconv.FormatFloat(value, 'g', -1, 32), which sigs.k8s.io/yaml makes keys with. */
function goFloat32Text(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(value, -0) || value < 0 ? '-0' : '0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toExponential(digits - 1))) !== single) digits += 1;
  const [mantissa = '', exponentText = ''] = single.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return String(Number(`${mantissa}e${exponent}`));
}
