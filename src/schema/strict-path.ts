import { isJsonObject, type Json, type JsonObject } from '../api/json.ts';
import { at, child, type FieldPath } from '../diag/field-path.ts';
import type { TypeNode } from './definitions.ts';

/** The server's spelling of a path of keys, or undefined when it leads into a value that is kept as it is. */
export function strictPathOf(path: FieldPath, value: Json | undefined, type: TypeNode): string | undefined {
  let rest = path.startsWith('.') ? path.slice(1) : path;
  let current = value;
  let node: TypeNode | undefined = type;
  let result = '';
  while (rest !== '') {
    if (node.kind === 'list' && Array.isArray(current)) {
      const match = /^\[(\d+)\]\.?/.exec(rest);
      if (match === null) return undefined;
      result = at(result, match[1] ?? '');
      current = current[Number(match[1])];
      node = node.item;
      rest = rest.slice(match[0].length);
    } else if ((node.kind === 'map' || node.kind === 'struct') && isJsonObject(current)) {
      const key = firstKey(rest, current);
      if (key === undefined) return undefined;
      result = child(result, key.name);
      current = current[key.name];
      rest = key.rest;
      const next: TypeNode | undefined = node.kind === 'map' ? node.item : node.struct.fields.get(key.name)?.type;
      if (next === undefined) return rest === '' ? result : undefined;
      node = next;
    } else {
      return undefined;
    }
  }
  return result;
}

/** The key of `map` that a path starts with, as `key`, `key.rest`, `key[0]` or `[key]`; the longest one when keys hold dots. */
function firstKey(path: string, map: JsonObject): { readonly name: string; readonly rest: string } | undefined {
  let best: { name: string; rest: string } | undefined;
  for (const name of Object.keys(map)) {
    for (const text of [name, `[${name}]`]) {
      if (!path.startsWith(text)) continue;
      const rest = path.slice(text.length);
      if (rest !== '' && rest[0] !== '.' && rest[0] !== '[') continue;
      if (best === undefined || name.length > best.name.length) best = { name, rest: rest.startsWith('.') ? rest.slice(1) : rest };
    }
  }
  return best;
}
