/**
 * Kubernetes quantities (k8s.io/apimachinery/pkg/api/resource/quantity.go, v1.36): exact decimal numbers with a suffix, rounded up
 * to whole nano-units.
 */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** The amount in units of 10^-9. */
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

const NANO = 1_000_000_000n;
const MILLI = 1_000_000n;
/** The largest amount that a quantity with a binary suffix holds: larger ones are capped (`maxAllowed`). */
const MAX_NANOS = (2n ** 63n - 1n) * NANO;

const BINARY: Readonly<Record<string, bigint>> = { Ki: 1n << 10n, Mi: 1n << 20n, Gi: 1n << 30n, Ti: 1n << 40n, Pi: 1n << 50n, Ei: 1n << 60n };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE]|)$/;
/** Exponents beyond this one count as this one; it bounds the size of the arithmetic. */
const MAX_EXPONENT = 300;

const cache = new Map<string, Quantity | null>();
const CACHE_SIZE = 4096;

/** Reads a quantity such as `250m`, `1.5Gi`, `1e3` or the number 2; undefined when it is not one. */
export function parseQuantity(value: string | number | bigint): Quantity | undefined {
  const text = typeof value === 'string' ? value : numberText(value);
  const known = cache.get(text);
  if (known !== undefined) return known ?? undefined;
  const quantity = parseText(text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, quantity ?? null);
  return quantity;
}

function numberText(value: number | bigint): string {
  return typeof value === 'number' && Math.abs(value) < 1e-6 && value !== 0 ? value.toExponential() : String(value);
}

function parseText(text: string): Quantity | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  let exponent = -fraction.length;
  let multiplier = 1n;
  let format: QuantityFormat = 'DecimalSI';
  const binary = BINARY[suffix];
  if (binary !== undefined) {
    multiplier = binary;
    format = 'BinarySI';
  } else if (/^[eE][+-]?\d/.test(suffix)) {
    exponent += clampExponent(suffix.slice(1));
    format = 'DecimalExponent';
  } else {
    exponent += DECIMAL[suffix] ?? 0;
  }
  let magnitude = scaleUp(digits * multiplier, exponent + 9);
  if (format === 'BinarySI' && magnitude > MAX_NANOS) magnitude = MAX_NANOS;
  return { nanos: sign === '-' ? -magnitude : magnitude, format };
}

function clampExponent(text: string): number {
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, Number(text)));
}

/** `value × 10^exponent`, rounded away from zero to a whole number. */
function scaleUp(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return ceilDivide(value, divisor);
}

/** Rounded away from zero. */
function ceilDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const rest = value % divisor;
  return rest === 0n ? quotient : quotient + (rest > 0n ? 1n : -1n);
}

/** The amount in whole units, rounded away from zero (`Quantity.Value`). Exact up to 2^53. */
export function wholeUnits(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, NANO));
}

/** The amount in thousandths, rounded away from zero (`Quantity.MilliValue`). Exact up to 2^53. */
export function milliUnits(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, MILLI));
}

export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/** The sum, in the format of the first one unless that is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format };
}

/** The canonical text that the API server prints: the largest suffix without a fraction (`CanonicalizeBytes`). */
export function formatQuantity(quantity: Quantity): string {
  const { nanos } = quantity;
  if (nanos === 0n) return '0';
  const magnitude = nanos < 0n ? -nanos : nanos;
  const sign = nanos < 0n ? '-' : '';
  if (quantity.format === 'BinarySI' && magnitude % NANO === 0n && magnitude / NANO >= 1024n) {
    let units = magnitude / NANO;
    let power = 0;
    while (power < 6 && units % 1024n === 0n) {
      units /= 1024n;
      power += 1;
    }
    return `${sign}${units}${['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][power] ?? ''}`;
  }
  let amount = magnitude;
  let exponent = -9;
  while (exponent < 18 && amount % 1000n === 0n) {
    amount /= 1000n;
    exponent += 3;
  }
  if (quantity.format === 'DecimalExponent') return `${sign}${amount}${exponent === 0 ? '' : `e${exponent}`}`;
  const suffix = Object.keys(DECIMAL).find((name) => DECIMAL[name] === exponent) ?? '';
  return `${sign}${amount}${suffix}`;
}

/** 10^18 fits into 64 bits, 10^19 does not. */
const MAX_FAST_DIGITS = 18;
const BINARY_EXPONENTS: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/**
 * The text that the API server keeps of a quantity (`Quantity.String` after `ParseQuantity`): what it can read quickly and takes for
 * canonical already stays as written (`1024Mi`, `+5`, `1.`), everything else is written anew. Undefined when it is no quantity.
 */
export function storedQuantity(value: string | number | bigint): string | undefined {
  const quantity = parseQuantity(value);
  if (quantity === undefined) return undefined;
  const text = typeof value === 'string' ? value : numberText(value);
  return keepsSpelling(text) ? text : formatQuantity(quantity);
}

function keepsSpelling(text: string): boolean {
  const [, , whole = '', fraction = '', suffix = ''] = SYNTAX.exec(text) ?? [];
  const digits = (whole.replace(/^0+/, '') || '0') + fraction;
  if (digits.startsWith('0') || digits.endsWith('000')) return false;
  const power = BINARY_EXPONENTS[suffix];
  if (power !== undefined) return fraction === '' && 14 - digits.length - Math.trunc(power * 0.3) >= 0;
  const exponent = DECIMAL[suffix] ?? Number(suffix.slice(1));
  const scale = exponent - fraction.length;
  return digits.length <= MAX_FAST_DIGITS && scale >= -9 && scale % 3 === 0;
}
