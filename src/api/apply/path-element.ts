import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { ListType } from './apply-type.ts';

/** A step of a path as `fieldsV1` spells it: `f:name`, `k:{"name":"web"}`, `v:"item"` (fieldpath/serialize-pe.go). */
export type PathElement = string;

export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** The step to a list item; undefined when it lacks a key that has no default. */
export function itemElement(item: Json, type: ListType): PathElement | undefined {
  if (type.keys.length === 0) return `v:${JSON.stringify(item)}`;
  if (!isJsonObject(item)) return undefined;
  const keys: JsonObject = {};
  for (const name of [...type.keys].sort()) {
    const value = item[name] ?? type.keyDefaults.get(name);
    if (value === undefined) return undefined;
    keys[name] = value;
  }
  return `k:${JSON.stringify(keys)}`;
}

/** A step as messages write it: `.name`, `[name="web"]`, `[="item"]` (fieldpath/element.go). */
export function describeElement(element: PathElement): string {
  const text = element.slice(2);
  if (element.startsWith('f:')) return `.${text}`;
  if (element.startsWith('v:')) return `[=${text}]`;
  const keys = JSON.parse(text) as Record<string, unknown>;
  return `[${Object.entries(keys).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}

const KINDS = 'fkvi';

/** The order in which the server writes steps: fields by name, keys by value, numbers as numbers. */
export function compareElements(a: PathElement, b: PathElement): number {
  const kinds = KINDS.indexOf(a[0] ?? '') - KINDS.indexOf(b[0] ?? '');
  if (kinds !== 0) return kinds;
  if (a.startsWith('f:')) return compareValues(a, b);
  const left = JSON.parse(a.slice(2)) as unknown;
  const right = JSON.parse(b.slice(2)) as unknown;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return compareValues(left, right);
  for (const [name, value] of Object.entries(left)) {
    const order = compareValues(value, (right as Record<string, unknown>)[name]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
