import { fieldOf } from './workload.ts';

/**
 * What tells the items of a list apart, the first that does wins. These are the merge keys of the API types
 * (`x-kubernetes-list-map-keys`, `x-kubernetes-patch-merge-key` of Kubernetes 1.36) and what lists without one are usually told
 * apart by; so lists of custom resources are matched as well. Parts with a question mark may be absent.
 */
const CANDIDATES: readonly (readonly string[])[] = [
  ['name'],
  ['metadata.name'],
  ['containerPort', 'protocol?'],
  ['port', 'protocol?'],
  ['mountPath'],
  ['devicePath'],
  ['topologyKey', 'whenUnsatisfiable?'],
  ['host'],
  ['path'],
  ['ip'],
  ['key'],
  ['type'],
  ['id'],
];

/** Two lists by what tells their items apart: key of each item, in order. Undefined when nothing does in both. */
export function keysOfLists(before: readonly unknown[], after: readonly unknown[]): readonly [readonly string[], readonly string[]] | undefined {
  const [left, right] = keysOfAll([before, after]) ?? [];
  return left === undefined || right === undefined ? undefined : [left, right];
}

/** The same for any number of lists. */
export function keysOfAll(lists: readonly (readonly unknown[])[]): readonly (readonly string[])[] | undefined {
  for (const candidate of CANDIDATES) {
    const keys = lists.map((list) => keysBy(list, candidate)).filter((list) => list !== undefined);
    if (keys.length === lists.length) return keys;
  }
  return undefined;
}

function keysBy(items: readonly unknown[], candidate: readonly string[]): string[] | undefined {
  const keys: string[] = [];
  for (const item of items) {
    const parts = candidate.map((name) => fieldOf(item, ...name.replace('?', '').split('.')));
    if (typeof parts[0] !== 'string' && typeof parts[0] !== 'number') return undefined;
    keys.push(parts.filter((part) => part !== undefined).map(String).join('/'));
  }
  return new Set(keys).size === keys.length ? keys : undefined;
}
