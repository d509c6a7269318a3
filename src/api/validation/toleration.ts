import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { labelValueProblems } from '../names.ts';
import type { Toleration } from '../types/core-v1.ts';
import { validateQualifiedName } from './problems.ts';

export const TAINT_EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Tolerations of a pod or a RuntimeClass (pkg/apis/core/validation/validation.go, `ValidateTolerations`). */
export function validateTolerations(tolerations: readonly Toleration[], path: FieldPath): FieldError[] {
  return tolerations.flatMap((toleration, index) => validateToleration(toleration, at(path, index)));
}

function validateToleration(toleration: Toleration, path: FieldPath): FieldError[] {
  const { key = '', operator = '', effect = '', value = '' } = toleration;
  const operatorPath = child(path, 'operator');
  const effectPath = child(path, 'effect');
  const errors: FieldError[] = key === '' ? [] : validateQualifiedName(key, child(path, 'key'));
  if (key === '' && operator !== 'Exists') errors.push(invalid(operatorPath, operator, 'without a key the operator must be Exists, which tolerates every taint'));
  if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(effectPath, effect, 'must be NoExecute when tolerationSeconds is set'));
  }
  if (operator === '' || operator === 'Equal') {
    // One error for all problems, and at the operator: that is where the server puts it.
    const problems = labelValueProblems(value);
    if (problems.length > 0) errors.push(invalid(operatorPath, value, problems.join('; ')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(operatorPath, value, 'operator Exists takes no value, remove it'));
  } else {
    errors.push(notSupported(operatorPath, operator, ['Equal', 'Exists']));
  }
  if (effect !== '') errors.push(...validateTaintEffect(effect, effectPath));
  return errors;
}

/** The effect of a taint, which must be there (`validateTaintEffect`). */
export function validateTaintEffect(effect: string | undefined, path: FieldPath): FieldError[] {
  if (effect === undefined || effect === '') return [required(path, `must be one of ${TAINT_EFFECTS.join(', ')}`)];
  return TAINT_EFFECTS.includes(effect) ? [] : [notSupported(path, effect, TAINT_EFFECTS)];
}
