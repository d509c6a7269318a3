import { at } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, tooMany } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';

/** Validates each item, unless there are too many (pkg/apis/resource/validation/validation.go, `validateSlice`, v1.36). */
export function validateItems<T>(items: readonly T[], max: number, validate: (item: T, path: FieldPath) => FieldError[], path: FieldPath): FieldError[] {
  if (items.length > max) return [tooMany(path, items.length, max)];
  return items.flatMap((item, index) => validate(item, at(path, index)));
}

/** Items that must differ in their keys as well (`validateSet`). */
export function validateSet<T>(items: readonly T[], max: number, validate: (item: T, path: FieldPath) => FieldError[], keyOf: (item: T) => string, path: FieldPath): FieldError[] {
  const errors = validateItems(items, max, validate, path);
  if (items.length > max) return errors;
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (seen.has(key)) errors.push(duplicate(at(path, index), key));
    seen.add(key);
  });
  return errors;
}

/** Entries of a map; mistakes in keys are reported at the map (`validateMap`). */
export function validateEntries<T>(
  map: Readonly<Record<string, T>>,
  max: number,
  validateKey: (key: string, path: FieldPath) => FieldError[],
  validate: (item: T, path: FieldPath) => FieldError[],
  maxShownKey: number,
  path: FieldPath,
): FieldError[] {
  const keys = Object.keys(map);
  if (keys.length > max) return [tooMany(path, keys.length, max)];
  return keys.flatMap((key) => [...validateKey(key, path), ...validate(map[key] as T, at(path, shorten(key, maxShownKey)))]);
}

/** Long keys lose their middle in paths, as the server shows them (`truncateIfTooLong`). */
function shorten(key: string, max: number): string {
  if (key.length <= max) return key;
  const rest = max - 3;
  return `${key.slice(0, Math.floor((rest + 1) / 2))}...${key.slice(key.length - Math.floor(rest / 2))}`;
}
