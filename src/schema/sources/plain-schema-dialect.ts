import { isJsonObject, setOwn, type Json, type JsonObject } from '../../api/json.ts';

/** Keywords with one schema, with a list of schemas, and with schemas by name. */
const ONE = new Set(['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'items', 'not', 'propertyNames', 'then', 'unevaluatedItems', 'unevaluatedProperties']);
const MANY = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);
const NAMED = new Set(['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties']);

/** A schema as ajv reads it: the booleans of draft 4 and OpenAPI become bounds, `nullable` a type, and identifiers go. */
export function forAjv(schema: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$id' || (keyword === 'id' && typeof value === 'string')) continue;
    setOwn(result, keyword, inside(keyword, value));
  }
  settleBound(result, 'exclusiveMinimum', 'minimum');
  settleBound(result, 'exclusiveMaximum', 'maximum');
  return result['nullable'] === true ? nullable(result) : result;
}

function inside(keyword: string, value: Json | undefined): Json | undefined {
  if (MANY.has(keyword) && Array.isArray(value)) return value.map(part);
  if (ONE.has(keyword)) return part(value);
  if (!NAMED.has(keyword) || !isJsonObject(value)) return value;
  const named: JsonObject = {};
  for (const [name, entry] of Object.entries(value)) setOwn(named, name, part(entry));
  return named;
}

function part(value: Json | undefined): Json {
  return isJsonObject(value) ? forAjv(value) : (value ?? null);
}

function settleBound(schema: JsonObject, exclusive: string, inclusive: string): void {
  const value = schema[exclusive];
  if (typeof value !== 'boolean') return;
  const bound = schema[inclusive];
  delete schema[exclusive];
  if (!value || bound === undefined) return;
  schema[exclusive] = bound;
  delete schema[inclusive];
}

/** Without a type, null is allowed anyhow. */
function nullable(schema: JsonObject): JsonObject {
  const { nullable: _nullable, type, enum: allowed, ...rest } = schema;
  return { ...rest, ...(type === undefined ? {} : { type: [...(Array.isArray(type) ? type : [type]), 'null'] }), ...(Array.isArray(allowed) ? { enum: [...allowed, null] } : {}) };
}
