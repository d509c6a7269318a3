import type { Ajv, AnySchemaObject, ValidateFunction } from 'ajv';
import type * as AjvModule from 'ajv';
import type * as AjvFormats from 'ajv-formats';
import type * as Re2 from 're2js';
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts';
import { lazyPackage } from './lazy-package.ts';

/**
 * Compiles the schema of a CustomResourceDefinition for ajv: the structure only, not CEL rules, list types and defaults. Fields that the
 * API server would prune are refused; `nullable`, int-or-string, embedded resources and preserved unknown fields mean what they mean there.
 */
export function compileStructural(schema: JsonObject): ValidateFunction {
  instance ??= createAjv();
  return instance.compile(toAjv(schema, true));
}

let instance: Ajv | undefined;

function createAjv(): Ajv {
  const { Ajv: AjvClass } = lazyPackage<typeof AjvModule>('ajv');
  const formats = lazyPackage<{ default: typeof AjvFormats.default }>('ajv-formats').default;
  const ajv = new AjvClass({ allErrors: true, verbose: true, strict: false, validateSchema: false, logger: false, ownProperties: true, code: { regExp: safeRegExp() } });
  // ajv-formats is a CommonJS module whose types describe its default export only.
  (formats as unknown as (ajv: Ajv, options: readonly string[]) => void)(ajv, KNOWN_FORMATS);
  return ajv;
}

/** Formats that ajv-formats reads as Kubernetes does; all others are left unchecked. */
const KNOWN_FORMATS = ['int32', 'int64', 'float', 'double', 'date', 'ipv4', 'uuid'] as const;

/** Patterns come from users, so they run in an engine that cannot run away. One that it does not know matches everything. */
function safeRegExp(): { (pattern: string, flags: string): { test: (text: string) => boolean }; readonly code: string } {
  const engine = (pattern: string): { test: (text: string) => boolean } => {
    const { RE2JS } = lazyPackage<typeof Re2>('re2js');
    try {
      const compiled = RE2JS.compile(pattern);
      return { test: (text) => compiled.matcher(text).find() };
    } catch {
      return { test: () => true };
    }
  };
  return Object.assign(engine, { code: 'safeRegExp' });
}

const VALUE_KEYWORDS = [
  'enum', 'format', 'maxItems', 'maxLength', 'maxProperties', 'maximum', 'minItems', 'minLength', 'minProperties', 'minimum', 'multipleOf', 'pattern', 'required', 'uniqueItems',
] as const;

/** `structural` is false inside `allOf` and its like, where unknown fields are not looked for. */
function toAjv(schema: JsonObject, structural: boolean): AnySchemaObject {
  const result: AnySchemaObject = {};
  for (const keyword of VALUE_KEYWORDS) if (schema[keyword] !== undefined) result[keyword] = schema[keyword];
  if (schema['exclusiveMaximum'] === true) moveLimit(result, 'maximum', 'exclusiveMaximum');
  if (schema['exclusiveMinimum'] === true) moveLimit(result, 'minimum', 'exclusiveMinimum');
  const type = typeOf(schema);
  if (type !== undefined) result['type'] = type;
  if (isJsonObject(schema['properties'])) {
    result['properties'] = Object.fromEntries(Object.entries(schema['properties']).map(([name, item]) => [name, toAjvOrTrue(item, structural)]));
  }
  const additional = schema['additionalProperties'];
  if (isJsonObject(additional)) result['additionalProperties'] = toAjv(additional, structural);
  else if (structural && isClosed(schema)) result['additionalProperties'] = false;
  if (schema['x-kubernetes-embedded-resource'] === true) result['properties'] = { apiVersion: true, kind: true, metadata: true, ...(result['properties'] as object | undefined) };
  if (isJsonObject(schema['items'])) result['items'] = toAjv(schema['items'], structural);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (Array.isArray(list)) result[keyword] = list.map((item) => toAjvOrTrue(item, false));
  }
  if (isJsonObject(schema['not'])) result['not'] = toAjv(schema['not'], false);
  return result;
}

function toAjvOrTrue(schema: Json | undefined, structural: boolean): AnySchemaObject | boolean {
  return isJsonObject(schema) ? toAjv(schema, structural) : true;
}

function typeOf(schema: JsonObject): string | string[] | undefined {
  const types = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : typeof schema['type'] === 'string' && schema['type'] !== '' ? [schema['type']] : [];
  if (types.length === 0) return undefined;
  return schema['nullable'] === true ? [...types, 'null'] : types;
}

/** An object with named fields, unless it keeps what it does not know. */
function isClosed(schema: JsonObject): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || schema['additionalProperties'] === true) return false;
  return schema['type'] === 'object' || isJsonObject(schema['properties']);
}

function moveLimit(result: AnySchemaObject, from: string, to: string): void {
  result[to] = result[from];
  delete result[from];
}

