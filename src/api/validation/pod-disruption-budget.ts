import { child } from '../../diag/field-path.ts';
import { invalid, notSupported } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { PodDisruptionBudget } from '../types/policy-v1.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateAtMost100Percent, validateNonNegativeIntOrPercent } from './numbers.ts';

const EVICTION_POLICIES: readonly string[] = ['AlwaysAllow', 'IfHealthyBudget'];

/** The rules for a PodDisruptionBudget (pkg/apis/policy/validation/validation.go, v1.36); `old` is the stored one on updates. */
export function validatePodDisruptionBudget({ spec = {} }: PodDisruptionBudget, old?: PodDisruptionBudget): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) errors.push(invalid('spec', spec, 'has both minAvailable and maxUnavailable, keep one'));
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    errors.push(...validateNonNegativeIntOrPercent(spec[field], child('spec', field)), ...validateAtMost100Percent(spec[field], child('spec', field)));
  }
  const allowInvalidValues = old !== undefined && validateLabelSelector(old.spec?.selector, {}, '').length > 0;
  errors.push(...validateLabelSelector(spec.selector, { allowInvalidValues }, 'spec.selector'));
  const policy = spec.unhealthyPodEvictionPolicy;
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy)) errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES));
  return errors;
}
