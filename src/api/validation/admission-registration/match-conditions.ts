import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import type { AdmissionExpressions } from '../../cel/admission-expressions.ts';
import { duplicate, required, tooMany } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { MatchCondition } from '../../types/admissionregistration-v1.ts';
import { validateQualifiedName } from '../problems.ts';
import { validateExpression } from './expression.ts';

const MAX_CONDITIONS = 64;

/** Conditions in CEL that a request must meet (`validateMatchConditions`). */
export function validateMatchConditions(conditions: readonly MatchCondition[], expressions: AdmissionExpressions, path: FieldPath): FieldError[] {
  const errors = conditions.length > MAX_CONDITIONS ? [tooMany(path, conditions.length, MAX_CONDITIONS)] : [];
  const seen = new Set<string>();
  conditions.forEach(({ name = '', expression = '' }, index) => {
    const entry = at(path, index);
    errors.push(...validateExpression(expression.trim(), expressions, ['bool'], child(entry, 'expression')));
    if (name === '') {
      errors.push(required(child(entry, 'name'), 'every condition needs a name'));
      return;
    }
    errors.push(...validateQualifiedName(name, child(entry, 'name')));
    if (seen.has(name)) errors.push(duplicate(child(entry, 'name'), name));
    seen.add(name);
  });
  return errors;
}
