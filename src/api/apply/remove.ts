import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { entryType, typeFor, type ApplyType } from './apply-type.ts';
import type { FieldSet } from './field-set.ts';
import { fieldElement, itemElement } from './path-element.ts';

/** `value` without the members of `fields` (typed/remove.go). What loses all that it has becomes null. */
export function removeFields(value: Json, fields: FieldSet, open: ApplyType): Json {
  const type = typeFor(open, value);
  if (type.kind === 'map') {
    if (!isJsonObject(value)) return null;
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const item = value[key];
      const node = fields.get(fieldElement(key));
      if (item === undefined || node?.member === true) continue;
      result[key] = node === undefined ? item : removeFields(item, node.below, entryType(type, key));
    }
    return Object.keys(result).length === 0 ? null : result;
  }
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return null;
    const result: Json[] = [];
    for (const item of value) {
      const node = fields.get(itemElement(item, type) ?? '');
      if (node?.member === true) continue;
      result.push(node === undefined ? item : removeFields(item, node.below, type.item));
    }
    return result.length === 0 ? null : result;
  }
  return type.kind === 'atomic' ? null : value;
}
