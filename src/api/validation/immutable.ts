import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { semanticEqual, type FieldTypes } from '../semantic-equal.ts';

/** A field that keeps the value that it was created with (`ValidateImmutableField`). */
export function validateImmutable(value: unknown, old: unknown, path: FieldPath, types?: FieldTypes): FieldError[] {
  return semanticEqual(value, old, types) ? [] : [invalid(path, value, 'may not be changed, delete the object and create it again')];
}
