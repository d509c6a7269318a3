import { cloneJson, isJsonObject, setOwn, type Json, type JsonObject } from '../json.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

/**
 * Fills in the defaults of a schema and drops nulls where they are not allowed, in `data` itself
 * (apiextensions-apiserver/pkg/apiserver/schema/defaulting, v1.36).
 */
export function applySchemaDefaults(data: Json, schema: Schema): void {
  if (isJsonObject(data)) applyToObject(data, schema);
  else if (Array.isArray(data)) applyToList(data, schema);
}

function applyToObject(data: JsonObject, schema: Schema): void {
  const { properties = NONE } = schema;
  const additional = additionalOf(schema);
  for (const name of defaultedIn(properties)) {
    const property = properties[name];
    if (!Object.hasOwn(data, name) || (data[name] === null && property?.nullable !== true)) setOwn(data, name, cloneJson(property?.default));
  }
  for (const key of Object.keys(data)) {
    const part = propertyOf(schema, key) ?? additional;
    if (part === undefined) continue;
    const value = data[key];
    if (value === null && part.nullable !== true) {
      if (part.default !== undefined) setOwn(data, key, cloneJson(part.default));
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is data
      else delete data[key];
    }
    const settled = data[key];
    if (typeof settled === 'object') applySchemaDefaults(settled, part);
  }
}

function applyToList(data: Json[], schema: Schema): void {
  const items = itemsOf(schema);
  if (items === undefined) return;
  data.forEach((item, index) => {
    if (item === null && items.nullable !== true && items.default !== undefined) data[index] = cloneJson(items.default);
    applySchemaDefaults(data[index] ?? null, items);
  });
}

const NONE: Readonly<Record<string, Schema>> = {};
const defaulted = new WeakMap<object, readonly string[]>();

/** The properties that have a default: few of many. */
function defaultedIn(properties: Readonly<Record<string, Schema>>): readonly string[] {
  let known = defaulted.get(properties);
  if (known === undefined) defaulted.set(properties, (known = Object.keys(properties).filter((name) => properties[name]?.default !== undefined)));
  return known;
}
