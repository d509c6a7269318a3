import { forbidden, invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { Lease } from '../types/coordination-v1.ts';
import { validateNonNegative } from './numbers.ts';
import { validateQualifiedName } from './problems.ts';

const KUBERNETES_STRATEGY = 'OldestEmulationVersion';

/** The rules for a Lease (pkg/apis/coordination/validation/validation.go, v1.36). */
export function validateLease({ spec = {} }: Lease): FieldError[] {
  const { leaseDurationSeconds, leaseTransitions, strategy, preferredHolder } = spec;
  const errors: FieldError[] = [];
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) errors.push(invalid('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be more than 0'));
  errors.push(...validateNonNegative(leaseTransitions, 'spec.leaseTransitions'));
  if (strategy !== undefined) errors.push(...validateStrategy(strategy));
  if ((preferredHolder ?? '') !== '' && (strategy ?? '') === '') errors.push(forbidden('spec.preferredHolder', 'needs a strategy beside it'));
  return errors;
}

/** Kubernetes' own strategy, or one with the domain of its maker. */
function validateStrategy(strategy: string): FieldError[] {
  const path = 'spec.strategy';
  if (strategy.includes('/')) return validateQualifiedName(strategy, path);
  return strategy === KUBERNETES_STRATEGY ? [] : [invalid(path, strategy, `must be ${KUBERNETES_STRATEGY}, or have the domain of its maker as prefix`)];
}
