import { isJsonObject, type Json } from '../json.ts';

/**
 * How values merge: the part of a schema that server-side apply needs (schema/elements.go of sigs.k8s.io/structured-merge-diff v6).
 * `src/schema/apply` makes these from the types of Kubernetes and from CustomResourceDefinitions.
 */
export type ApplyType = ScalarType | AtomicType | ListType | MapType | DeducedType;

export interface ScalarType {
  readonly kind: 'scalar';
}

/** A list or map that has one owner as a whole. */
export interface AtomicType {
  readonly kind: 'atomic';
}

/** A list whose items have owners of their own. */
export interface ListType {
  readonly kind: 'list';
  /** The fields that tell items apart; none for a set of scalars. */
  readonly keys: readonly string[];
  readonly keyDefaults: ReadonlyMap<string, Json>;
  readonly item: ApplyType;
}

/** A struct or map whose entries have owners of their own. */
export interface MapType {
  readonly kind: 'map';
  /** The type of a field that the schema names. */
  readonly field: (name: string) => ApplyType | undefined;
  /** The type of all other keys; absent: there are none. */
  readonly item?: ApplyType;
}

/** No schema: maps are granular, lists have one owner. */
export interface DeducedType {
  readonly kind: 'deduced';
}

export const SCALAR: ScalarType = { kind: 'scalar' };
export const ATOMIC: AtomicType = { kind: 'atomic' };
export const DEDUCED: DeducedType = { kind: 'deduced' };

const DEDUCED_MAP: MapType = { kind: 'map', field: () => undefined, item: DEDUCED };

/** The type that a value has where the schema leaves it open. */
export function typeFor(type: ApplyType, value: Json | undefined): Exclude<ApplyType, DeducedType> {
  if (type.kind !== 'deduced') return type;
  if (isJsonObject(value) || value === null || value === undefined) return DEDUCED_MAP;
  return Array.isArray(value) ? ATOMIC : SCALAR;
}

/** The type of an entry of a map. */
export function entryType(type: MapType, key: string): ApplyType {
  return type.field(key) ?? type.item ?? DEDUCED;
}
