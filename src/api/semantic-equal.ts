import { parseQuantity } from './quantity.ts';

/** Fields of the API that hold maps of texts, wherever they occur. */
const TEXT_MAPS: readonly string[] = ['matchLabels', 'labels', 'annotations', 'nodeSelector', 'parameters', 'volumeAttributes', 'options', 'data', 'binaryData', 'deprecatedTopology'];

/**
 * Equality of two values of a decoded object as the API server sees them (`apiequality.Semantic.DeepEqual`): absent equals the empty
 * text, 0, false, the empty list and the empty map. Lists of resources that differ in spelling only (`1`, `1000m`) are equal when
 * `quantityKeys` names the field that holds them.
 */
export function semanticEqual(a: unknown, b: unknown, quantityKeys: readonly string[] = []): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => semanticEqual(item, b[index], quantityKeys));
  if (!isMap(a ?? {}) || !isMap(b ?? {})) return false;
  const left = (a ?? {}) as Readonly<Record<string, unknown>>;
  const right = (b ?? {}) as Readonly<Record<string, unknown>>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const mine = Object.hasOwn(left, key) ? left[key] : undefined;
    const other = Object.hasOwn(right, key) ? right[key] : undefined;
    if (!equalFields(key, mine, other, quantityKeys)) return false;
  }
  return true;
}

function equalFields(key: string, mine: unknown, other: unknown, quantityKeys: readonly string[]): boolean {
  if (quantityKeys.includes(key)) return equalAmounts(mine, other);
  if (TEXT_MAPS.includes(key) && isMap(mine ?? {}) && isMap(other ?? {})) return equalTexts(mine as Record<string, string>, other as Record<string, string>);
  return semanticEqual(mine, other, quantityKeys);
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

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.entries(value as object).every(([key, item]) => (TEXT_MAPS.includes(key) ? Object.keys((item ?? {}) as object).length === 0 : isEmpty(item)));
}
