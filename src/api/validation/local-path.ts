import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';

/** A path that never climbs (`validatePathNoBacksteps`). */
export function validateNoBacksteps(text: string, path: FieldPath): FieldError[] {
  return text.split('/').includes('..') ? [invalid(path, text, "must not have '..' between slashes")] : [];
}

/** A relative path that stays below its folder (`validateLocalDescendingPath`). */
export function validateLocalDescendingPath(text: string, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (text.startsWith('/')) errors.push(invalid(path, text, 'must be a relative path, remove the leading slash'));
  errors.push(...validateNoBacksteps(text, path));
  return errors;
}

/** The path of a file in a volume; names that start with two dots are the kubelet's (`ValidateLocalNonReservedPath`). */
export function validateLocalFilePath(text: string, path: FieldPath): FieldError[] {
  const errors = validateLocalDescendingPath(text, path);
  if (text.startsWith('..') && !text.startsWith('../')) errors.push(invalid(path, text, "must not start with '..'"));
  return errors;
}
