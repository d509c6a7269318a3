import type { Declarations } from '../functions.ts';
import { checkedDuration, checkedInt, checkedUint } from '../ranges.ts';
import { compareValues, Duration, equalValues, EvaluationError, ListValue, OptionalValue, typeNameOf, Uint, type Value } from '../values.ts';

const COMPARABLE = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'] as const;
const SUMMABLE = ['int', 'uint', 'double', 'duration'] as const;
const MAX_RANGE = 1_000_000n;

/** Lists: Kubernetes' library/lists.go, cel-go ext/lists.go in version 3, ext/sets.go, and optional values (cel/library.go). */
export const lists = (): Declarations => ({
  ...forTypes(COMPARABLE, (type) => [
    [`list_${type}_is_sorted_bool: list(${type})~isSorted() -> bool`, ({ items }: ListValue) => items.every((item, index) => index === 0 || inOrder(items[index - 1] ?? null, item))],
    [`list_${type}_min_${type}: list(${type})~min() -> ${type}`, ({ items }: ListValue) => extreme(items, 'min', -1)],
    [`list_${type}_max_${type}: list(${type})~max() -> ${type}`, ({ items }: ListValue) => extreme(items, 'max', 1)],
    [`list_${type}_sort: list(${type})~sort() -> list(${type})`, ({ items }: ListValue) => new ListValue(sorted(items, items))],
    [`list_${type}_sortByAssociatedKeys: list(T)~@sortByAssociatedKeys(list(${type})) -> list(T)`, (list: ListValue, keys: ListValue) => new ListValue(sorted(list.items, keys.items))],
  ]),
  ...forTypes(SUMMABLE, (type) => [[`list_${type}_sum_${type}: list(${type})~sum() -> ${type}`, ({ items }: ListValue) => sum(items, type)]]),
  'list_a_index_of_int: list(A)~indexOf(A) -> int': ({ items }: ListValue, item: Value) => BigInt(items.findIndex((candidate) => equalValues(candidate, item))),
  'list_a_last_index_of_int: list(A)~lastIndexOf(A) -> int': ({ items }: ListValue, item: Value) => BigInt(items.findLastIndex((candidate) => equalValues(candidate, item))),
  'list_slice: list(T)~slice(int, int) -> list(T)': slice,
  'list_flatten: list(list(T))~flatten() -> list(T)': (list: ListValue) => new ListValue(flatten(list.items, 1)),
  'list_flatten_int: list(dyn)~flatten(int) -> list(dyn)': (list: ListValue, depth: bigint) => new ListValue(flatten(list.items, depthOf(depth))),
  'lists_range: lists.range(int) -> list(int)': range,
  'list_reverse: list(T)~reverse() -> list(T)': ({ items }: ListValue) => new ListValue([...items].reverse()),
  'list_distinct: list(T)~distinct() -> list(T)': ({ items }: ListValue) => new ListValue(items.filter((item, index) => items.findIndex((candidate) => equalValues(candidate, item)) === index)),
  'list_first: list(T)~first() -> optional(T)': ({ items }: ListValue) => new OptionalValue(items[0]),
  'list_last: list(T)~last() -> optional(T)': ({ items }: ListValue) => new OptionalValue(items.at(-1)),
  'list_sets_contains_list: sets.contains(list(T), list(T)) -> bool': containsAll,
  'list_sets_equivalent_list: sets.equivalent(list(T), list(T)) -> bool': (a: ListValue, b: ListValue) => containsAll(a, b) && containsAll(b, a),
  'list_sets_intersects_list: sets.intersects(list(T), list(T)) -> bool': (a: ListValue, b: ListValue) => a.items.some((item) => holds(b, item)),
  'optional_of: optional.of(V) -> optional(V)': (value: Value) => new OptionalValue(value),
  'optional_none: optional.none() -> optional(V)': () => new OptionalValue(undefined),
  'optional_ofNonZeroValue: optional.ofNonZeroValue(V) -> optional(V)': (value: Value) => new OptionalValue(isZero(value) ? undefined : value),
  'optional_value: optional(V)~value() -> V': ({ value }: OptionalValue) => value ?? noValue(value),
  'optional_hasValue: optional(V)~hasValue() -> bool': ({ value }: OptionalValue) => value !== undefined,
  'optional_or_optional: optional(V)~or(optional(V)) -> optional(V)': (optional: OptionalValue, other: OptionalValue) => (optional.value === undefined ? other : optional),
  'optional_orValue_value: optional(V)~orValue(V) -> V': ({ value }: OptionalValue, other: Value) => (value === undefined ? other : value),
  'optional_unwrap: optional.unwrap(list(optional(V))) -> list(V)': unwrap,
  'optional_unwrapOpt: list(optional(V))~unwrapOpt() -> list(V)': unwrap,
});

