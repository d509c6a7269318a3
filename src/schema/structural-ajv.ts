import type { Ajv, AnySchemaObject } from 'ajv';
import type * as AjvModule from 'ajv';
import type * as AjvFormats from 'ajv-formats';
import type * as Re2 from 're2js';
import { isJsonObject, type JsonObject } from '../api/json.ts';
import { lazyPackage } from './lazy-package.ts';

/**
 * Whether a value meets the parts of a schema that combine others (`allOf`, `anyOf`, `oneOf`, `not`). ajv compiles them when a value first
 * reaches them: a whole definition takes it up to half a second, these parts well under a millisecond.
 */
export function meetsCombinators(value: unknown, schema: JsonObject): boolean {
  let validator = validators.get(schema);
  if (validator === undefined) {
    instance ??= createAjv();
    const parts = Object.fromEntries(COMBINATORS.filter((keyword) => schema[keyword] !== undefined).map((keyword) => [keyword, toAjv(schema[keyword])]));
    const validate = instance.compile(parts);
    validator = (item) => validate(item) === true;
    validators.set(schema, validator);
  }
  return validator(value);
}

/** Whether a text has a match of a pattern. Patterns come from users, so they run in an engine that cannot run away; one that it does not know matches all. */
export function matchesPattern(text: string, pattern: string): boolean {
  return compilePattern(pattern).test(text);
}

export const COMBINATORS = ['allOf', 'anyOf', 'oneOf', 'not'] as const;

const validators = new WeakMap<JsonObject, (value: unknown) => boolean>();
let instance: Ajv | undefined;

function createAjv(): Ajv {
  const { Ajv: AjvClass } = lazyPackage<typeof AjvModule>('ajv');
  const formats = lazyPackage<{ default: typeof AjvFormats.default }>('ajv-formats').default;
  const regExp = Object.assign((pattern: string) => compilePattern(pattern), { code: 'compilePattern' });
  const ajv = new AjvClass({ strict: false, validateSchema: false, logger: false, ownProperties: true, code: { regExp } });
  // ajv-formats is a CommonJS module whose types describe its default export only.
  (formats as unknown as (ajv: Ajv, options: readonly string[]) => void)(ajv, KNOWN_FORMATS);
  return ajv;
}

/** Formats that ajv-formats reads as Kubernetes does; all others are left unchecked. */
const KNOWN_FORMATS = ['int32', 'int64', 'float', 'double', 'date', 'ipv4', 'uuid'] as const;

const patterns = new Map<string, { readonly test: (text: string) => boolean }>();

function compilePattern(pattern: string): { readonly test: (text: string) => boolean } {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    const { RE2JS } = lazyPackage<typeof Re2>('re2js');
    try {
      const expression = RE2JS.compile(pattern);
      compiled = { test: (text) => expression.matcher(text).find() };
    } catch {
      compiled = { test: () => true };
    }
    patterns.set(pattern, compiled);
  }
  return compiled;
}

/** OpenAPI 3.0 as JSON Schema: `nullable`, int-or-string, and limits that are exclusive by a flag. */
function toAjv(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toAjv);
  if (!isJsonObject(schema)) return schema;
  const result: AnySchemaObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && isJsonObject(value)) result['properties'] = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toAjv(item)]));
    else if (SCHEMA_KEYWORDS.has(keyword)) result[keyword] = toAjv(value);
    else if (!keyword.startsWith('x-') && !IGNORED.has(keyword)) result[keyword] = value;
  }
  if (schema['x-kubernetes-int-or-string'] === true) result['type'] = ['integer', 'string'];
  if (schema['nullable'] === true && result['type'] !== undefined) result['type'] = [...[result['type'] as string | string[]].flat(), 'null'];
  if (schema['exclusiveMaximum'] === true) moveLimit(result, 'maximum', 'exclusiveMaximum');
  if (schema['exclusiveMinimum'] === true) moveLimit(result, 'minimum', 'exclusiveMinimum');
  return result;
}

const SCHEMA_KEYWORDS = new Set<string>([...COMBINATORS, 'items', 'additionalProperties']);
const IGNORED = new Set(['nullable', 'description', 'title', 'default', 'example', 'externalDocs', 'exclusiveMaximum', 'exclusiveMinimum', 'id', '$schema']);

function moveLimit(result: AnySchemaObject, from: string, to: string): void {
  result[to] = result[from];
  delete result[from];
}
