import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, notSupported, required, tooLong, tooMany, typeInvalid, type FieldError } from '../field-error.ts';
import { equalJson, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { matchesPattern, patternProblem } from '../cel/regular-expression.ts';
import { formatProblem } from '../string-formats.ts';
import { fitsType, numberOf, typesOf } from './data-type.ts';
import { positiveChecks } from './positive-checks.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

/** The server reports combinations that fail, and numbers that their type or format does not hold, without a path. */
const NO_PATH = '<nil>';

/**
 * What is wrong with a value by a schema: types, limits, patterns, formats, enumerations, combinations
 * (k8s.io/kube-openapi/pkg/validation/validate, v1.36). Several checks may fail at one place. Unknown fields, list types and rules are looked at elsewhere.
 */
export function validateValue(data: Json, schema: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  validate(data, schema, path, errors);
  return errors;
}

/** Adds what is wrong to `errors`. */
function validate(data: Json, schema: Schema, path: FieldPath, errors: FieldError[]): void {
  if (!fitsType(data, schema)) errors.push(typeInvalid(path, plain(data), `must be of type ${typesOf(schema).join(' or ')}`));
  if (schema.enum !== undefined) validateEnum(data, schema, schema.enum, path, errors);
  if (data === null) return;
  if (schema.anyOf !== undefined || schema.oneOf !== undefined || schema.allOf !== undefined || schema.not !== undefined) errors.push(...validateCombinations(data, schema, path));
  if (typeof data === 'string') validateText(data, schema, path, errors);
  else if (Array.isArray(data)) validateList(data, schema, path, errors);
  else if (isJsonObject(data)) validateObject(data, schema, path, errors);
  else if (numberOf(data) !== undefined) validateNumber(numberOf(data) ?? 0, schema, path, errors);
}

function validateEnum(data: Json, { nullable }: Schema, allowed: readonly Json[], path: FieldPath, errors: FieldError[]): void {
  if (allowed.length === 0 || (data === null && nullable === true)) return;
  if (!allowed.some((item) => equalJson(plain(item), plain(data)))) errors.push(notSupported(path, plain(data), allowed.map((item) => JSON.stringify(plain(item)))));
}

/** Only whether the parts hold; of `allOf` what is wrong is reported as well. */
function validateCombinations(data: Json, schema: Schema, path: FieldPath): FieldError[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const errors: FieldError[] = [];
  const failures = (parts: readonly Schema[]): Failure[] => parts.map((part) => ({ part, problems: validateValue(data, part, path) })).filter(({ problems }) => problems.length > 0);
  if (anyOf.length > 0) {
    const failed = failures(anyOf);
    if (failed.length === anyOf.length) errors.push(invalid(NO_PATH, plain(data), 'must fit at least one of the schemas under anyOf'), ...closest(data, failed));
  }
  if (oneOf.length > 0) {
    const failed = failures(oneOf);
    const fitting = oneOf.length - failed.length;
    if (fitting !== 1) errors.push(invalid(NO_PATH, plain(data), `must fit exactly one of the schemas under oneOf, and fits ${fitting}`), ...(fitting === 0 ? closest(data, failed) : []));
  }
  if (allOf.length > 0) {
    const failed = failures(allOf);
    if (failed.length > 0) errors.push(...failed.flatMap(({ problems }) => problems), invalid(NO_PATH, plain(data), 'must fit all schemas under allOf'));
  }
  if (not !== undefined && validateValue(data, not, path).length === 0) errors.push(invalid(NO_PATH, plain(data), 'must not fit the schema under not'));
  return errors;
}

interface Failure {
  readonly part: Schema;
  readonly problems: readonly FieldError[];
}

/** The mistakes by the alternative that came closest. */
function closest(data: Json, failures: readonly Failure[]): readonly FieldError[] {
  const counted = failures.map(({ part, problems }) => ({ problems, count: positiveChecks(data, part) }));
  return counted.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).problems;
}

