import type { Declarations } from '../functions.ts';
import { checkedDuration, checkedInt, checkedTimestamp, checkedUint } from '../ranges.ts';
import type { Duration, Timestamp} from '../values.ts';
import { compareValues, equalValues, EvaluationError, ListValue, MapValue, mapKey, OptionalValue, StructValue, Uint, type Value } from '../values.ts';
import { fieldOf } from '../evaluator.ts';
import { GrowingList } from '../growing.ts';

/** Operators (cel-go common/stdlib, and optional types of cel/library.go). */
export const arithmetic = (): Declarations => ({
  'not: !_(bool) -> bool': (value: boolean) => !value,
  'logical_and: _&&_(bool, bool) -> bool': (a: boolean, b: boolean) => a && b,
  'logical_or: _||_(bool, bool) -> bool': (a: boolean, b: boolean) => a || b,
  'conditional: _?_:_(bool, A, A) -> A': (condition: boolean, a: Value, b: Value) => (condition ? a : b),
  'not_strictly_false: @not_strictly_false(bool) -> bool': (value: boolean) => value,
  'equals: _==_(A, A) -> bool': (a: Value, b: Value) => equalValues(a, b),
  'not_equals: _!=_(A, A) -> bool': (a: Value, b: Value) => !equalValues(a, b),
  ...orders(),
  'add_int64: _+_(int, int) -> int': (a: bigint, b: bigint) => checkedInt(a + b),
  'add_uint64: _+_(uint, uint) -> uint': (a: Uint, b: Uint) => checkedUint(a.number + b.number),
  'add_double: _+_(double, double) -> double': (a: number, b: number) => a + b,
  'add_string: _+_(string, string) -> string': (a: string, b: string) => a + b,
  'add_bytes: _+_(bytes, bytes) -> bytes': (a: Uint8Array, b: Uint8Array) => Uint8Array.from([...a, ...b]),
  'add_list: _+_(list(A), list(A)) -> list(A)': addLists,
  'add_duration_duration: _+_(duration, duration) -> duration': (a: Duration, b: Duration) => checkedDuration(a.nanos + b.nanos),
  'add_duration_timestamp: _+_(duration, timestamp) -> timestamp': (a: Duration, b: Timestamp) => checkedTimestamp(a.nanos + b.nanos, b.offsetMinutes),
  'add_timestamp_duration: _+_(timestamp, duration) -> timestamp': (a: Timestamp, b: Duration) => checkedTimestamp(a.nanos + b.nanos, a.offsetMinutes),
  'subtract_int64: _-_(int, int) -> int': (a: bigint, b: bigint) => checkedInt(a - b),
  'subtract_uint64: _-_(uint, uint) -> uint': (a: Uint, b: Uint) => checkedUint(a.number - b.number),
  'subtract_double: _-_(double, double) -> double': (a: number, b: number) => a - b,
  'subtract_duration_duration: _-_(duration, duration) -> duration': (a: Duration, b: Duration) => checkedDuration(a.nanos - b.nanos),
  'subtract_timestamp_duration: _-_(timestamp, duration) -> timestamp': (a: Timestamp, b: Duration) => checkedTimestamp(a.nanos - b.nanos, a.offsetMinutes),
  'subtract_timestamp_timestamp: _-_(timestamp, timestamp) -> duration': (a: Timestamp, b: Timestamp) => checkedDuration(a.nanos - b.nanos),
  'multiply_int64: _*_(int, int) -> int': (a: bigint, b: bigint) => checkedInt(a * b),
  'multiply_uint64: _*_(uint, uint) -> uint': (a: Uint, b: Uint) => checkedUint(a.number * b.number),
  'multiply_double: _*_(double, double) -> double': (a: number, b: number) => a * b,
  'divide_int64: _/_(int, int) -> int': (a: bigint, b: bigint) => checkedInt(a / divisor(b, 'division by zero')),
  'divide_uint64: _/_(uint, uint) -> uint': (a: Uint, b: Uint) => checkedUint(a.number / divisor(b.number, 'division by zero')),
  'divide_double: _/_(double, double) -> double': (a: number, b: number) => a / b,
  'modulo_int64: _%_(int, int) -> int': (a: bigint, b: bigint) => checkedInt(a % divisor(b, 'modulus by zero')),
  'modulo_uint64: _%_(uint, uint) -> uint': (a: Uint, b: Uint) => checkedUint(a.number % divisor(b.number, 'modulus by zero')),
  'negate_int64: -_(int) -> int': (value: bigint) => checkedInt(-value),
  'negate_double: -_(double) -> double': (value: number) => -value,
  'in_list: @in(A, list(A)) -> bool': (item: Value, list: ListValue) => list.items.some((candidate) => equalValues(item, candidate)),
  'in_map: @in(A, map(A, B)) -> bool': (key: Value, map: MapValue | StructValue) => (map instanceof MapValue ? map.get(key) : map.get(String(key))) !== undefined,
  'index_list: _[_](list(A), int) -> A': (list: ListValue, index: Value) => thereOr(itemAt(list, index), outOfBounds, index),
  'index_map: _[_](map(A, B), A) -> B': (map: MapValue, key: Value) => thereOr(entryOf(map, key), noSuchKey, key),
  'optional_list_index_int: _[_](optional(list(V)), int) -> optional(V)': (list: OptionalValue, index: Value) => indexOptionally(list, index),
  'optional_map_index_value: _[_](optional(map(K, V)), K) -> optional(V)': (map: OptionalValue, key: Value) => indexOptionally(map, key),
  'list_optindex_optional_int: _[?_](list(V), int) -> optional(V)': (list: ListValue, index: Value) => indexOptionally(list, index),
  'optional_list_optindex_optional_int: _[?_](optional(list(V)), int) -> optional(V)': (list: OptionalValue, index: Value) => indexOptionally(list, index),
  'map_optindex_optional_value: _[?_](map(K, V), K) -> optional(V)': (map: MapValue, key: Value) => indexOptionally(map, key),
  'optional_map_optindex_optional_value: _[?_](optional(map(K, V)), K) -> optional(V)': (map: OptionalValue, key: Value) => indexOptionally(map, key),
  'select_optional_field: _?._(dyn, string) -> optional(dyn)': (value: Value, field: string) => selectOptionally(value, field),
  'map_insert: cel.@mapInsert(map(K, V), K, V) -> map(K, V)': insert,
  'map_insert_map: cel.@mapInsert(map(K, V), map(K, V)) -> map(K, V)': (map: MapValue, added: MapValue) => added.keys().reduce<MapValue>((result, key) => insert(result, key, added.get(key) ?? null), map),
});

