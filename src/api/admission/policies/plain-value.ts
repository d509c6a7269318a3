import { EvaluationError, ListValue, MapValue, StructValue, Timestamp, Uint, typeNameOf, type Value } from '../../cel/values.ts';
import { setOwn, type Json, type JsonObject } from '../../json.ts';
import { formatTimestamp } from '../../cel/time.ts';

/**
 * What an expression has made, as it goes into an object. `typeName` is the name that a constructed object must have where it stands:
 * `Object.spec` at `spec` (k8s.io/apiserver/pkg/cel/mutation/dynamic/objects.go, v1.36). Throws `EvaluationError`.
 */
export function plainValue(value: Value, typeName?: string): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return plainInteger(value);
  if (value instanceof Uint) return plainInteger(value.number);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof ListValue) return value.items.map((item) => plainValue(item, typeName));
  const result: JsonObject = {};
  if (value instanceof MapValue) {
    for (const key of value.keys()) {
      if (typeof key !== 'string') throw new EvaluationError(`keys of maps must be strings, not ${typeNameOf(key)}`);
      setOwn(result, key, plainValue(value.get(key) ?? null, typeName === undefined ? undefined : `${typeName}.${key}`));
    }
    return result;
  }
  if (!(value instanceof StructValue)) throw new EvaluationError(`a value of type ${typeNameOf(value)} cannot be part of an object`);
  if (typeName !== undefined && value.typeName !== typeName) throw new EvaluationError(`type mismatch: unexpected type name "${value.typeName}", expected "${typeName}"`);
  for (const field of value.fields()) setOwn(result, field, plainValue(value.get(field) ?? null, typeName === undefined ? undefined : `${typeName}.${field}`));
  return result;
}

function plainInteger(number: bigint): Json {
  return number >= BigInt(Number.MIN_SAFE_INTEGER) && number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : number;
}
