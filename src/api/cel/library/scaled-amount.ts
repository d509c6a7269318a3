/** An amount as Go keeps small ones: `value × 10^scale` in 64 bits (k8s.io/apimachinery/pkg/api/resource/amount.go, `int64Amount`, v1.36). */
export interface ScaledAmount {
  readonly value: bigint;
  readonly scale: number;
}

const INT_MAX = 2n ** 63n - 1n;
const INT_MIN = -(2n ** 63n);
const MAX_DIGITS = 18;
const NANO_SCALE = -9;
const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY_EXPONENTS: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Reads the text of a quantity that Go keeps so (`ParseQuantity`, the fast path); undefined for all others. */
export function parseScaledAmount(text: string): ScaledAmount | undefined {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?([eE][+-]?\d+|[A-Za-z]*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = '', fraction = '', suffix = ''] = match;
  const whole = digits === '' ? '0' : digits;
  const binary = Object.hasOwn(BINARY_EXPONENTS, suffix) ? BINARY_EXPONENTS[suffix] : undefined;
  if (binary !== undefined) {
    // Roughly the digits that the factor takes.
    const room = 15 - whole.length - Math.trunc((binary * 3) / 10) - 1;
    return fraction === '' && room >= 0 ? within(signed(BigInt(whole) << BigInt(binary), sign), 0) : undefined;
  }
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : Object.hasOwn(DECIMAL_EXPONENTS, suffix) ? DECIMAL_EXPONENTS[suffix] : undefined;
  if (exponent === undefined || whole.length + fraction.length > MAX_DIGITS || exponent - fraction.length < NANO_SCALE) return undefined;
  return within(signed(BigInt(whole + fraction), sign), exponent - fraction.length);
}

function signed(value: bigint, sign: string): bigint {
  return sign === '-' ? -value : value;
}

function within(value: bigint | undefined, scale: number): ScaledAmount | undefined {
  return value === undefined || value > INT_MAX || value < INT_MIN ? undefined : { value, scale };
}

/** The sum, in the smaller scale of the two; undefined when it does not fit, or one of them is not kept so. */
export function addScaled(a: ScaledAmount | undefined, b: ScaledAmount | undefined): ScaledAmount | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (b.value === 0n) return a;
  if (a.value === 0n) return b;
  const scale = Math.min(a.scale, b.scale);
  const [left, right] = [scaledTo(a, scale), scaledTo(b, scale)];
  return left === undefined || right === undefined ? undefined : within(left + right, scale);
}

/** The whole number that Go gives (`AsInt64`): amounts with decimal places are none, even when these are zeros. */
export function wholeNumberOf(amount: ScaledAmount | undefined): bigint | undefined {
  return amount === undefined || amount.scale < 0 ? undefined : scaledTo(amount, 0);
}

function scaledTo({ value, scale }: ScaledAmount, smaller: number): bigint | undefined {
  const places = scale - smaller;
  return places > MAX_DIGITS ? (value === 0n ? 0n : undefined) : within(value * 10n ** BigInt(places), smaller)?.value;
}
