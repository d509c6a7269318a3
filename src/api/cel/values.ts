import type { Type } from './types.ts';

/** Values at run time: int is bigint, double is number, bytes are Uint8Array. */
export type Value =
  | null | boolean | bigint | number | string | Uint8Array
  | Uint | Timestamp | Duration | ListValue | MapValue | StructValue | TypeValue | OptionalValue | OpaqueValue;

/** An expression that cannot be evaluated. The message is cel-go's, as users of kubectl know it. */
export class EvaluationError extends Error {
  constructor(message: string) {
    // These are answers, and often many: where in our code they come from would cost more than all the rest, and tell nobody anything.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

export class Uint {
  readonly number: bigint;
  constructor(number: bigint) {
    this.number = number;
  }
}

export class Timestamp {
  /** Since 1970. */
  readonly nanos: bigint;
  /** East of UTC: the zone that it was written in, which only its text shows. */
  readonly offsetMinutes: number;
  constructor(nanos: bigint, offsetMinutes = 0) {
    this.nanos = nanos;
    this.offsetMinutes = offsetMinutes;
  }
}

export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A list; those of Kubernetes' sets and maps compare without order. */
export class ListValue {
  readonly items: readonly Value[];
  readonly merge: ListMerge | undefined;
  constructor(items: readonly Value[], merge?: ListMerge) {
    this.items = items;
    this.merge = merge;
  }
}

export interface ListMerge {
  readonly kind: 'set' | 'map';
  /** For `map`: what tells items apart. */
  readonly keyOf: (item: Value) => string;
}

export abstract class MapValue {
  abstract readonly size: number;
  abstract get(key: Value): Value | undefined;
  abstract keys(): Value[];
  /** A map with one more entry. */
  with(key: Value, value: Value): MapValue {
    return new ComputedMap([...this.keys().map((known): readonly [Value, Value] => [known, this.get(known) ?? null]), [key, value]]);
  }
}

/** A map that an expression makes. */
export class ComputedMap extends MapValue {
  readonly #entries: ReadonlyMap<string, readonly [Value, Value]>;
  constructor(entries: Iterable<readonly [Value, Value]>) {
    super();
    this.#entries = new Map([...entries].map((entry) => [mapKey(entry[0]), entry]));
  }
  get size(): number {
    return this.#entries.size;
  }
  get(key: Value): Value | undefined {
    return this.#entries.get(mapKey(key))?.[1];
  }
  keys(): Value[] {
    return [...this.#entries.values()].map(([key]) => key);
  }
}

/** Keys that are equal give the same text: `1`, `1u` and `1.0`. */
export function mapKey(key: Value): string {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (key instanceof Uint) return `n${key.number}`;
  if (typeof key === 'bigint') return `n${key}`;
  return typeof key === 'number' && Number.isInteger(key) ? `n${BigInt(key)}` : `x${String(key)}`;
}

/** An object with named fields; `fields` are those that are set. */
export abstract class StructValue {
  abstract readonly typeName: string;
  abstract get(field: string): Value | undefined;
  abstract fields(): string[];
  /** Whether it equals another one, when it has a way of its own to tell. */
  equals(_other: StructValue): boolean | undefined {
    return undefined;
  }
}

export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class OptionalValue {
  readonly value: Value | undefined;
  constructor(value: Value | undefined) {
    this.value = value;
  }
}

/** A value of one of Kubernetes' own types, such as a quantity. */
export class OpaqueValue {
  readonly typeName: string;
  readonly data: unknown;
  /** Equal values have equal keys. */
  readonly equalityKey: string;
  constructor(typeName: string, data: unknown, equalityKey: string) {
    this.typeName = typeName;
    this.data = data;
    this.equalityKey = equalityKey;
  }
}

/** The name of a value's type, as `type(x)` and messages show it. */
export function typeNameOf(value: Value): string {
  if (value === null) return 'null_type';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
    default:
  }
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof ListValue) return 'list';
  if (value instanceof MapValue) return 'map';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof OptionalValue) return 'optional_type';
  return value.typeName;
}

/** Whether a value can be an argument where a type is declared; of the items of a list only the first is looked at. */
export function isOfType(value: Value, type: Type): boolean {
  if (type.kind === 'dyn' || type.kind === 'param') return true;
  if (type.kind === 'struct') return value instanceof StructValue || value instanceof MapValue;
  if (typeNameOf(value) !== type.name) return false;
  const [declared] = type.parameters;
  const first = value instanceof ListValue ? value.items[0] : undefined;
  return declared === undefined || first === undefined || isOfType(first, declared);
}

/** Equality across types: numbers by value, everything else only with its like (common/types/object equality of cel-go). */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  const order = isNumeric(a) && isNumeric(b) ? compareNumbers(a, b) : undefined;
  if (order !== undefined) return order === 0;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((byte, index) => byte === b[index]);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) return a.nanos === b.nanos;
  if (a instanceof ListValue && b instanceof ListValue) return equalLists(a, b);
  if (a instanceof MapValue && b instanceof MapValue) return equalMaps(a, b);
  if (a instanceof StructValue && b instanceof StructValue) return equalStructs(a, b);
  if (a instanceof OptionalValue && b instanceof OptionalValue) return a.value === undefined || b.value === undefined ? a.value === b.value : equalValues(a.value, b.value);
  if (a instanceof TypeValue && b instanceof TypeValue) return a.name === b.name;
  return a instanceof OpaqueValue && b instanceof OpaqueValue && a.typeName === b.typeName && a.equalityKey === b.equalityKey;
}

function equalLists(a: ListValue, b: ListValue): boolean {
  if (a.items.length !== b.items.length) return false;
  const merge = a.merge ?? b.merge;
  if (merge === undefined) return a.items.every((item, index) => equalValues(item, b.items[index] ?? null));
  const others = new Map(b.items.map((item) => [merge.keyOf(item), item]));
  return a.items.every((item) => {
    const other = others.get(merge.keyOf(item));
    return other !== undefined && equalValues(item, other);
  });
}

function equalMaps(a: MapValue, b: MapValue): boolean {
  return a.size === b.size && a.keys().every((key) => equalOrAbsent(a.get(key), b.get(key)));
}

function equalStructs(a: StructValue, b: StructValue): boolean {
  const known = a.equals(b);
  if (known !== undefined) return known;
  const fields = a.fields();
  return fields.length === b.fields().length && fields.every((field) => equalOrAbsent(a.get(field), b.get(field)));
}

function equalOrAbsent(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalValues(a, b);
}

export function isNumeric(value: Value): value is bigint | number | Uint {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

/** Undefined when one is not a number. JavaScript compares bigint and number exactly. */
export function compareNumbers(a: bigint | number | Uint, b: bigint | number | Uint): number | undefined {
  const left = a instanceof Uint ? a.number : a;
  const right = b instanceof Uint ? b.number : b;
  if (left < right) return -1;
  if (left > right) return 1;
  // NaN is neither, and equal to nothing.
  return typeof left === 'number' && Number.isNaN(left) || typeof right === 'number' && Number.isNaN(right) ? undefined : 0;
}

/** By code points, which is the order of the bytes of UTF-8. */
export function compareTexts(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The order of two values of one type that has an order; undefined when there is none. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return undefined;
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** What `size()` gives: characters, bytes, items, entries; 1 for anything else, as costs count it. */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return isAscii(value) ? value.length : [...value].length;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof ListValue) return value.items.length;
  return value instanceof MapValue ? value.size : 1;
}

// eslint-disable-next-line no-control-regex -- all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}
