import { ListValue, MapValue, sizeOf, type Value } from './values.ts';

export const CREATE_LIST_COST = 10;
export const CREATE_MAP_COST = 30;
export const CREATE_STRUCT_COST = 40;
/** Per character that is walked over. */
export const TRAVERSAL = 0.1;
/** Per character of a regular expression. */
export const REGEX = 0.25;
export const AUTHORIZATION_CHECK_COST = 350_000;

/** What a call cost (cel-go interpreter/runtimecost.go, and library/cost.go of k8s.io/apiserver, v1.36). */
export function callCost(name: string, overload: string, args: readonly Value[], result: Value): number {
  const [first = null, second = null] = args;
  const walk = (value: Value, factor = 1): number => Math.ceil(sizeOf(value) * factor * TRAVERSAL);
  switch (name) {
    case 'check':
      return AUTHORIZATION_CHECK_COST;
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return traversalCost(first);
    case 'url':
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
    case 'isIP':
    case 'isCIDR':
    case 'cidr':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
    case 'validate':
      return walk(name === 'validate' ? second : first);
    case 'ip':
      return overload === 'cidr_ip' ? 1 : walk(first);
    case 'replace':
    case 'split':
    case 'ip.isCanonical':
      return walk(first, 2);
    case 'join':
      return walk(result, 2);
    case 'find':
    case 'findAll':
    case 'matches':
      return Math.ceil((1 + sizeOf(first)) * TRAVERSAL) * Math.ceil(sizeOf(second) * REGEX);
    case 'contains':
      return walk(first) * walk(second);
    case 'startsWith':
    case 'endsWith':
      return walk(second);
    case '@in':
      return second instanceof ListValue ? second.items.length : 1;
    case '_+_':
      return overload === 'add_string' || overload === 'add_bytes' ? Math.ceil((sizeOf(first) + sizeOf(second)) * TRAVERSAL) : 1;
    case '_==_':
    case '_!=_':
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return Math.ceil(Math.min(sizeOf(first), sizeOf(second)) * TRAVERSAL);
    case 'sets.contains':
    case 'sets.intersects':
      return 1 + sizeOf(first) * sizeOf(second);
    case 'sets.equivalent':
      return 1 + sizeOf(first) * sizeOf(second) * 2;
    default:
      return 1;
  }
}

function traversalCost(value: Value): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return Math.floor(sizeOf(value) * TRAVERSAL);
  if (value instanceof ListValue) return value.items.reduce<number>((sum, item) => sum + traversalCost(item), 0);
  if (value instanceof MapValue) return value.keys().reduce<number>((sum, key) => sum + traversalCost(key) + traversalCost(value.get(key) ?? null), 0);
  return 1;
}
