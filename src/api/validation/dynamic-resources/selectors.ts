import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { deviceSelectorProblem } from '../../cel/device-expressions.ts';
import { forbidden, invalid, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import type { DeviceSelector } from '../../types/resource-v1.ts';
import { validateItems } from './lists.ts';

const MAX_SELECTORS = 32;
const MAX_EXPRESSION_BYTES = 10 * 1024;

/** Conditions in CEL that a device must meet (`validateSelectorSlice`). `stored`: they were accepted before and are not read again. */
export function validateDeviceSelectors(selectors: readonly DeviceSelector[], stored: boolean, path: FieldPath): FieldError[] {
  return validateItems(
    selectors,
    MAX_SELECTORS,
    ({ cel }, entry) => {
      if (cel === undefined) return [required(child(entry, 'cel'), 'must hold an expression in CEL')];
      return stored ? [] : validateExpression(cel.expression ?? '', child(entry, 'cel.expression'));
    },
    path,
  );
}

function validateExpression(expression: string, path: FieldPath): FieldError[] {
  if (byteLength(expression) > MAX_EXPRESSION_BYTES) return [tooLong(path, MAX_EXPRESSION_BYTES)];
  const problem = deviceSelectorProblem(expression);
  if (problem === undefined) return [];
  return problem.tooCostly ? [forbidden(path, problem.message)] : [invalid(path, expression, problem.message)];
}
