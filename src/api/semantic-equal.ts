import { parseQuantity } from './quantity.ts';

/** Fields of the API that hold maps of texts, wherever they occur. */
const TEXT_MAPS: readonly string[] = ['matchLabels', 'labels', 'annotations', 'nodeSelector', 'parameters', 'volumeAttributes', 'options', 'data', 'binaryData', 'deprecatedTopology'];

/** What the names of fields say about their types. */
export interface FieldTypes {
  /** Fields that hold lists of resources, which are equal when they differ in spelling only (`1`, `1000m`). */
  readonly quantities?: readonly string[];
  /** Fields that are pointers in Go: given but empty differs from absent. */
  readonly pointers?: readonly string[];
}

/**
 * Equality of two values of a decoded object as the API server sees them (`apiequality.Semantic.DeepEqual`): absent equals the empty
 * text, 0, false, the empty list and the empty map, except in the fields that `types` names.
 */
export function semanticEqual(a: unknown, b: unknown, types: FieldTypes = {}): boolean {
  if (a === b || (isEmpty(a, types) && isEmpty(b, types))) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => semanticEqual(item, b[index], types));
  if (!isMap(a ?? {}) || !isMap(b ?? {})) return false;
  const left = (a ?? {}) as Readonly<Record<string, unknown>>;
  const right = (b ?? {}) as Readonly<Record<string, unknown>>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const mine = Object.hasOwn(left, key) ? left[key] : undefined;
    const other = Object.hasOwn(right, key) ? right[key] : undefined;
    if (!equalFields(key, mine, other, types)) return false;
  }
  return true;
}

function equalFields(key: string, mine: unknown, other: unknown, types: FieldTypes): boolean {
  if (types.pointers?.includes(key) === true && (mine === undefined) !== (other === undefined)) return false;
  if (types.quantities?.includes(key) === true && isMap(mine ?? {}) && isMap(other ?? {})) return equalAmounts(mine, other);
  if (TEXT_MAPS.includes(key) && isMap(mine ?? {}) && isMap(other ?? {})) return equalTexts(mine as Record<string, string>, other as Record<string, string>);
  return semanticEqual(mine, other, types);
}

/** Two maps with texts as values: other than in a struct, a key with an empty value differs from no key. */
export function equalTexts(a: Readonly<Record<string, string>> | undefined, b: Readonly<Record<string, string>> | undefined): boolean {
  const left = a ?? {};
  const right = b ?? {};
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && left[key] === right[key]);
}

/** Two maps from resource names to quantities, by amount. */
export function equalAmounts(a: unknown, b: unknown): boolean {
  const left = (a ?? {}) as Readonly<Record<string, string | number>>;
  const right = (b ?? {}) as Readonly<Record<string, string | number>>;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && parseQuantity(left[name] ?? 0)?.nanos === parseQuantity(right[name] ?? 0)?.nanos)
  );
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown, types: FieldTypes): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isMap(value)) return false;
  return Object.entries(value as object).every(([key, item]) => {
    if (types.pointers?.includes(key) === true) return item === undefined;
    return TEXT_MAPS.includes(key) ? Object.keys((item ?? {}) as object).length === 0 : isEmpty(item, types);
  });
}
