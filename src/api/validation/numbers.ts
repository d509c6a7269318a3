import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { IntOrString } from '../types/util-intstr.ts';

export const MAX_INT32 = 2147483647;

/** A count or a duration; absent is zero (`ValidateNonnegativeField`). */
export function validateNonNegative(value: number | undefined, path: FieldPath): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, 'must be 0 or more')] : [];
}

/** A number within bounds, both inclusive. */
export function validateInRange(value: number, min: number, max: number, path: FieldPath): FieldError[] {
  return value < min || value > max ? [invalid(path, value, `must be between ${min} and ${max}`)] : [];
}

const PERCENT = /^[0-9]+%$/;

/** A count of 0 or more, or a percentage such as `25%` (`ValidatePositiveIntOrPercent`). */
export function validateNonNegativeIntOrPercent(value: IntOrString | undefined, path: FieldPath): FieldError[] {
  if (typeof value === 'string') return PERCENT.test(value) ? [] : [invalid(path, value, 'must be a whole number, or a percentage such as "25%"')];
  return validateNonNegative(value, path);
}

/** The number before the `%`, or undefined for a count or another text (`getPercentValue`). */
export function percentOf(value: IntOrString | undefined): number | undefined {
  return typeof value === 'string' && PERCENT.test(value) ? Number(value.slice(0, -1)) : undefined;
}

/** A percentage of more than 100 is refused (`IsNotMoreThan100Percent`). */
export function validateAtMost100Percent(value: IntOrString | undefined, path: FieldPath): FieldError[] {
  const percent = percentOf(value);
  return percent !== undefined && percent > 100 ? [invalid(path, value, 'must not be more than 100%')] : [];
}

/** The count, or the number before the `%`; any other text is 0 (`getIntOrPercentValue`). */
export function countOrPercentOf(value: IntOrString | undefined): number {
  const percent = percentOf(value);
  if (percent !== undefined) return percent;
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
  return value ?? 0;
}
