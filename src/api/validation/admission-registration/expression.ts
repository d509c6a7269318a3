import type { FieldPath } from '../../../diag/field-path.ts';
import type { AdmissionExpressions, AdmissionResult } from '../../cel/admission-expressions.ts';
import { invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';

/** An expression in CEL that must be there, compile, and give one of the wanted types. */
export function validateExpression(text: string, expressions: AdmissionExpressions, wanted: readonly AdmissionResult[], path: FieldPath): FieldError[] {
  if (text.trim() === '') return [required(path, 'needs an expression in CEL')];
  const problem = expressions.problemOf(text, wanted);
  return problem === undefined ? [] : [invalid(path, text, problem)];
}
