import { cloneJson, isJsonObject, setOwn, type Json, type JsonObject } from '../api/json.ts';

/**
 * A copy of a value with the defaults of its structural schema. Null where the schema does not allow it counts as absent
 * (apiextensions-apiserver/pkg/apiserver/schema/defaulting, v1.36).
 */
export function withStructuralDefaults(value: Json, schema: JsonObject): Json {
  if (Array.isArray(value)) {
    const { items } = schema;
    return isJsonObject(items) ? value.map((item) => withStructuralDefaults(item, items)) : value;
  }
  if (!isJsonObject(value)) return value;
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const additional = schema['additionalProperties'];
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    const item = value[key] ?? null;
    const own = Object.hasOwn(properties, key) ? properties[key] : additional;
    if (!isJsonObject(own)) setOwn(result, key, item);
    else if (item !== null || own['nullable'] === true) setOwn(result, key, withStructuralDefaults(item, own));
  }
  for (const [key, property] of Object.entries(properties)) {
    if (!isJsonObject(property) || property['default'] === undefined || Object.hasOwn(result, key)) continue;
    setOwn(result, key, withStructuralDefaults(cloneJson(property['default']), property));
  }
  return result;
}
