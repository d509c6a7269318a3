import { equalJson, isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { Field, StructType, TypeNode } from '../../schema/definitions.ts';

/** Fields whose type is not known (custom resources): maps are merged key by key, lists are replaced. */
const UNTYPED: TypeNode = { kind: 'map', item: { kind: 'raw' } };

/** Keys of list items that have a default (sigs.k8s.io/structured-merge-diff takes it from the schema). */
const KEY_DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

/**
 * Forced server-side apply (sigs.k8s.io/structured-merge-diff): what `applied` says goes over `live`, and what the same manager
 * said `before` and now leaves out is taken away. Nothing is changed in place; what stays the same is shared with `live`.
 */
export function mergeApplied(live: JsonObject, before: JsonObject | undefined, applied: JsonObject, struct: StructType | undefined): JsonObject {
  const type: TypeNode = struct === undefined ? UNTYPED : { kind: 'struct', struct };
  const kept = before === undefined ? live : (without(live, before, applied, type, 'granular', []) ?? {});
  return merge(kept as Json, applied, type, 'granular', []) as JsonObject;
}

function merge(live: Json | undefined, applied: Json, type: TypeNode, how: Field['merge'], mapKeys: readonly string[]): Json {
  if (live === undefined || equalJson(live, applied)) return live ?? applied;
  if (isGranularMap(type, how) && isJsonObject(live) && isJsonObject(applied)) {
    const result: JsonObject = { ...live };
    for (const [key, value] of Object.entries(applied)) {
      if (value === undefined) continue;
      const field = fieldOf(type, key);
      result[key] = merge(live[key], value, field.type, field.merge, field.mapKeys);
    }
    return result;
  }
  if (type.kind === 'list' && Array.isArray(live) && Array.isArray(applied)) {
    if (how === 'map') return mergeItems(live, applied, type.item, mapKeys);
    if (how === 'set') return [...live, ...applied.filter((item) => !live.some((known) => equalJson(known, item)))];
  }
  return applied;
}

/** Items that the list has keep their place, others follow in their order. */
function mergeItems(live: readonly Json[], applied: readonly Json[], item: TypeNode, mapKeys: readonly string[]): Json[] {
  const byKey = new Map(applied.map((value) => [keyOf(value, mapKeys), value]));
  const order = applied.map((value) => keyOf(value, mapKeys));
  const known = new Map(live.map((value) => [keyOf(value, mapKeys), value]));
  const others = live.filter((value) => !byKey.has(keyOf(value, mapKeys)));
  const merged = order.map((key) => {
    const value = byKey.get(key) ?? null;
    return merge(known.get(key), value, item, 'granular', []);
  });
  return [...merged, ...others];
}

/** `live` without what `before` has and `applied` has not; undefined when nothing is left of it. */
function without(live: Json | undefined, before: Json, applied: Json | undefined, type: TypeNode, how: Field['merge'], mapKeys: readonly string[]): Json | undefined {
  if (live === undefined) return undefined;
  // A field or item that is left out goes with everything in it, also with what defaulting put there (EnsureNamedFieldsAreMembers in fieldpath/set.go).
  if (applied === undefined && type.kind === 'struct') return undefined;
  if (isGranularMap(type, how) && isJsonObject(live) && isJsonObject(before)) {
    const result: JsonObject = { ...live };
    for (const [key, value] of Object.entries(before)) {
      if (value === undefined) continue;
      const field = fieldOf(type, key);
      const left = without(live[key], value, isJsonObject(applied) ? applied[key] : undefined, field.type, field.merge, field.mapKeys);
      if (left === undefined) delete result[key];
      else result[key] = left;
    }
    return Object.keys(result).length === 0 && applied === undefined ? undefined : result;
  }
  if (type.kind === 'list' && Array.isArray(live) && Array.isArray(before) && (how === 'map' || how === 'set')) {
    const keyed = (value: Json): string => (how === 'map' ? keyOf(value, mapKeys) : JSON.stringify(value));
    const now = new Map((Array.isArray(applied) ? applied : []).map((value) => [keyed(value), value]));
    const then = new Map(before.map((value) => [keyed(value), value]));
    const left: Json[] = [];
    for (const value of live) {
      const earlier = then.get(keyed(value));
      const rest = earlier === undefined ? value : how === 'set' ? now.get(keyed(value)) : without(value, earlier, now.get(keyed(value)), type.item, 'granular', []);
      if (rest !== undefined && (earlier === undefined || now.has(keyed(value)) || !isOnlyKeys(rest, mapKeys))) left.push(rest);
    }
    return left.length === 0 && applied === undefined ? undefined : left;
  }
  return applied === undefined ? undefined : live;
}

function isOnlyKeys(value: Json, mapKeys: readonly string[]): boolean {
  return isJsonObject(value) && Object.keys(value).every((key) => mapKeys.includes(key));
}

function isGranularMap(type: TypeNode, how: Field['merge']): boolean {
  if (how === 'atomic') return false;
  return type.kind === 'struct' ? !type.struct.atomic : type.kind === 'map' || type.kind === 'raw' || type.kind === 'json';
}

interface Typed {
  readonly type: TypeNode;
  readonly merge: Field['merge'];
  readonly mapKeys: readonly string[];
}

function fieldOf(type: TypeNode, key: string): Typed {
  if (type.kind === 'struct') {
    const field = type.struct.fields.get(key);
    if (field !== undefined) return field;
  }
  return { type: type.kind === 'map' ? type.item : UNTYPED, merge: 'granular', mapKeys: [] };
}

function keyOf(item: Json, mapKeys: readonly string[]): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  return JSON.stringify(mapKeys.map((key) => item[key] ?? KEY_DEFAULTS[key] ?? null));
}
