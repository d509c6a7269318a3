import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { entryType, typeFor, type ApplyType, type ListType, type MapType } from './apply-type.ts';
import { itemElement, type PathElement } from './path-element.ts';

type Value = Json | undefined;

/** `applied` over `live`, field by field (typed/merge.go). What stays the same is shared with `live`; nothing is changed. */
export function mergeObjects(live: Json, applied: Json, type: ApplyType): Json {
  return merge(live, applied, type) ?? {};
}

function merge(live: Value, applied: Value, open: ApplyType): Value {
  if (applied === undefined) return live;
  const type = typeFor(open, applied);
  if (type.kind === 'map') {
    const left = isJsonObject(live) ? live : {};
    const right = isJsonObject(applied) ? applied : {};
    return isEmpty(left) && isEmpty(right) ? applied : mergeEntries(left, right, type);
  }
  if (type.kind === 'list') {
    const left = Array.isArray(live) ? live : [];
    const right = Array.isArray(applied) ? applied : [];
    return left.length === 0 && right.length === 0 ? applied : mergeItems(left, right, type);
  }
  return applied;
}

function mergeEntries(live: JsonObject, applied: JsonObject, type: MapType): JsonObject {
  const result: JsonObject = { ...live };
  for (const key of Object.keys(applied)) {
    const value = merge(live[key], applied[key], entryType(type, key));
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/**
 * Items that both have follow the order of `applied`; items that only one side has stay as close as possible to where that side has
 * them (`visitListItems`). Repeated items of `live` that are applied again become one.
 */
function mergeItems(live: readonly Json[], applied: readonly Json[], type: ListType): Json[] {
  const left = live.map((item) => itemElement(item, type) ?? '');
  const right = applied.map((item) => itemElement(item, type) ?? '');
  const known = new Map<PathElement, Value>();
  left.forEach((element, index) => known.set(element, known.has(element) ? undefined : live[index]));
  const wanted = new Map(right.map((element, index) => [element, applied[index]]));
  const shared = right.filter((element) => known.has(element));
  const merged = new Set<PathElement>();
  const result: Json[] = [];
  const take = (element: PathElement): void => {
    merged.add(element);
    const value = merge(known.get(element), wanted.get(element), type.item);
    if (value !== undefined) result.push(value);
  };
  let at = 0;
  let from = 0;
  let next = shared.shift();
  while (at < left.length || from < right.length) {
    const mine = left[at];
    const theirs = right[from];
    if (mine !== undefined && theirs !== undefined) {
      if (mine === theirs) {
        take(mine);
        at += 1;
        from += 1;
        next = shared.shift();
        continue;
      }
      if (wanted.has(mine) && next !== undefined && next !== mine) {
        at += 1;
        continue;
      }
    }
    if (mine !== undefined) {
      if (!wanted.has(mine)) {
        result.push(live[at] ?? null);
        at += 1;
        continue;
      }
      if (merged.has(mine)) at += 1;
    }
    if (theirs !== undefined) {
      take(theirs);
      from += 1;
      if (next === theirs) next = shared.shift();
    }
  }
  return result;
}

function isEmpty(value: object): boolean {
  for (const _key in value) return false;
  return true;
}
