import { isJsonObject, NumberLiteral, type Json, type JsonObject } from '../api/json.ts';
import type { StructType, TypeNode } from './definitions.ts';

/** Of the larger values what is known, by the struct that they were read as. */
const known = new WeakMap<StructType, WeakMap<JsonObject, boolean>>();

/**
 * Whether decoding a value as a struct (see decode.ts) would give an equal copy and nothing to say: no nulls, no unknown fields, no
 * number in another spelling. Schemas are told apart by this: most are as they should be, they are large, and the same ones come
 * again and again, so they are recognized once instead of being copied each time.
 */
export function isUnchangedBy(struct: StructType, value: JsonObject): boolean {
  let memo = known.get(struct);
  if (memo === undefined) known.set(struct, (memo = new WeakMap()));
  return isUnchanged(value, struct, memo);
}

function isUnchanged(value: JsonObject, struct: StructType, memo: WeakMap<JsonObject, boolean>): boolean {
  // What has no parts is looked at faster than it is looked up.
  const hasParts = value['properties'] !== undefined;
  if (hasParts) {
    const before = memo.get(value);
    if (before !== undefined) return before;
  }
  const unchanged = hasFittingFields(value, struct, struct, memo);
  if (hasParts) memo.set(value, unchanged);
  return unchanged;
}

/** False when in doubt. `self` is the struct that the memo is about. */
function fits(value: Json | undefined, type: TypeNode, self: StructType, memo: WeakMap<JsonObject, boolean>): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int64':
      return Number.isSafeInteger(value);
    case 'float64':
      return Number.isFinite(value);
    case 'json':
      return isPlain(value);
    case 'struct':
      return isJsonObject(value) && (type.struct === self ? isUnchanged(value, self, memo) : hasFittingFields(value, type.struct, self, memo));
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(item, type.item, self, memo));
    case 'map':
      return isJsonObject(value) && hasFittingItems(value, type.item, self, memo);
    case 'schemaOrBool':
      return typeof value === 'boolean' || (isJsonObject(value) && isUnchanged(value, self, memo));
    case 'schemaOrArray':
      return isJsonObject(value) && isUnchanged(value, self, memo);
    default:
      return false;
  }
}

function hasFittingFields(value: JsonObject, { fields }: StructType, self: StructType, memo: WeakMap<JsonObject, boolean>): boolean {
  for (const key of Object.keys(value)) {
    const field = fields.get(key);
    const item = value[key];
    if (field === undefined || item === null || !fits(item, field.type, self, memo)) return false;
  }
  return true;
}

function hasFittingItems(value: JsonObject, type: TypeNode, self: StructType, memo: WeakMap<JsonObject, boolean>): boolean {
  for (const key of Object.keys(value)) if (!fits(value[key], type, self, memo)) return false;
  return true;
}

/** A value that is kept as it is has no numbers in a spelling of their own. */
function isPlain(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined;
  if (value instanceof NumberLiteral) return false;
  return Array.isArray(value) ? value.every(isPlain) : Object.values(value).every(isPlain);
}
