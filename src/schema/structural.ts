import { byteLength } from '../api/names.ts';
import { isJsonObject, NumberLiteral, type Json, type JsonObject } from '../api/json.ts';
import { at, child, type FieldPath } from '../diag/field-path.ts';
import { closestWord } from './did-you-mean.ts';
import type { Issue } from './issue.ts';
import { matchesPattern } from './safe-pattern.ts';
import type { ValidateRuleId } from './validate-rules.ts';

/**
 * What is wrong with a value by the schema of a CustomResourceDefinition: types, unknown fields, limits, patterns and combinations, by
 * the structural schemas of apiextensions-apiserver v1.36. CEL rules and list types are not looked at; defaults must be filled in before (`withStructuralDefaults`).
 */
export function structuralIssues(value: Json, schema: JsonObject, path: FieldPath): Issue[] {
  const issues: Issue[] = [];
  check(value, schema, path, issues, true);
  return issues;
}

/** `structural` is false inside `allOf` and its like, where unknown fields are not looked for. */
function check(value: Json, schema: JsonObject, path: FieldPath, issues: Issue[], structural: boolean): void {
  if (value === null && (schema['nullable'] === true || (schema['x-kubernetes-preserve-unknown-fields'] === true && schema['type'] === undefined))) return;
  const wanted = typeOf(schema);
  if (wanted !== undefined && !wanted.some((type) => isOfType(value, type))) {
    issues.push(issue('validate/invalid-type', 'FieldValueTypeInvalid', path, `must be ${wanted.map((type) => TYPE_WORDS[type] ?? type).join(' or ')}`));
    return;
  }
  checkValue(value, schema, path, issues);
  if (isJsonObject(value)) checkObject(value, schema, path, issues, structural);
  else if (Array.isArray(value)) checkList(value, schema, path, issues, structural);
  for (const keyword of COMBINATORS) {
    if (schema[keyword] === undefined || meets(value, keyword, schema[keyword])) continue;
    issues.push(issue('validate/invalid-value', 'FieldValueInvalid', path, `does not meet what the schema asks for here (${keyword})`));
  }
}

const COMBINATORS = ['allOf', 'anyOf', 'oneOf', 'not'] as const;

function meets(value: Json, keyword: (typeof COMBINATORS)[number], schemas: Json): boolean {
  const conforms = (schema: Json): boolean => !isJsonObject(schema) || conformsTo(value, schema);
  if (keyword === 'not') return !conforms(schemas);
  if (!Array.isArray(schemas)) return true;
  if (keyword === 'allOf') return schemas.every(conforms);
  return keyword === 'anyOf' ? schemas.some(conforms) : schemas.filter(conforms).length === 1;
}

function conformsTo(value: Json, schema: JsonObject): boolean {
  const issues: Issue[] = [];
  check(value, schema, '', issues, false);
  return issues.length === 0;
}

function checkObject(value: JsonObject, schema: JsonObject, path: FieldPath, issues: Issue[], structural: boolean): void {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const additional = schema['additionalProperties'];
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true || (schema['type'] !== 'object' && schema['properties'] === undefined);
  for (const [key, item] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (isJsonObject(property)) check(item ?? null, property, child(path, key), issues, structural);
    else if (isJsonObject(additional)) check(item ?? null, additional, at(path, key), issues, structural);
    else if (structural && !open && property === undefined && !(embedded && EMBEDDED_FIELDS.has(key))) issues.push(unknownField(path, key, Object.keys(properties)));
  }
  for (const name of Array.isArray(schema['required']) ? schema['required'] : []) {
    if (!Object.hasOwn(value, String(name))) issues.push(issue('validate/required-value', 'FieldValueRequired', child(path, String(name)), `${String(name)} is required`));
  }
  limit(Object.keys(value).length, schema, 'Properties', 'entries', path, issues);
}

const EMBEDDED_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

function checkList(value: readonly Json[], schema: JsonObject, path: FieldPath, issues: Issue[], structural: boolean): void {
  // A list that keeps what it does not know keeps it in its items too.
  const items = isJsonObject(schema['items']) && schema['x-kubernetes-preserve-unknown-fields'] === true ? { ...schema['items'], 'x-kubernetes-preserve-unknown-fields': true } : schema['items'];
  if (isJsonObject(items)) value.forEach((item, index) => check(item, items, at(path, index), issues, structural));
  limit(value.length, schema, 'Items', 'items', path, issues);
}

