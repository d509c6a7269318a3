import { parseDuration, parseTimestamp } from '../cel/time.ts';
import { ComputedMap, equalValues, EvaluationError, ListValue, MapValue, mapKey, StructValue, type ListMerge, type Value } from '../cel/values.ts';
import { equalJson, isJsonObject, NumberLiteral, type Json, type JsonObject } from '../json.ts';
import { celName, nameOfField } from './field-names.ts';
import { additionalOf, itemsOf, withTypeAndMetadata, type Schema } from './schema.ts';

/** A part of a custom resource as a value of CEL (k8s.io/apiserver/pkg/cel/common/values.go, v1.36). */
export function valueOf(data: Json, schema: Schema): Value {
  if (data === null) {
    if (schema.nullable === true) return null;
    throw new EvaluationError('invalid data, got null for schema with nullable=false');
  }
  if (schema['x-kubernetes-int-or-string'] === true) return typeof data === 'string' ? data : wrongUnless(integerOf(data), data);
  switch (schema.type) {
    case 'object':
      return objectValue(wrongUnless(isJsonObject(data) ? data : undefined, data), schema);
    case 'array':
      return listValue(wrongUnless(Array.isArray(data) ? data : undefined, data), schema);
    case 'string':
      return textValue(wrongUnless(typeof data === 'string' ? data : undefined, data), schema);
    case 'integer':
      return wrongUnless(integerOf(data), data);
    case 'number':
      return wrongUnless(numberOf(data), data);
    case 'boolean':
      return wrongUnless(typeof data === 'boolean' ? data : undefined, data);
    default:
      return schema['x-kubernetes-preserve-unknown-fields'] === true ? dynamicValue(data) : wrongUnless<Value>(undefined, data);
  }
}