/** Of length and pattern only the first problem is reported. */
function validateText(text: string, schema: Schema, path: FieldPath, errors: FieldError[]): void {
  const { format } = schema;
  const error = validateLengthAndPattern(text, schema, path);
  const problem = format === undefined ? undefined : formatProblem(format, text);
  if (error !== undefined) errors.push(error);
  if (problem !== undefined) errors.push(typeInvalid(path, text, problem));
}

function validateLengthAndPattern(text: string, { maxLength, minLength, pattern }: Schema, path: FieldPath): FieldError | undefined {
  const length = maxLength === undefined && minLength === undefined ? 0 : [...text].length;
  if (maxLength !== undefined && length > maxLength) return tooLong(path, maxLength);
  if (minLength !== undefined && length < minLength) return invalid(path, text, `must have at least ${minLength} characters`);
  if (pattern === undefined || pattern === '') return undefined;
  const problem = patternProblem(pattern);
  if (problem !== undefined) return invalid(path, text, `cannot be checked, the pattern ${pattern} is broken: ${problem}`);
  return matchesPattern(pattern, text) ? undefined : invalid(path, text, `does not match the pattern ${pattern}`);
}

const FORMAT_RANGES: Readonly<Record<string, readonly [number, number]>> = { int32: [-(2 ** 31), 2 ** 31 - 1], uint32: [0, 2 ** 32 - 1], uint64: [0, 2 ** 64] };

function validateNumber(value: number, schema: Schema, path: FieldPath, errors: FieldError[]): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const [least, most] = FORMAT_RANGES[schema.format ?? ''] ?? [-Infinity, Infinity];
  if (schema.type === 'integer' && (!Number.isInteger(value) || value < least || value > most)) errors.push(invalid(NO_PATH, value, `at ${path}: must be a whole number${schema.format === undefined ? '' : ` of format ${schema.format}`}`));
  if (multipleOf !== undefined && (multipleOf <= 0 || !isMultiple(value, multipleOf))) errors.push(invalid(path, value, `must be a multiple of ${multipleOf}`));
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) errors.push(invalid(path, value, `must be ${exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}`));
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) errors.push(invalid(path, value, `must be ${exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}`));
}

function isMultiple(value: number, factor: number): boolean {
  return Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor);
}

function validateList(data: readonly Json[], schema: Schema, path: FieldPath, errors: FieldError[]): void {
  const { maxItems, minItems } = schema;
  const items = itemsOf(schema);
  if (items !== undefined) data.forEach((item, index) => validate(item, items, `${path}[${index}]`, errors));
  if (minItems !== undefined && data.length < minItems) errors.push(invalid(path, data.length, `must have at least ${minItems} items`));
  if (maxItems !== undefined && data.length > maxItems) errors.push(tooMany(path, data.length, maxItems));
}

function validateObject(data: JsonObject, schema: Schema, path: FieldPath, errors: FieldError[]): void {
  const { maxProperties, minProperties, required: needed } = schema;
  const keys = Object.keys(data);
  if (minProperties !== undefined && keys.length < minProperties) errors.push(invalid(path, keys.length, `must have at least ${minProperties} entries`));
  if (maxProperties !== undefined && keys.length > maxProperties) errors.push(tooMany(path, keys.length, maxProperties));
  if (needed !== undefined) for (const name of needed) if (!Object.hasOwn(data, name)) errors.push(required(join(path, name), `${name} is missing`));
  const additional = additionalOf(schema);
  for (const key of keys) {
    const part = propertyOf(schema, key) ?? additional;
    if (part !== undefined) validate(data[key] ?? null, part, join(path, key), errors);
  }
}

function join(path: FieldPath, name: string): FieldPath {
  return path === '' ? name : `${path}.${name}`;
}

/** Numbers however they were written. */
function plain(data: Json): Json {
  if (Array.isArray(data)) return data.map(plain);
  if (!isJsonObject(data)) return numberOf(data) ?? data;
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, plain(item ?? null)]));
}
