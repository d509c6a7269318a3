import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, type FieldError } from '../field-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

/** Items that occur twice in sets, or with the same keys in maps (apiextensions-apiserver/pkg/apiserver/schema/listtype/validation.go, v1.36). */
export function validateListTypes(data: Json, schema: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  collect(data, schema, path, errors);
  return errors;
}

function collect(data: Json | undefined, schema: Schema, path: FieldPath, errors: FieldError[]): void {
  if (Array.isArray(data)) {
    const items = itemsOf(schema);
    errors.push(...validateItems(data, schema, path));
    if (items !== undefined) data.forEach((item, index) => collect(item, items, at(path, index), errors));
  } else if (isJsonObject(data)) {
    const additional = additionalOf(schema);
    for (const key of Object.keys(data)) {
      const value = data[key];
      if (!mayHoldLists(value)) continue;
      const property = propertyOf(schema, key);
      if (property !== undefined) collect(value, property, child(path, key), errors);
      else if (additional !== undefined) collect(value, additional, at(path, key), errors);
    }
  }
}

function mayHoldLists(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function validateItems(data: readonly Json[], schema: Schema, path: FieldPath): FieldError[] {
  const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys = [] } = schema;
  if (type !== 'set' && type !== 'map') return [];
  // Null counts as an object without fields.
  const wrong = type === 'map' ? data.findIndex((item) => item !== null && !isJsonObject(item)) : -1;
  if (wrong !== -1) return [invalid(at(path, wrong), data[wrong], 'must be an object, as an item of a list that tells items apart by keys')];
  const counts = new Map<string, number>();
  return data.flatMap((item, index) => {
    const key = type === 'set' ? item : keyOf(item, keys);
    const text = canonical(key);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    // The server names the second occurrence only.
    return count === 2 ? [duplicate(at(path, index), key)] : [];
  });
}

function keyOf(item: Json, keys: readonly string[]): JsonObject {
  return isJsonObject(item) ? Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(item, key) ? [[key, item[key]]] : []))) : {};
}

function canonical(data: Json): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    if (typeof value === 'bigint') return Number(value);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
