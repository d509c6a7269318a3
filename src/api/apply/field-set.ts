import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { compareElements, describeElement, type PathElement } from './path-element.ts';
import type { ApplyType, MapType } from './apply-type.ts';

/** A set of paths as a tree (fieldpath/set.go): a node says whether its own path is a member, and holds the paths below. */
export type FieldSet = ReadonlyMap<PathElement, FieldNode>;

export interface FieldNode {
  readonly member: boolean;
  readonly below: FieldSet;
}

export const EMPTY_SET: FieldSet = new Map();
const MEMBER: FieldNode = { member: true, below: EMPTY_SET };

/** Collects paths; the path is a stack that the walker keeps. */
export class FieldSetBuilder {
  readonly #root: GrowingNode = { member: false, below: new Map() };

  add(path: readonly PathElement[]): void {
    if (path.length === 0) return;
    let node = this.#root;
    for (const element of path) {
      let next = node.below.get(element);
      if (next === undefined) {
        next = { member: false, below: new Map() };
        node.below.set(element, next);
      }
      node = next;
    }
    node.member = true;
  }

  get set(): FieldSet {
    return this.#root.below;
  }
}

interface GrowingNode {
  member: boolean;
  readonly below: Map<PathElement, GrowingNode>;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const result = new Map(a);
  for (const [element, node] of b) {
    const other = result.get(element);
    result.set(element, other === undefined ? node : { member: other.member || node.member, below: union(other.below, node.below) });
  }
  return result;
}

/** Paths of `a` that are not in `b`; a parent in `b` takes nothing from below it. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left && !right);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>();
  for (const [element, node] of a) {
    const other = b.get(element);
    if (other !== undefined) put(result, element, node.member && other.member, intersection(node.below, other.below));
  }
  return result;
}

/** Without the fields of the top level that are named, and all below them. */
export function withoutFields(set: FieldSet, elements: ReadonlySet<PathElement>): FieldSet {
  if (![...elements].some((element) => set.has(element))) return set;
  return new Map([...set].filter(([element]) => !elements.has(element)));
}

/** Whether every path of `a` is in `b`. */
export function isSubset(a: FieldSet, b: FieldSet): boolean {
  for (const [element, node] of a) {
    const other = b.get(element);
    if (other === undefined || (node.member && !other.member) || !isSubset(node.below, other.below)) return false;
  }
  return true;
}

function combine(a: FieldSet, b: FieldSet, member: (left: boolean, right: boolean) => boolean): FieldSet {
  const result = new Map<PathElement, FieldNode>();
  for (const [element, node] of a) {
    const other = b.get(element);
    if (other === undefined) result.set(element, node);
    else put(result, element, member(node.member, other.member), combine(node.below, other.below, member));
  }
  return result;
}

function put(target: Map<PathElement, FieldNode>, element: PathElement, member: boolean, below: FieldSet): void {
  if (member || below.size > 0) target.set(element, member && below.size === 0 ? MEMBER : { member, below });
}

/** Named fields that have something below them become members themselves (`EnsureNamedFieldsAreMembers`); keys of maps and items do not. */
export function withNamedFields(set: FieldSet, type: ApplyType): FieldSet {
  const result = new Map<PathElement, FieldNode>();
  for (const [element, node] of set) {
    const field = element.startsWith('f:') && type.kind === 'map' ? type.field(element.slice(2)) : undefined;
    const below = node.below.size === 0 ? node.below : withNamedFields(node.below, field ?? typeBelow(type));
    result.set(element, { member: node.member || (field !== undefined && below.size > 0), below });
  }
  return result;
}

const NOTHING_NAMED: MapType = { kind: 'map', field: () => undefined };

function typeBelow(type: ApplyType): ApplyType {
  return type.kind === 'list' ? type.item : type.kind === 'map' ? (type.item ?? NOTHING_NAMED) : NOTHING_NAMED;
}

/** The members as messages write them: `.spec.containers[name="web"].image`, parents before what is below them. */
export function describePaths(set: FieldSet, prefix = ''): string[] {
  const sorted = [...set].sort(([a], [b]) => compareElements(a, b));
  const own = sorted.filter(([, node]) => node.member).map(([element]) => prefix + describeElement(element));
  return [...own, ...sorted.flatMap(([element, node]) => describePaths(node.below, prefix + describeElement(element)))];
}

/** The set as `fieldsV1` holds it (fieldpath/serialize.go). */
export function encodeFields(set: FieldSet): JsonObject {
  const result: JsonObject = {};
  for (const [element, node] of [...set].sort(([a], [b]) => compareElements(a, b))) {
    result[element] = node.member && node.below.size > 0 ? { '.': {}, ...encodeFields(node.below) } : encodeFields(node.below);
  }
  return result;
}

export function decodeFields(fields: Json | undefined): FieldSet {
  const result = new Map<PathElement, FieldNode>();
  if (!isJsonObject(fields)) return result;
  for (const [element, value] of Object.entries(fields)) {
    if (element === '.' || !isJsonObject(value)) continue;
    const below = decodeFields(value);
    put(result, element, below.size === 0 || Object.hasOwn(value, '.'), below);
  }
  return result;
}
