import { equalJson, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { mergedOrder } from './list-order.ts';
import { OPEN_PATCH_SCHEMA, type PatchField, type PatchSchema } from './patch-schema.ts';

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
const ELEMENT_ORDER = '$setElementOrder/';

export interface StrategicMergeResult {
  readonly object: JsonObject;
  /** Why the patch does not fit; the server answers 400 or 500 to it. */
  readonly problems: readonly string[];
}

/**
 * A strategic merge patch of an object (apimachinery/pkg/util/strategicpatch/patch.go, v1.36): maps merge, null removes, lists with a
 * merge key merge by it, others are replaced; directives delete, replace, retain keys and set the order. Nothing is changed in place.
 */
export function strategicMergePatch(original: JsonObject, patch: JsonObject, schema: PatchSchema): StrategicMergeResult {
  const problems: string[] = [];
  return { object: mergeMap(original, patch, schema, problems), problems };
}

function mergeMap(original: JsonObject, patch: JsonObject, schema: PatchSchema, problems: string[]): JsonObject {
  const directive = patch[DIRECTIVE];
  if (directive === 'replace') return without(patch, DIRECTIVE);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') problems.push(`${JSON.stringify(directive)} is no directive; use replace, delete or merge`);
  const result = retained(original, patch, problems);
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || key === DIRECTIVE || key === RETAIN_KEYS) continue;
    if (key.startsWith(DELETE_FROM_LIST)) deleteScalars(result, key.slice(DELETE_FROM_LIST.length), value);
    else if (key.startsWith(ELEMENT_ORDER)) orderItems(result, original, patch, key, schema, problems);
    else if (value === null) delete result[key];
    else if (!Object.hasOwn(patch, ELEMENT_ORDER + key)) result[key] = mergeValue(result[key], value, schema.field(key), problems);
  }
  return result;
}

/** What is left of a map after `$retainKeys`, which names all keys that the result may have. */
function retained(original: JsonObject, patch: JsonObject, problems: string[]): JsonObject {
  const keys = patch[RETAIN_KEYS];
  if (keys === undefined) return { ...original };
  if (!Array.isArray(keys)) {
    problems.push(`${RETAIN_KEYS} must be a list of keys`);
    return { ...original };
  }
  for (const key of Object.keys(patch)) if (!key.startsWith('$') && patch[key] !== null && !keys.includes(key)) problems.push(`${RETAIN_KEYS} does not name ${key}, which the patch sets`);
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)));
}

function mergeValue(original: Json | undefined, patch: Json, field: PatchField | undefined, problems: string[]): Json {
  if (original === undefined) return withoutDirectives(patch);
  if (isJsonObject(original) && isJsonObject(patch)) {
    return field?.strategies.includes('replace') === true ? patch : mergeMap(original, patch, field?.below ?? OPEN_PATCH_SCHEMA, problems);
  }
  if (Array.isArray(original) && Array.isArray(patch) && field?.strategies.includes('merge') === true) return mergeList(original, patch, field, problems);
  const isOtherType = Array.isArray(original) !== Array.isArray(patch) || isJsonObject(original) !== isJsonObject(patch);
  return isOtherType ? withoutDirectives(patch) : patch;
}

function mergeList(original: readonly Json[], patch: readonly Json[], field: PatchField, problems: string[]): Json[] {
  if (field.mergeKey === '') {
    const items = [...original, ...patch].filter((item, index, all) => all.findIndex((other) => equalJson(other, item)) === index);
    return mergedOrder(items, scalarKey, patch.map(scalarKey), original.map(scalarKey));
  }
  const { mergeKey } = field;
  const keyOf = itemKey(mergeKey);
  const missing = patch.filter((item) => !isJsonObject(item) || (item[mergeKey] === undefined && item[DIRECTIVE] !== 'replace'));
  if (missing.length > 0) {
    problems.push(`an item of the patch has no ${mergeKey}, which tells the items of this list apart`);
    return [...original];
  }
  const plain = patch.filter((item) => isJsonObject(item) && item[DIRECTIVE] === undefined);
  if (patch.some((item) => isJsonObject(item) && item[DIRECTIVE] === 'replace')) return plain;
  const deleted = new Set(patch.filter((item) => isJsonObject(item) && item[DIRECTIVE] === 'delete').map(keyOf));
  const merged = original.filter((item) => !deleted.has(keyOf(item)));
  for (const item of plain) {
    const at = merged.findIndex((other) => keyOf(other) === keyOf(item));
    const known = merged[at];
    if (isJsonObject(known) && isJsonObject(item)) merged[at] = mergeMap(known, item, field.below, problems);
    else merged.push(item);
  }
  return mergedOrder(merged, keyOf, plain.map(keyOf), original.map(keyOf));
}

function deleteScalars(target: JsonObject, key: string, deleted: Json): void {
  const list = target[key];
  if (!Array.isArray(list) || !Array.isArray(deleted)) return;
  target[key] = list.filter((item) => !deleted.some((other) => equalJson(other, item)));
}

/** `$setElementOrder/NAME`: the merged list in the order of the directive. */
function orderItems(target: JsonObject, original: JsonObject, patch: JsonObject, directive: string, schema: PatchSchema, problems: string[]): void {
  const name = directive.slice(ELEMENT_ORDER.length);
  const order = patch[directive];
  const field = schema.field(name);
  const changed = patch[name];
  if (changed !== undefined && changed !== null) target[name] = mergeValue(target[name], changed, field, problems);
  const list = target[name];
  if (!Array.isArray(list) || !Array.isArray(order)) return;
  const keyOf = field === undefined || field.mergeKey === '' ? scalarKey : itemKey(field.mergeKey);
  const stored = original[name];
  target[name] = mergedOrder(list, keyOf, order.map(keyOf), Array.isArray(stored) ? stored.map(keyOf) : []);
}

function scalarKey(item: Json): string {
  return JSON.stringify(item);
}

function itemKey(mergeKey: string): (item: Json) => string {
  return (item) => JSON.stringify(isJsonObject(item) ? (item[mergeKey] ?? null) : item);
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _dropped, ...rest } = object;
  return rest;
}

/** A value of the patch where the object has nothing to merge it with. */
function withoutDirectives(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => !isJsonObject(item) || item[DIRECTIVE] !== 'delete').map(withoutDirectives);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== null && item !== undefined && !key.startsWith('$'))
      .map(([key, item]) => [key, withoutDirectives(item ?? null)]),
  );
}
