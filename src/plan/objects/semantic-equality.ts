import { equalJson, isJsonObject } from '../../api/json.ts';
import { parseQuantity } from '../../api/quantity.ts';

/** Maps whose values are quantities, and fields that are one. */
const QUANTITY_MAPS = new Set(['requests', 'limits', 'hard', 'capacity', 'overhead', 'default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio', 'allocatable']);
const FREE_MAPS = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'binaryData', ...QUANTITY_MAPS]);
const QUANTITY_FIELDS = new Set(['sizeLimit', 'divisor', 'averageValue']);

/** Equality as controllers see it (apimachinery/pkg/api/equality/semantic.go, v1.36): amounts count, not their spelling; an empty list or map is none. */
export function semanticallyEqual(a: unknown, b: unknown, field = '', parent = ''): boolean {
  if (equalJson(a, b)) return true;
  if (isEmpty(a, field) && isEmpty(b, field)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => semanticallyEqual(item, b[index], '', field));
  if (isJsonObject(a) && isJsonObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => semanticallyEqual(own(a, key), own(b, key), key, field));
  return (QUANTITY_MAPS.has(parent) || QUANTITY_FIELDS.has(field)) && sameAmount(a, b);
}

function sameAmount(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((value) => (typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined));
  return left !== undefined && right !== undefined && left.nanos === right.nanos;
}

/** An empty list is no list. Of maps that holds only for those with free keys: an empty `emptyDir` or selector says something. */
function isEmpty(value: unknown, field: string): boolean {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return true;
  return FREE_MAPS.has(field) && isJsonObject(value) && Object.keys(value).length === 0;
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
