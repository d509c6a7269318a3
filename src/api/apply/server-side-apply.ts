import { equalJson, type JsonObject } from '../json.ts';
import type { ApplyType } from './apply-type.ts';
import { compareObjects, type Comparison } from './compare.ts';
import { describePaths, difference, EMPTY_SET, intersection, isSubset, union, withNamedFields, withoutFields, type FieldSet } from './field-set.ts';
import { isSameManager, withoutUnowned, type FieldManager } from './field-managers.ts';
import { fieldsOf } from './fields-of.ts';
import { mergeObjects } from './merge.ts';
import type { PathElement } from './path-element.ts';
import { removeFields } from './remove.ts';

/** What a request says about itself. */
export interface FieldWriter {
  readonly manager: string;
  readonly apiVersion: string;
  readonly subresource?: string;
}

/** What merging depends on besides the objects. */
export interface MergeContext {
  readonly type: ApplyType;
  /** An object of this kind in which nothing is set, as the server would write it. */
  readonly empty: JsonObject;
  /** Top-level fields that requests of this endpoint cannot change (`GetResetFields`): `f:status`. */
  readonly ignored: ReadonlySet<PathElement>;
}

/** A field that somebody else says something different about. */
export interface FieldConflict {
  /** `.spec.replicas` */
  readonly field: string;
  readonly owner: FieldManager;
}

export type ApplyResult =
  | { readonly conflicts: readonly FieldConflict[]; readonly object?: undefined }
  | { readonly object: JsonObject; readonly managers: readonly FieldManager[]; readonly conflicts?: undefined };

/** What was there before anybody applied belongs to this manager (managedfields/internal/skipnonapplied.go). */
const BEFORE_FIRST_APPLY = 'before-first-apply';

/**
 * Server-side apply (merge/update.go of sigs.k8s.io/structured-merge-diff v6 and apimachinery/pkg/util/managedfields, v1.36): merges
 * `applied` over `live`, takes away what this manager applied before and leaves out now unless others own it, and moves ownership.
 * `live` is the object as the server writes it, `undefined` when there is none. Neither object is changed.
 */
export function serverSideApply(live: JsonObject | undefined, applied: JsonObject, managers: readonly FieldManager[], writer: FieldWriter, force: boolean, context: MergeContext): ApplyResult {
  const { type, empty, ignored } = context;
  const present = live ?? empty;
  const known = managers.length === 0 && live !== undefined ? trackFirst(live, writer, context) : managers;
  const own: Omit<FieldManager, 'fields'> = { ...writer, operation: 'Apply' };
  const before = known.find((entry) => isSameManager(entry, own));
  const others = known.filter((entry) => entry !== before);
  const fields = withoutFields(fieldsOf(applied, type), ignored);
  const merged = mergeObjects(present, applied, type) as JsonObject;
  const lost = before === undefined || isSubset(before.fields, fields) ? undefined : before.fields;
  const owned = [...others.map((entry) => entry.fields), fields].reduce(union, EMPTY_SET);
  const next = lost === undefined ? merged : prune(merged, lost, owned, type);
  const comparison = compareVisible(present, next, context);
  const changed = union(comparison.modified, comparison.added);
  const conflicts = others.flatMap((owner) => describePaths(intersection(owner.fields, changed)).map((field) => ({ field, owner })));
  if (!force && conflicts.length > 0) return { conflicts };
  const left = giveUp(others, union(changed, comparison.removed));
  const mine = withoutUnowned(fields);
  return { object: equalJson(present, next) ? present : next, managers: mine.size === 0 ? left : [...left, { ...own, fields: mine }] };
}

/**
 * The owners after any other write than an apply: what it changed belongs to the writer. `before` is `undefined` for a create. An object
 * without managers gets none, as the server does not know who wrote the rest.
 */
export function trackWrite(before: JsonObject | undefined, after: JsonObject, managers: readonly FieldManager[], writer: FieldWriter, context: MergeContext): readonly FieldManager[] {
  if (managers.length === 0 && before !== undefined) return managers;
  return track(before ?? context.empty, after, managers, writer, context);
}

function trackFirst(live: JsonObject, writer: FieldWriter, context: MergeContext): readonly FieldManager[] {
  return track(context.empty, live, [], { ...writer, manager: BEFORE_FIRST_APPLY }, context);
}

function track(before: JsonObject, after: JsonObject, managers: readonly FieldManager[], writer: FieldWriter, context: MergeContext): readonly FieldManager[] {
  const comparison = compareVisible(before, after, context);
  const changed = union(comparison.modified, comparison.added);
  const left = giveUp(managers, union(changed, comparison.removed));
  const written = withoutUnowned(changed);
  if (written.size === 0) return left;
  const own: Omit<FieldManager, 'fields'> = { ...writer, operation: 'Update' };
  const earlier = left.find((entry) => isSameManager(entry, own));
  return [...left.filter((entry) => entry !== earlier), { ...own, fields: union(earlier?.fields ?? EMPTY_SET, written) }];
}

function compareVisible(before: JsonObject, after: JsonObject, { type, ignored }: MergeContext): Comparison {
  const { added, modified, removed } = compareObjects(before, after, type);
  return { added: withoutFields(added, ignored), modified: withoutFields(modified, ignored), removed: withoutFields(removed, ignored) };
}

/** Managers without the fields that somebody else has changed or removed. */
function giveUp(managers: readonly FieldManager[], taken: FieldSet): FieldManager[] {
  if (taken.size === 0) return [...managers];
  return managers.map((entry) => ({ ...entry, fields: difference(entry.fields, taken) })).filter((entry) => entry.fields.size > 0);
}

/**
 * Removes what the manager applied last and nobody owns now (`prune`). Removing an item or a struct takes along what defaulting has put
 * there; what was never the manager's and is lost that way without belonging to anything of his comes back.
 */
function prune(merged: JsonObject, last: FieldSet, owned: FieldSet, type: ApplyType): JsonObject {
  const lastNamed = withNamedFields(last, type);
  const all = withNamedFields(fieldsOf(merged, type), type);
  const removed = removeFields(merged, lastNamed, type);
  const rest = removed === null ? EMPTY_SET : withNamedFields(fieldsOf(removed, type), type);
  const claimed = removeFields(merged, difference(all, union(rest, withNamedFields(owned, type))), type);
  const kept = claimed === null ? EMPTY_SET : withNamedFields(fieldsOf(claimed, type), type);
  return (removeFields(merged, intersection(difference(all, kept), lastNamed), type) ?? {}) as JsonObject;
}
