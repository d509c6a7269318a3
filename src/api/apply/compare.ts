import { equalJson, isJsonObject, type Json } from '../json.ts';
import { entryType, typeFor, type ApplyType, type ListType, type MapType } from './apply-type.ts';
import { FieldSetBuilder, type FieldSet } from './field-set.ts';
import { fieldElement, itemElement, type PathElement } from './path-element.ts';

/** The paths at which two objects differ. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

type Value = Json | undefined;

interface Walk {
  readonly path: PathElement[];
  readonly added: FieldSetBuilder;
  readonly modified: FieldSetBuilder;
  readonly removed: FieldSetBuilder;
}

/** Compares two states of an object (typed/compare.go). A null is a value: only undefined is absent. */
export function compareObjects(before: Json, after: Json, type: ApplyType): Comparison {
  const walk: Walk = { path: [], added: new FieldSetBuilder(), modified: new FieldSetBuilder(), removed: new FieldSetBuilder() };
  visit(before, after, type, walk);
  return { added: walk.added.set, modified: walk.modified.set, removed: walk.removed.set };
}

function visit(before: Value, after: Value, open: ApplyType, walk: Walk): void {
  if (before === after) return;
  const left = typeFor(open, before ?? after);
  const right = typeFor(open, after ?? before);
  const wasLeaf = left.kind !== right.kind && visitAs(before, after, left, walk);
  const isLeaf = visitAs(before, after, right, walk);
  if (wasLeaf || isLeaf) return;
  if (before === undefined) walk.added.add(walk.path);
  else if (after === undefined) walk.removed.add(walk.path);
}

/** True when the value was compared as a whole. Where both sides are empty they are, which keeps empty and absent apart. */
function visitAs(before: Value, after: Value, type: ReturnType<typeof typeFor>, walk: Walk): boolean {
  if (type.kind === 'map') {
    const left = isJsonObject(before) ? before : {};
    const right = isJsonObject(after) ? after : {};
    if (isEmpty(left) && isEmpty(right)) return leaf(before, after, walk);
    visitEntries(left, right, type, walk);
    return false;
  }
  if (type.kind === 'list') {
    const left = Array.isArray(before) ? before : [];
    const right = Array.isArray(after) ? after : [];
    if (left.length === 0 && right.length === 0) return leaf(before, after, walk);
    visitItems(left, right, type, walk);
    return false;
  }
  return leaf(before, after, walk);
}

function leaf(before: Value, after: Value, walk: Walk): boolean {
  if (before === undefined) walk.added.add(walk.path);
  else if (after === undefined) walk.removed.add(walk.path);
  else if (!equalJson(before, after)) walk.modified.add(walk.path);
  return true;
}

function visitEntries(left: Readonly<Record<string, Value>>, right: Readonly<Record<string, Value>>, type: MapType, walk: Walk): void {
  for (const key of Object.keys(left)) visitBelow(fieldElement(key), left[key], right[key], entryType(type, key), walk);
  for (const key of Object.keys(right)) if (left[key] === undefined) visitBelow(fieldElement(key), undefined, right[key], entryType(type, key), walk);
}

function visitBelow(element: PathElement, before: Value, after: Value, type: ApplyType, walk: Walk): void {
  walk.path.push(element);
  visit(before, after, type, walk);
  walk.path.pop();
}

function visitItems(left: readonly Json[], right: readonly Json[], type: ListType, walk: Walk): void {
  const before = groupItems(left, type);
  const after = groupItems(right, type);
  for (const [element, items] of before) compareGroup(element, items, after.get(element) ?? [], type, walk);
  for (const [element, items] of after) if (!before.has(element)) compareGroup(element, [], items, type, walk);
}

/** Items that occur more than once count as one value, which is there or not. */
function compareGroup(element: PathElement, before: readonly Json[], after: readonly Json[], type: ListType, walk: Walk): void {
  if (before.length <= 1 && after.length <= 1) return visitBelow(element, before[0], after[0], type.item, walk);
  walk.path.push(element);
  if (before.length > 1 && after.length > 1) {
    if (!equalJson(before, after)) walk.modified.add(walk.path);
  } else if (before.length > 1) {
    if (after[0] !== undefined) visit(undefined, after[0], type.item, walk);
    walk.removed.add(walk.path);
  } else {
    if (before[0] !== undefined) visit(before[0], undefined, type.item, walk);
    walk.added.add(walk.path);
  }
  walk.path.pop();
}

function groupItems(items: readonly Json[], type: ListType): Map<PathElement, Json[]> {
  const groups = new Map<PathElement, Json[]>();
  for (const item of items) {
    const element = itemElement(item, type);
    if (element === undefined) continue;
    const group = groups.get(element);
    if (group === undefined) groups.set(element, [item]);
    else group.push(item);
  }
  return groups;
}

function isEmpty(value: object): boolean {
  for (const _key in value) return false;
  return true;
}
