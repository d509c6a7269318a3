import { at } from '../../diag/field-path.ts';
import { forbidden, invalid, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { equalJson } from '../json.ts';
import { byteLength } from '../names.ts';
import type { ConfigMap } from '../types/core-v1.ts';
import { base64ByteLength } from '../base64.ts';
import { configMapKeyProblems } from './config-map-key.ts';
import { invalidForEach } from './problems.ts';

/** What a ConfigMap or Secret may hold at most. */
export const MAX_DATA_BYTES = 1024 * 1024;

/** Keys and total size of a ConfigMap (pkg/apis/core/validation/validation.go, `ValidateConfigMap`, v1.36). */
export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors: FieldError[] = [];
  let totalBytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidForEach(at('data', key), key, configMapKeyProblems(key)));
    if (Object.hasOwn(binaryData, key)) errors.push(invalid(at('data', key), key, 'is a key of binaryData too, keep one of them'));
    totalBytes += byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...invalidForEach(at('binaryData', key), key, configMapKeyProblems(key)));
    totalBytes += base64ByteLength(value);
  }
  // The server's path for "the object as a whole" is one empty name.
  if (totalBytes > MAX_DATA_BYTES) errors.push(tooLong('', MAX_DATA_BYTES));
  return errors;
}

export function validateConfigMapUpdate(configMap: ConfigMap, old: ConfigMap): FieldError[] {
  return [...immutableDataErrors(configMap, old, ['data', 'binaryData']), ...validateConfigMap(configMap)];
}

interface ImmutableData {
  readonly immutable?: boolean | undefined;
}

/** Once `immutable` is set, neither it nor the data may change. */
export function immutableDataErrors<T extends ImmutableData>(object: T, old: T, fields: readonly (keyof T & string)[]): FieldError[] {
  if (old.immutable !== true) return [];
  const message = 'may not be changed, the object is immutable: delete it and create it again, or use a new name';
  const errors = fields.filter((field) => !equalJson(object[field], old[field])).map((field) => forbidden(field, message));
  if (object.immutable !== true) errors.push(forbidden('immutable', message));
  return errors;
}