/** Data without a schema. */
export function dynamicValue(data: Json): Value {
  if (Array.isArray(data)) return new ListValue(data.map(dynamicValue));
  if (isJsonObject(data)) return new ComputedMap(Object.entries(data).map(([key, item]) => [key, dynamicValue(item ?? null)]));
  return integerOf(data) ?? numberOf(data) ?? (data as Value);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function wrongUnless<T>(value: T | undefined, data: Json): T {
  if (value === undefined) throw new EvaluationError(`invalid data: ${typeof data} does not fit the schema`);
  return value;
}

function integerOf(data: Json): bigint | undefined {
  if (typeof data === 'bigint') return data;
  const number = data instanceof NumberLiteral ? Number(data.text) : data;
  return typeof number === 'number' && Number.isInteger(number) ? BigInt(number) : undefined;
}

function numberOf(data: Json): number | undefined {
  if (typeof data === 'number') return data;
  return typeof data === 'bigint' || data instanceof NumberLiteral ? Number(data instanceof NumberLiteral ? data.text : data) : undefined;
}

function textValue(text: string, { format }: Schema): Value {
  switch (format) {
    case 'duration':
      return parseDuration(text) ?? invalid(format, text);
    case 'date':
      return parseTimestamp(`${text}T00:00:00Z`) ?? invalid(format, text);
    case 'date-time':
      return parseTimestamp(text) ?? invalid(format, text);
    case 'byte':
      return BASE64.test(text) ? Uint8Array.from(Buffer.from(text, 'base64')) : invalid(format, text);
    default:
      return text;
  }
}

function invalid(format: string, text: string): never {
  throw new EvaluationError(`Invalid ${format} format: "${text}"`);
}

function objectValue(data: JsonObject, schema: Schema): Value {
  const full = schema['x-kubernetes-embedded-resource'] === true ? withTypeAndMetadata(schema) : schema;
  const additional = additionalOf(full);
  return additional === undefined ? new DataStruct(data, full) : new DataMap(data, additional);
}

/** An object whose fields become values when they are looked at. */
class DataStruct extends StructValue {
  readonly typeName = 'object';
  readonly #data: JsonObject;
  readonly #properties: NonNullable<Schema['properties']>;
  /** Lists and objects that were looked at: rules come back to them. */
  #made: Map<string, Value> | undefined;
  constructor(data: JsonObject, { properties = {} }: Schema) {
    super();
    this.#data = data;
    this.#properties = properties;
  }
  get(field: string): Value | undefined {
    const known = this.#made?.get(field);
    if (known !== undefined) return known;
    const name = nameOfField(this.#properties, field);
    const property = name === undefined ? undefined : this.#properties[name];
    if (name === undefined || property === undefined || !Object.hasOwn(this.#data, name)) return undefined;
    const value = valueOf(this.#data[name] ?? null, property);
    if (typeof value === 'object' && value !== null) (this.#made ??= new Map()).set(field, value);
    return value;
  }
  fields(): string[] {
    return Object.keys(this.#properties).flatMap((name) => (Object.hasOwn(this.#data, name) ? (celName(name) ?? []) : []));
  }
  /** The value of a property by its own name, which CEL may not be able to write. */
  property(name: string): Value | undefined {
    const property = Object.hasOwn(this.#properties, name) ? this.#properties[name] : undefined;
    const value = Object.hasOwn(this.#data, name) ? this.#data[name] : undefined;
    return property === undefined || value === undefined ? undefined : valueOf(value, property);
  }
  /** As many fields, those that the schema has equal as values (null is absent, so never equal), and others that both have equal as data (`unstructuredMap.Equal`). */
  override equals(other: StructValue): boolean | undefined {
    if (!(other instanceof DataStruct)) return undefined;
    const [mine, theirs] = [this.#data, other.#data];
    if (Object.keys(mine).length !== Object.keys(theirs).length) return false;
    return Object.keys(mine).every((name) => {
      if (!Object.hasOwn(this.#properties, name)) return !Object.hasOwn(theirs, name) || equalJson(mine[name], theirs[name]);
      const [left, right] = [this.property(name), theirs[name] === null ? undefined : other.property(name)];
      return left !== undefined && right !== undefined && equalValues(left, right);
    });
  }
}

class DataMap extends MapValue {
  readonly #data: JsonObject;
  readonly #schema: Schema;
  constructor(data: JsonObject, schema: Schema) {
    super();
    this.#data = data;
    this.#schema = schema;
  }
  get size(): number {
    return Object.keys(this.#data).length;
  }
  get(key: Value): Value | undefined {
    return typeof key === 'string' && Object.hasOwn(this.#data, key) ? valueOf(this.#data[key] ?? null, this.#schema) : undefined;
  }
  keys(): Value[] {
    return Object.keys(this.#data);
  }
}

function listValue(data: readonly Json[], schema: Schema): ListValue {
  const items = itemsOf(schema);
  if (items === undefined) throw new EvaluationError('invalid array type, expected Items with a non-empty Schema');
  const merge = mergeOf(schema);
  return new ListValue(data.map((item) => valueOf(item, items)), merge);
}

function mergeOf({ 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys = [] }: Schema): ListMerge | undefined {
  if (type === 'set') return { kind: 'set', keyOf: identityOf };
  if (type !== 'map') return undefined;
  return { kind: 'map', keyOf: (item) => (item instanceof DataStruct ? keys.map((key) => identityOf(item.property(key) ?? null)).join('\n') : identityOf(item)) };
}

/** A text that equal values share. */
function identityOf(value: Value): string {
  if (value instanceof ListValue) return `[${value.items.map(identityOf).join()}]`;
  if (value instanceof StructValue) return `{${value.fields().sort().map((field) => `${field}:${identityOf(value.get(field) ?? null)}`).join()}}`;
  if (value instanceof MapValue) return `{${value.keys().map((key) => `${mapKey(key)}:${identityOf(value.get(key) ?? null)}`).sort().join()}}`;
  return mapKey(value);
}
