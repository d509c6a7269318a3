import { equalJson, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { OPEN_PATCH_SCHEMA, type PatchField, type PatchSchema } from './patch-schema.ts';

/**
 * The strategic merge patches that lead from `current` to what `modified` says, without what `original` said and `modified` does not:
 * first what goes, then what comes and changes (`CreateThreeWayMergePatch` in apimachinery/pkg/util/strategicpatch/patch.go merges both
 * into one). Empty patches change nothing.
 */
export function threeWayStrategicPatches(original: JsonObject, modified: JsonObject, current: JsonObject, schema: PatchSchema): readonly [deletions: JsonObject, changes: JsonObject] {
  return [diffMaps(original, modified, schema, 'deletions', false), diffMaps(current, modified, schema, 'changes', false)];
}

/** The same for kinds without a schema in kubectl: a JSON merge patch (apimachinery/pkg/util/jsonmergepatch/patch.go). */
export function threeWayMergePatch(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  return mergeOverDeletions(diffMaps(original, modified, OPEN_PATCH_SCHEMA, 'deletions', false), diffMaps(current, modified, OPEN_PATCH_SCHEMA, 'changes', false));
}

/** Keeps the nulls of both, which `mergePatch` would carry out. */
function mergeOverDeletions(deletions: JsonObject, changes: JsonObject): JsonObject {
  const result: JsonObject = { ...deletions };
  for (const [key, value] of Object.entries(changes)) {
    const earlier = result[key];
    result[key] = isJsonObject(earlier) && isJsonObject(value) ? mergeOverDeletions(earlier, value) : (value ?? null);
  }
  return result;
}

type Pass = 'deletions' | 'changes';

function diffMaps(from: JsonObject, to: JsonObject, schema: PatchSchema, pass: Pass, retainKeys: boolean): JsonObject {
  const patch: JsonObject = {};
  for (const [key, value] of Object.entries(to)) {
    if (value === undefined) continue;
    const before = from[key];
    if (before === undefined) {
      if (pass === 'changes') patch[key] = value;
    } else diffValue(patch, key, before, value, schema.field(key), pass);
  }
  if (pass === 'deletions') for (const key of Object.keys(from)) if (from[key] !== undefined && to[key] === undefined) patch[key] = null;
  const hasLess = Object.keys(from).some((key) => to[key] === undefined);
  if (retainKeys && (Object.keys(patch).length > 0 || hasLess)) patch['$retainKeys'] = Object.keys(to).sort();
  return patch;
}

function diffValue(patch: JsonObject, key: string, from: Json, to: Json, field: PatchField | undefined, pass: Pass): void {
  const strategies = field?.strategies ?? [];
  if (isJsonObject(from) && isJsonObject(to) && !strategies.includes('replace')) {
    const below = diffMaps(from, to, field?.below ?? OPEN_PATCH_SCHEMA, pass, strategies.includes('retainKeys'));
    if (Object.keys(below).length > 0) patch[key] = below;
  } else if (Array.isArray(from) && Array.isArray(to) && field !== undefined && strategies.includes('merge')) diffLists(patch, key, from, to, field, pass);
  else if (pass === 'changes' && !equalJson(from, to)) patch[key] = to;
}

function diffLists(patch: JsonObject, key: string, from: readonly Json[], to: readonly Json[], field: PatchField, pass: Pass): void {
  if (field.mergeKey === '') return diffScalars(patch, key, from, to, pass);
  const { mergeKey } = field;
  const keyOf = (item: Json | undefined): Json => (isJsonObject(item) ? (item[mergeKey] ?? null) : null);
  const find = (items: readonly Json[], wanted: Json): Json | undefined => items.find((item) => equalJson(keyOf(item), wanted));
  const items: Json[] = [];
  for (const item of to) {
    const before = find(from, keyOf(item));
    if (before === undefined) {
      if (pass === 'changes') items.push(item);
    } else if (isJsonObject(before) && isJsonObject(item)) {
      const below = diffMaps(before, item, field.below, pass, field.strategies.includes('retainKeys'));
      if (Object.keys(below).length > 0) items.push({ ...below, [mergeKey]: keyOf(item) });
    }
  }
  if (pass === 'deletions') for (const item of from) if (find(to, keyOf(item)) === undefined) items.push({ $patch: 'delete', [mergeKey]: keyOf(item) });
  const hasMoved = pass === 'changes' && !sameOrder(from.map(keyOf), to.map(keyOf));
  if (items.length === 0 && !hasMoved) return;
  if (items.length > 0) patch[key] = items;
  patch[`$setElementOrder/${key}`] = to.map((item) => ({ [mergeKey]: keyOf(item) }));
}

function diffScalars(patch: JsonObject, key: string, from: readonly Json[], to: readonly Json[], pass: Pass): void {
  const added = to.filter((item) => !from.some((other) => equalJson(other, item)));
  const removed = from.filter((item) => !to.some((other) => equalJson(other, item)));
  const hasMoved = !sameOrder(from, to);
  if (pass === 'changes' && added.length > 0) patch[key] = added;
  if (pass === 'deletions' && removed.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = removed;
  if (pass === 'changes' ? added.length > 0 || hasMoved : removed.length > 0) patch[`$setElementOrder/${key}`] = [...to];
}

/** Whether what both lists hold stands in the same order. */
function sameOrder(from: readonly Json[], to: readonly Json[]): boolean {
  const shared = (items: readonly Json[], others: readonly Json[]): Json[] => items.filter((item) => others.some((other) => equalJson(other, item)));
  return equalJson(shared(from, to), shared(to, from));
}
