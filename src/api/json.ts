/**
 * A value read from a manifest. Integers beyond ±2^53 are `bigint`; a number of a JSON text whose spelling matters to the API
 * server though its value is an integer (`1.0`, `1e3`) is a `NumberLiteral`; every other number is a `number`.
 */
export type Json = null | boolean | number | bigint | string | NumberLiteral | Json[] | JsonObject;

/** A map as read. It has no prototype chain that matters: use `Object.hasOwn` or `Object.entries` for keys from users. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** A number that is kept as it was spelled. */
export class NumberLiteral {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  valueOf(): number {
    return Number(this.text);
  }
  toJSON(): number {
    return Number(this.text);
  }
}

/** True for maps; lists, null and `NumberLiteral` are not maps. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberLiteral);
}

/** A deep copy. Scalars are shared. */
export function cloneJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneJson(item)) as T;
  if (typeof value !== 'object' || value === null || value instanceof NumberLiteral) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) setOwn(copy, key, cloneJson((value as Record<string, unknown>)[key]));
  return copy as T;
}

/** Sets a key that may be `__proto__` as plain data. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

/** Deep equality of values; the order of map keys does not matter, an absent key equals one that is undefined. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof NumberLiteral || b instanceof NumberLiteral) return a instanceof NumberLiteral && b instanceof NumberLiteral && a.text === b.text;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index]));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of Object.keys(left)) if (!equalJson(left[key], Object.hasOwn(right, key) ? right[key] : undefined)) return false;
  for (const key of Object.keys(right)) if (right[key] !== undefined && !Object.hasOwn(left, key)) return false;
  return true;
}
