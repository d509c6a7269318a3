import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { Lease } from '../types/coordination-v1.ts';
import { validateNonNegative } from './numbers.ts';

/** The rules for a Lease (pkg/apis/coordination/validation/validation.go, v1.36); `dropElectionFields` leaves none of the fields that it has more rules for. */
export function validateLease({ spec = {} }: Lease): FieldError[] {
  const { leaseDurationSeconds, leaseTransitions } = spec;
  const errors: FieldError[] = [];
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) errors.push(invalid('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be more than 0'));
  errors.push(...validateNonNegative(leaseTransitions, 'spec.leaseTransitions'));
  return errors;
}

/** Fields of a feature that is off in every release up to v1.36, CoordinatedLeaderElection (pkg/registry/coordination/lease/strategy.go). */
export function dropElectionFields({ spec = {} }: Lease): void {
  delete spec.strategy;
  delete spec.preferredHolder;
}