function checkValue(value: Json, schema: JsonObject, path: FieldPath, issues: Issue[]): void {
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && !allowed.some((item) => JSON.stringify(item) === JSON.stringify(plain(value)))) {
    issues.push(issue('validate/unsupported-value', 'FieldValueNotSupported', path, `${show(value)} is not supported, use one of ${allowed.map((item) => show(item)).join(', ')}`));
  }
  if (typeof value === 'string') {
    limit([...value].length, schema, 'Length', 'characters', path, issues);
    if (typeof schema['pattern'] === 'string' && !matchesPattern(value, schema['pattern'])) {
      issues.push(issue('validate/invalid-value', 'FieldValueInvalid', path, `${show(value)} does not match the pattern ${schema['pattern']}`));
    }
  }
  const number = numberOf(value);
  if (number !== undefined) checkNumber(number, schema, path, issues);
}

function checkNumber(value: number, schema: JsonObject, path: FieldPath, issues: Issue[]): void {
  const { minimum, maximum, multipleOf, format } = schema;
  const invalid = (message: string): unknown => issues.push(issue('validate/invalid-value', 'FieldValueInvalid', path, `${value} ${message}`));
  if (typeof minimum === 'number' && (schema['exclusiveMinimum'] === true ? value <= minimum : value < minimum)) invalid(`is below the least allowed value ${minimum}`);
  if (typeof maximum === 'number' && (schema['exclusiveMaximum'] === true ? value >= maximum : value > maximum)) invalid(`is above the largest allowed value ${maximum}`);
  if (typeof multipleOf === 'number' && multipleOf > 0 && value % multipleOf !== 0) invalid(`is no multiple of ${multipleOf}`);
  if (format === 'int32' && Number.isInteger(value) && Math.abs(value + 0.5) > 2 ** 31) invalid('does not fit into 32 bits');
}

function limit(size: number, schema: JsonObject, suffix: string, noun: string, path: FieldPath, issues: Issue[]): void {
  const least = schema[`min${suffix}`];
  const most = schema[`max${suffix}`];
  if (typeof least === 'number' && size < least) issues.push(issue('validate/invalid-value', 'FieldValueInvalid', path, `has ${size} ${noun}, at least ${least} are needed`));
  if (typeof most === 'number' && size > most) {
    const [rule, reason] = suffix === 'Length' ? (['validate/too-long', 'FieldValueTooLong'] as const) : (['validate/too-many', 'FieldValueTooMany'] as const);
    issues.push(issue(rule, reason, path, `has ${size} ${noun}, at most ${most} are allowed`));
  }
}

function unknownField(path: FieldPath, key: string, known: readonly string[]): Issue {
  const suggestion = closestWord(key, known);
  const message = `there is no field ${key} here${suggestion === undefined ? '' : `, did you mean ${suggestion}?`}`;
  return { rule: 'validate/unknown-field', severity: 'error', path: child(path, key), part: 'key', message };
}

function issue(rule: ValidateRuleId, reason: string, path: FieldPath, message: string): Issue {
  return { rule, severity: 'error', path, part: 'value', reason, message };
}

const TYPE_WORDS: Readonly<Record<string, string>> = { object: 'an object', array: 'a list', string: 'a string', integer: 'a whole number', number: 'a number', boolean: 'true or false' };

function typeOf(schema: JsonObject): readonly string[] | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return typeof schema['type'] === 'string' && schema['type'] !== '' ? [schema['type']] : undefined;
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(numberOf(value));
    case 'number':
      return numberOf(value) !== undefined;
    default:
      return typeof value === type;
  }
}

function numberOf(value: Json): number | undefined {
  return typeof value === 'number' ? value : typeof value === 'bigint' || value instanceof NumberLiteral ? Number(value.valueOf()) : undefined;
}

/** Numbers as ajv and `JSON.stringify` know them. */
function plain(value: Json): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isJsonObject(value)) return numberOf(value) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item ?? null)]));
}

const SHOWN_BYTES = 80;

function show(value: unknown): string {
  const text = JSON.stringify(plain(value as Json)) ?? 'null';
  return byteLength(text) > SHOWN_BYTES ? `${text.slice(0, SHOWN_BYTES)}…` : text;
}
