import { cloneJson, isJsonObject, type Json } from '../json.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

/**
 * Fills in the defaults of a schema and drops nulls where they are not allowed, in `data` itself
 * (apiextensions-apiserver/pkg/apiserver/schema/defaulting, v1.36).
 */
export function applySchemaDefaults(data: Json, schema: Schema): void {
  if (isJsonObject(data)) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const present = Object.hasOwn(data, name);
      const unwanted = present && data[name] === null && property.nullable !== true;
      if (property.default !== undefined && (!present || unwanted)) data[name] = cloneJson(property.default);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is data
      else if (unwanted) delete data[name];
    }
    const additional = additionalOf(schema);
    for (const key of Object.keys(data)) {
      const property = propertyOf(schema, key);
      if (property === undefined && additional !== undefined && data[key] === null && additional.nullable !== true) {
        if (additional.default !== undefined) data[key] = cloneJson(additional.default);
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is data
        else delete data[key];
      }
      const part = property ?? additional;
      const value = data[key];
      if (part !== undefined && value !== undefined) applySchemaDefaults(value, part);
    }
  } else if (Array.isArray(data)) {
    const items = itemsOf(schema);
    if (items === undefined) return;
    data.forEach((item, index) => {
      if (item === null && items.nullable !== true && items.default !== undefined) data[index] = cloneJson(items.default);
      applySchemaDefaults(data[index] ?? null, items);
    });
  }
}
