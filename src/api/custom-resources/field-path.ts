import { additionalOf, propertyOf, type Schema } from './schema.ts';

export interface SchemaAtPath {
  readonly schema: Schema;
  /** The path in the server's notation. */
  readonly path: string;
  readonly names: readonly string[];
}

/** Follows a path of names, `.spec.a['b-c']`, through a schema (`ValidFieldPath` in apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go, v1.36); undefined when it leads nowhere. */
export function schemaAtPath(text: string, root: Schema, allowBrackets = true): SchemaAtPath | undefined {
  if (!/^\.|^\[/.test(text)) return undefined;
  let rest = text;
  let schema = root;
  let path = '';
  const names: string[] = [];
  while (rest !== '') {
    const dotted = /^\.([A-Za-z_$][A-Za-z0-9_$]*)/.exec(rest);
    const bracketed = allowBrackets ? /^\['((?:[^'\\]|\\.)*)'\]/.exec(rest) : null;
    const name = dotted?.[1] ?? bracketed?.[1]?.replace(/\\(.)/g, '$1');
    if (name === undefined) return undefined;
    rest = rest.slice((dotted ?? bracketed)?.[0].length ?? 0);
    const property = propertyOf(schema, name);
    const next = property ?? additionalOf(schema);
    if (next === undefined) return undefined;
    path += property === undefined ? `[${name}]` : path === '' ? name : `.${name}`;
    names.push(name);
    schema = next;
  }
  return names.length === 0 ? undefined : { schema, path, names };
}

