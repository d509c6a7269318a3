import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { Field, StructType, TypeNode } from '../definitions.ts';
import { isAlwaysWritten, isPointer, isStructValue } from './go-fields.ts';

/**
 * A decoded object as the API server writes it: Go leaves out what is zero unless the field is a pointer or always written, and writes
 * structs that are no pointers even when they are empty. Ownership of fields depends on it (`f:strategy` has no owner, `f:labels` has).
 */
export function writtenForm(object: JsonObject, struct: StructType): JsonObject {
  const result: JsonObject = {};
  for (const field of struct.fields.values()) {
    const value = object[field.name];
    const written = value === undefined || value === null ? zeroOf(field) : writtenField(value, field);
    if (written !== undefined) result[field.name] = written;
  }
  return result;
}

function writtenField(value: Json, field: Field): Json | undefined {
  const isKept = isAlwaysWritten(field) || isPointer(field);
  switch (field.type.kind) {
    case 'struct':
      return isJsonObject(value) ? writtenForm(value, field.type.struct) : value;
    case 'list':
      return Array.isArray(value) ? (value.length === 0 && !isKept ? undefined : value.map((item) => writtenValue(item, itemOf(field.type)))) : value;
    case 'map':
      if (!isJsonObject(value)) return value;
      return Object.keys(value).length === 0 && !isKept ? undefined : writtenValue(value, field.type);
    case 'raw':
    case 'json':
    case 'fields':
    case 'intOrString':
    case 'quantity':
      return value;
    default:
      return !isKept && (value === '' || value === 0 || value === false) ? undefined : value;
  }
}

function writtenValue(value: Json, type: TypeNode): Json {
  if (type.kind === 'struct' && isJsonObject(value)) return writtenForm(value, type.struct);
  if (type.kind === 'map' && isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writtenValue(item ?? null, type.item)]));
  return value;
}

function itemOf(type: TypeNode): TypeNode {
  return type.kind === 'list' ? type.item : type;
}

/** What is written for a field that is not set. */
function zeroOf(field: Field): Json | undefined {
  if (field.type.kind === 'struct' && isStructValue(field)) return writtenForm({}, field.type.struct);
  if (!isAlwaysWritten(field)) return undefined;
  switch (field.type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'float64':
      return 0;
    default:
      return null;
  }
}
