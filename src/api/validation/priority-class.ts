import { forbidden, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { PriorityClass } from '../types/scheduling-v1.ts';
import { validateImmutable } from './immutable.ts';

const PREEMPTION_POLICIES: readonly string[] = ['Never', 'PreemptLowerPriority'];
/** Users' classes stay below those of the system. */
const MAX_USER_VALUE = 1_000_000_000;
const SYSTEM_VALUES: Readonly<Record<string, number>> = { 'system-node-critical': 2_000_001_000, 'system-cluster-critical': 2_000_000_000 };

/** The rules for a PriorityClass (pkg/apis/scheduling/validation/validation.go, v1.36). */
export function validatePriorityClass({ metadata, value = 0, globalDefault, preemptionPolicy }: PriorityClass): FieldError[] {
  const name = metadata?.name ?? '';
  const errors: FieldError[] = [];
  if (name.startsWith('system-')) {
    if (SYSTEM_VALUES[name] !== value || globalDefault === true) errors.push(forbidden('metadata.name', "names that start with 'system-' are reserved"));
  } else if (value > MAX_USER_VALUE) errors.push(forbidden('value', `must be no more than ${MAX_USER_VALUE}, higher ones are the system's`));
  if (preemptionPolicy === '') errors.push(required('preemptionPolicy', `must be one of ${PREEMPTION_POLICIES.join(', ')}`));
  else if (preemptionPolicy !== undefined && !PREEMPTION_POLICIES.includes(preemptionPolicy)) errors.push(notSupported('preemptionPolicy', preemptionPolicy, PREEMPTION_POLICIES));
  return errors;
}

/** Value and policy are fixed, and nothing else is looked at. */
export function validatePriorityClassUpdate(priorityClass: PriorityClass, old: PriorityClass): FieldError[] {
  const errors: FieldError[] = [];
  if ((priorityClass.value ?? 0) !== (old.value ?? 0)) errors.push(forbidden('value', 'may not be changed, delete the class and create it again'));
  return [...errors, ...validateImmutable(priorityClass.preemptionPolicy, old.preemptionPolicy, 'preemptionPolicy')];
}
