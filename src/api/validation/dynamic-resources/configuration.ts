import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notSupported, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength, labelValueProblems } from '../../names.ts';
import type { DeviceTaint, DeviceToleration, OpaqueDeviceConfiguration } from '../../types/resource-v1.ts';
import { invalidForEach, validateQualifiedName } from '../problems.ts';
import { validateDriverName } from './names.ts';

const EFFECTS: readonly string[] = ['NoExecute', 'NoSchedule', 'None'];
const OPERATORS: readonly string[] = ['Equal', 'Exists'];
const MAX_PARAMETER_BYTES = 10 * 1024;

/** Parameters for a driver (`validateDeviceConfiguration`). `stored`: the limit on their size is younger than the object. */
export function validateDeviceConfiguration(opaque: OpaqueDeviceConfiguration | undefined, stored: boolean, path: FieldPath): FieldError[] {
  const opaquePath = child(path, 'opaque');
  if (opaque === undefined) return [required(opaquePath, 'must hold the parameters')];
  return [...validateDriverName(opaque.driver ?? '', child(opaquePath, 'driver')), ...validateParameters(opaque.parameters, stored, child(opaquePath, 'parameters'))];
}

function validateParameters(parameters: unknown, stored: boolean, path: FieldPath): FieldError[] {
  if (parameters === undefined || parameters === null) return [required(path, 'must be an object that the driver understands')];
  if (!stored && byteLength(JSON.stringify(parameters)) > MAX_PARAMETER_BYTES) return [tooLong(path, MAX_PARAMETER_BYTES)];
  return typeof parameters === 'object' && !Array.isArray(parameters) ? [] : [invalid(path, parameters, 'must be an object')];
}

/** A mark that keeps claims away from a device (`validateDeviceTaint`). */
export function validateDeviceTaint({ key = '', value = '', effect = '' }: DeviceTaint, path: FieldPath): FieldError[] {
  const errors = validateQualifiedName(key, child(path, 'key'));
  errors.push(...invalidForEach(child(path, 'value'), value, labelValueProblems(value)));
  if (effect === '') errors.push(required(child(path, 'effect'), `must be one of ${EFFECTS.join(', ')}`));
  else if (!EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
  return errors;
}

export function validateDeviceToleration({ key = '', operator = '', value = '', effect = '' }: DeviceToleration, path: FieldPath): FieldError[] {
  const errors = key === '' ? [] : validateQualifiedName(key, child(path, 'key'));
  if (operator === 'Exists' && value !== '') errors.push(invalid(child(path, 'value'), value, 'must be empty with operator Exists'));
  else if (operator === 'Equal') errors.push(...invalidForEach(child(path, 'value'), value, labelValueProblems(value)));
  else if (operator === '') errors.push(required(child(path, 'operator'), `must be one of ${OPERATORS.join(', ')}`));
  else if (!OPERATORS.includes(operator)) errors.push(notSupported(child(path, 'operator'), operator, OPERATORS));
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
  return errors;
}