const NUMBERS = ['int', 'uint', 'double'] as const;
const TYPE_IDS: Readonly<Record<string, string>> = { int: 'int64', uint: 'uint64' };

/** `<`, `<=`, `>` and `>=` for all types with an order, and between numbers of different types. */
function orders(): Declarations {
  const operators = { '_<_': ['less', (order: number) => order < 0], '_<=_': ['less_equals', (order: number) => order <= 0], '_>_': ['greater', (order: number) => order > 0], '_>=_': ['greater_equals', (order: number) => order >= 0] } as const;
  const pairs = [...['bool', 'string', 'bytes', 'timestamp', 'duration'].map((type) => [type, type] as const), ...NUMBERS.flatMap((a) => NUMBERS.map((b) => [a, b] as const))];
  const declarations: Record<string, (...args: never[]) => Value> = {};
  for (const [operator, [name, holds]] of Object.entries(operators)) {
    for (const [a, b] of pairs) {
      const id = a === b ? `${name}_${TYPE_IDS[a] ?? a}` : `${name}_${TYPE_IDS[a] ?? a}_${TYPE_IDS[b] ?? b}`;
      declarations[`${id}: ${operator}(${a}, ${b}) -> bool`] = (left: Value, right: Value) => {
        const order = compareValues(left, right);
        return order !== undefined && holds(order);
      };
    }
  }
  return declarations;
}

function addLists(a: ListValue, b: ListValue): ListValue {
  if (a instanceof GrowingList) return a.add(b.items);
  const { merge } = a;
  if (merge === undefined) return new ListValue([...a.items, ...b.items]);
  // Kubernetes' sets and maps: items of the right side replace those with the same key, others follow.
  const items = new Map(a.items.map((item) => [merge.keyOf(item), item]));
  for (const item of b.items) items.set(merge.keyOf(item), merge.kind === 'set' ? (items.get(merge.keyOf(item)) ?? item) : item);
  return new ListValue([...items.values()], merge);
}

function divisor(value: bigint, message: string): bigint {
  if (value === 0n) throw new EvaluationError(message);
  return value;
}

function itemAt(list: ListValue, index: Value): Value | undefined {
  const position = index instanceof Uint ? Number(index.number) : Number(index);
  return Number.isInteger(position) && position >= 0 ? list.items[position] : undefined;
}

function entryOf(map: Value, key: Value): Value | undefined {
  if (map instanceof MapValue) return map.get(key);
  return map instanceof StructValue && typeof key === 'string' ? map.get(key) : undefined;
}

/** Null is a value like any other. */
function thereOr(value: Value | undefined, refuse: (key: Value) => never, key: Value): Value {
  return value === undefined ? refuse(key) : value;
}

function outOfBounds(index: Value): never {
  throw new EvaluationError(`index out of bounds: ${String(index instanceof Uint ? index.number : index)}`);
}

function noSuchKey(key: Value): never {
  throw new EvaluationError(`no such key: ${mapKey(key).slice(1)}`);
}

function indexOptionally(container: Value, key: Value): OptionalValue {
  const inner = container instanceof OptionalValue ? container.value : container;
  if (inner === undefined) return new OptionalValue(undefined);
  const found = inner instanceof ListValue ? itemAt(inner, key) : entryOf(inner, key);
  return found instanceof OptionalValue ? found : new OptionalValue(found);
}

function selectOptionally(value: Value, field: string): OptionalValue {
  const found = fieldOf(value, field);
  return found instanceof OptionalValue ? found : new OptionalValue(found);
}

function insert(map: MapValue, key: Value, value: Value): MapValue {
  if (map.get(key) !== undefined) throw new EvaluationError(`insert failed: key '${mapKey(key).slice(1)}' already exists`);
  return map.with(key, value);
}
