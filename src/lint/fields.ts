import { isJsonObject, NumberLiteral } from '../api/json.ts';
import type { Json, JsonObject } from '../api/json.ts';

/**
 * Readers of values that may be anything: lint runs on manifests that nobody has validated, so a list may be a string and a map may be
 * null. What has another type than the one asked for counts as absent; `validate` is the one that says so.
 */
export function valueAt(value: unknown, ...keys: readonly string[]): Json | undefined {
  return below(value, keys);
}

function below(value: unknown, keys: readonly string[]): Json | undefined {
  let current: unknown = value;
  for (const key of keys) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current as Json | undefined;
}

export function mapAt(value: unknown, ...keys: readonly string[]): JsonObject | undefined {
  const found = below(value, keys);
  return isJsonObject(found) ? found : undefined;
}

const NOTHING: readonly Json[] = [];

export function listAt(value: unknown, ...keys: readonly string[]): readonly Json[] {
  const found = below(value, keys);
  return Array.isArray(found) ? found : NOTHING;
}

const NO_MAPS: readonly (readonly [number, JsonObject])[] = [];

/** The items of a list that are maps, with their index in the list. */
export function mapsAt(value: unknown, ...keys: readonly string[]): readonly (readonly [index: number, item: JsonObject])[] {
  const list = below(value, keys);
  if (!Array.isArray(list)) return NO_MAPS;
  const maps: (readonly [number, JsonObject])[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    if (isJsonObject(item)) maps.push([index, item]);
  }
  return maps;
}

export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = below(value, keys);
  return typeof found === 'string' ? found : undefined;
}

const NO_TEXTS: readonly string[] = [];

/** The items of a list that are strings. */
export function textsAt(value: unknown, ...keys: readonly string[]): readonly string[] {
  const list = below(value, keys);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : NO_TEXTS;
}

export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = below(value, keys);
  if (typeof found === 'number') return found;
  return typeof found === 'bigint' || found instanceof NumberLiteral ? Number(found) : undefined;
}

export function booleanAt(value: unknown, ...keys: readonly string[]): boolean | undefined {
  const found = below(value, keys);
  return typeof found === 'boolean' ? found : undefined;
}

/** A quantity as written: a text or a number. */
export function quantityAt(value: unknown, ...keys: readonly string[]): string | number | bigint | undefined {
  const found = below(value, keys);
  if (found instanceof NumberLiteral) return found.text;
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'bigint' ? found : undefined;
}

/** The entries of a map whose values are strings: labels, annotations, selectors. */
export function stringsAt(value: unknown, ...keys: readonly string[]): Readonly<Record<string, string>> {
  const map = below(value, keys);
  if (!isJsonObject(map)) return NO_STRINGS;
  const strings: Record<string, string> = {};
  for (const [key, entry] of Object.entries(map)) {
    if (typeof entry === 'string' && key !== '__proto__') strings[key] = entry;
  }
  return strings;
}

const NO_STRINGS: Readonly<Record<string, string>> = {};

/** True when the key is there with a value other than null. */
export function isSet(value: unknown, ...keys: readonly string[]): boolean {
  const found = below(value, keys);
  return found !== undefined && found !== null;
}
