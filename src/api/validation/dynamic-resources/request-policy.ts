import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, required, tooMany } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import type { CapacityRequestPolicy, CapacityRequestPolicyRange } from '../../types/resource-v1.ts';

const MAX_OPTIONS = 10;
const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };
const UNIT = 1_000_000_000n;

/** How much of a shared capacity a claim may ask for (pkg/apis/resource/validation/validation.go, `validateRequestPolicy`, v1.36). */
export function validateRequestPolicy(policy: CapacityRequestPolicy, capacity: string, path: FieldPath): FieldError[] {
  const { validValues = [], validRange, default: fallback } = policy;
  if (validValues.length > 0 && validRange !== undefined) return [forbidden(path, 'has both validValues and validRange, remove one of them')];
  if (validValues.length === 0 && validRange === undefined) return [];
  if (fallback === undefined) return [required(child(path, 'default'), 'must be given with validValues or validRange')];
  const max = quantityOf(capacity);
  if (validRange !== undefined) return validateRange(validRange, quantityOf(String(fallback)), max, child(path, 'validRange'));
  return validateValues(validValues.map((value) => String(value)), String(fallback), max, child(path, 'validValues'));
}

function validateValues(values: readonly string[], fallback: string, max: Quantity, path: FieldPath): FieldError[] {
  const amounts = values.map(quantityOf);
  const errors: FieldError[] = [];
  amounts.forEach((amount, index) => {
    const before = amounts[index - 1];
    if (before !== undefined && compareQuantities(before, amount) > 0) errors.push(invalid(at(path, index), values[index], 'must not be less than the value before it'));
  });
  if (values.length > MAX_OPTIONS) {
    errors.push(tooMany(path, values.length, MAX_OPTIONS));
  } else {
    amounts.forEach((amount, index) => {
      if (compareQuantities(amount, max) > 0) errors.push(invalid(at(path, index), values[index], 'is more than the capacity'));
      if (amounts.findIndex((other) => wholeOf(other) === wholeOf(amount)) < index) errors.push(duplicate(at(path, index), values[index]));
    });
  }
  const allowed = values.length <= MAX_OPTIONS && amounts.some((amount) => compareQuantities(amount, quantityOf(fallback)) === 0);
  return allowed ? errors : [...errors, invalid(path, fallback, 'the default is none of the values')];
}

function validateRange({ min, max, step }: CapacityRequestPolicyRange, fallback: Quantity, capacity: Quantity, path: FieldPath): FieldError[] {
  if (min === undefined) return [required(child(path, 'min'), 'must be given')];
  const errors: FieldError[] = [];
  const least = quantityOf(String(min));
  const most = max === undefined ? undefined : quantityOf(String(max));
  if (compareQuantities(least, capacity) > 0) errors.push(invalid(child(path, 'min'), min, 'is more than the capacity'));
  if (compareQuantities(fallback, least) < 0) errors.push(invalid(child(path, 'default'), min, 'the default is less than min'));
  if (most !== undefined) {
    if (compareQuantities(least, most) > 0) errors.push(invalid(child(path, 'max'), min, 'min is more than max'));
    if (compareQuantities(most, capacity) > 0) errors.push(invalid(child(path, 'max'), max, 'is more than the capacity'));
    if (compareQuantities(fallback, most) > 0) errors.push(invalid(child(path, 'default'), max, 'the default is more than max'));
  }
  if (step === undefined) return errors;
  const stepPath = child(path, 'step');
  const width = quantityOf(String(step));
  if (width.nanos <= 0n) return [...errors, invalid(stepPath, step, 'must be more than 0')];
  if (least.nanos + width.nanos > capacity.nanos) errors.push(invalid(stepPath, step, 'one step from min is more than the capacity'));
  for (const bound of [fallback, most]) {
    if (bound !== undefined && (wholeOf(bound) - wholeOf(least)) % wholeOf(width) !== 0n) errors.push(invalid(stepPath, step, 'the default and max must be whole steps from min'));
  }
  return errors;
}

function quantityOf(text: string): Quantity {
  return parseQuantity(text) ?? ZERO;
}

/** In whole units, rounded up (`Value`). */
function wholeOf({ nanos }: Quantity): bigint {
  return nanos >= 0n ? (nanos + UNIT - 1n) / UNIT : -(-nanos / UNIT);
}