function forTypes(types: readonly string[], declare: (type: string) => readonly (readonly [string, (...args: never[]) => Value])[]): Declarations {
  return Object.fromEntries(types.flatMap(declare));
}

function inOrder(a: Value, b: Value): boolean {
  const order = compareValues(a, b);
  return order !== undefined && order <= 0;
}

function extreme(items: readonly Value[], name: string, sign: number): Value {
  const [first] = items;
  if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
  return items.reduce((best, item) => ((compareValues(item, best) ?? mixed()) * sign > 0 ? item : best), first);
}

function sorted(items: readonly Value[], keys: readonly Value[]): Value[] {
  if (items.length !== keys.length) throw new EvaluationError('sort: keys and items differ in number');
  return items.map((item, index) => ({ item, key: keys[index] ?? null })).sort((a, b) => compareValues(a.key, b.key) ?? 0).map(({ item }) => item);
}

/** Items whose types are known at run time only may be of different ones. */
function mixed(): never {
  throw new EvaluationError('no such overload');
}

function sum(items: readonly Value[], type: (typeof SUMMABLE)[number] | string): Value {
  if (items.some((item) => typeNameOf(item) !== (type === 'duration' ? 'google.protobuf.Duration' : type))) mixed();
  switch (type) {
    case 'int':
      return items.reduce<bigint>((total, item) => checkedInt(total + (item as bigint)), 0n);
    case 'uint':
      return items.reduce<Uint>((total, item) => checkedUint(total.number + (item as Uint).number), new Uint(0n));
    case 'double':
      return items.reduce<number>((total, item) => total + (item as number), 0);
    default:
      return items.reduce<Duration>((total, item) => checkedDuration(total.nanos + (item as Duration).nanos), new Duration(0n));
  }
}

function slice({ items }: ListValue, start: bigint, end: bigint): ListValue {
  if (start < 0n || end < 0n) throw new EvaluationError(`cannot slice(${start}, ${end}), negative indexes not supported`);
  if (start > end) throw new EvaluationError(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
  if (end > BigInt(items.length)) throw new EvaluationError(`cannot slice(${start}, ${end}), list is length ${items.length}`);
  return new ListValue(items.slice(Number(start), Number(end)));
}

function depthOf(depth: bigint): number {
  if (depth < 0n) throw new EvaluationError('level must be non-negative');
  return Number(depth);
}

function flatten(items: readonly Value[], depth: number): Value[] {
  return items.flatMap((item) => (item instanceof ListValue && depth > 0 ? flatten(item.items, depth - 1) : [item]));
}

function range(count: bigint): ListValue {
  if (count > MAX_RANGE) throw new EvaluationError(`lists.range(${count}): range exceeds the limit of ${MAX_RANGE}`);
  return new ListValue(Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index)));
}

function holds({ items }: ListValue, item: Value): boolean {
  return items.some((candidate) => equalValues(candidate, item));
}

function containsAll(list: ListValue, { items }: ListValue): boolean {
  return items.every((item) => holds(list, item));
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0n || value === 0 || value === '') return true;
  if (value instanceof Uint) return value.number === 0n;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof ListValue) return value.items.length === 0;
  return typeof value === 'object' && 'size' in value && value.size === 0;
}

function noValue(value: Value | undefined): Value {
  if (value === undefined) throw new EvaluationError('optional.none() dereference');
  return value;
}

function unwrap({ items }: ListValue): ListValue {
  return new ListValue(items.flatMap((item) => (item instanceof OptionalValue && item.value !== undefined ? [item.value] : [])));
}
