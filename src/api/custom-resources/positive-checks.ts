import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isKnownFormat } from '../string-formats.ts';
import { fitsType, numberOf, typesOf } from './data-type.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

/**
 * How many checks of a schema apply to data, which tells the server what alternative came closest when all failed: it reports
 * the mistakes of the first one with most (`MatchCount` in k8s.io/kube-openapi/pkg/validation/validate, v1.36). What makes it apply more
 * is depth; of the checks that fail only that of the type counts less.
 */
export function positiveChecks(data: Json, schema: Schema): number {
  const typed = typesOf(schema).length > 0 || (schema.format ?? '') !== '';
  const fitting = fitsType(data, schema) ? 1 : 0;
  if (data === null) return fitting;
  // The schema itself, its combinations (which count twice) and its enumeration apply to everything.
  const always = 4 + combinedChecks(data, schema);
  return always + (typed ? 1 + fitting : 0) + checksOfKind(data, schema);
}

function checksOfKind(data: Json, schema: Schema): number {
  if (typeof data === 'string') return schema.format !== undefined && isKnownFormat(schema.format) ? 2 : 1;
  if (numberOf(data) !== undefined) return 2;
  if (Array.isArray(data)) {
    const items = itemsOf(schema);
    return 2 + (items === undefined ? 0 : sum(data.map((item) => positiveChecks(item, items))));
  }
  return isJsonObject(data) ? 1 + checksOfFields(data, schema) : 0;
}

function checksOfFields(data: JsonObject, schema: Schema): number {
  const keys = Object.keys(data);
  if (keys.length < (schema.minProperties ?? 0) || keys.length > (schema.maxProperties ?? Infinity)) return 0;
  const additional = additionalOf(schema);
  return sum(keys.map((key) => {
    const part = propertyOf(schema, key) ?? additional;
    return part === undefined ? 0 : positiveChecks(data[key] ?? null, part);
  }));
}

/** Of alternatives the closest counts, of `allOf` every part. */
function combinedChecks(data: Json, { allOf = [], anyOf = [], oneOf = [] }: Schema): number {
  const each = (parts: readonly Schema[]): number[] => parts.map((part) => positiveChecks(data, part));
  return sum(each(allOf)) + Math.max(0, ...each(anyOf)) + Math.max(0, ...each(oneOf));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
