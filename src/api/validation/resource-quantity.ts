import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { qualifiedNameProblems } from '../names.ts';
import { milliUnits, parseQuantity } from '../quantity.ts';
import type { Quantity } from '../quantity.ts';
import {
  isExtendedResourceName,
  isIntegerResourceName,
  isNativeResourceName,
  isStandardContainerResourceName,
  isStandardResourceName,
} from '../resource-names.ts';
import type { Quantity as QuantityValue } from '../types/api-resource.ts';
import { invalidForEach } from './problems.ts';

const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };

/** The amount of a decoded quantity; absent is zero. */
export function amountOf(value: QuantityValue | undefined): Quantity {
  return (value === undefined ? undefined : parseQuantity(value)) ?? ZERO;
}

/** Zero or more (`ValidateNonnegativeQuantity`). */
export function validateNonNegativeQuantity(value: QuantityValue | undefined, path: FieldPath): FieldError[] {
  return amountOf(value).nanos < 0n ? [invalid(path, value, 'must be 0 or more')] : [];
}

/** More than zero (`ValidatePositiveQuantityValue`). */
export function validatePositiveQuantity(value: QuantityValue | undefined, path: FieldPath): FieldError[] {
  return amountOf(value).nanos <= 0n ? [invalid(path, value, 'must be more than 0')] : [];
}

/** An amount of a resource: not negative, and whole where the resource is counted (`ValidateResourceQuantityValue`). */
export function validateResourceAmount(name: string, value: QuantityValue | undefined, path: FieldPath): FieldError[] {
  const errors = validateNonNegativeQuantity(value, path);
  if (isIntegerResourceName(name) && milliUnits(amountOf(value)) % 1000 !== 0) errors.push(invalid(path, value, `must be a whole number, ${name} cannot be divided`));
  return errors;
}

/** The name of any resource (`validateResourceName`). */
export function validateResourceName(name: string, path: FieldPath): FieldError[] {
  const problems = qualifiedNameProblems(name);
  if (problems.length > 0) return invalidForEach(path, name, problems);
  if (!name.includes('/') && !isStandardResourceName(name)) {
    return [invalid(path, name, 'is no resource of Kubernetes; names of other resources have a domain, such as example.org/gpu')];
  }
  return [];
}

/** The name of a resource that a container may ask for (`validateContainerResourceName`). */
export function validateContainerResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (name.split('/').length === 1) {
    if (!isStandardContainerResourceName(name)) errors.push(invalid(path, name, 'containers have cpu, memory, ephemeral-storage, hugepages-… and resources with a domain'));
  } else if (!isNativeResourceName(name) && !isExtendedResourceName(name)) {
    errors.push(invalid(path, name, 'is not a valid name of an extended resource, use a domain and a name such as example.org/gpu'));
  }
  return errors;
}
