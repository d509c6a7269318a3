import { Duration, EvaluationError, Timestamp, Uint } from './values.ts';

const INT_MAX = 2n ** 63n - 1n;
const INT_MIN = -(2n ** 63n);
const UINT_MAX = 2n ** 64n - 1n;
/** Years 1 to 9999. */
const TIMESTAMP_MIN = -62135596800n * 1_000_000_000n;
const TIMESTAMP_MAX = 253402300799n * 1_000_000_000n + 999_999_999n;

export function checkedInt(value: bigint): bigint {
  if (value > INT_MAX || value < INT_MIN) throw new EvaluationError('integer overflow');
  return value;
}

export function checkedUint(value: bigint): Uint {
  if (value > UINT_MAX || value < 0n) throw new EvaluationError('unsigned integer overflow');
  return new Uint(value);
}

export function checkedDuration(nanos: bigint): Duration {
  if (nanos > INT_MAX || nanos < INT_MIN) throw new EvaluationError('duration overflow');
  return new Duration(nanos);
}

export function checkedTimestamp(nanos: bigint, offsetMinutes = 0): Timestamp {
  if (nanos > TIMESTAMP_MAX || nanos < TIMESTAMP_MIN) throw new EvaluationError('timestamp overflow');
  return new Timestamp(nanos, offsetMinutes);
}
