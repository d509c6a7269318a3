import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { CostExceeded, evaluate, type Variables } from '../cel/evaluator.ts';
import { EvaluationError, OptionalValue, type Value } from '../cel/values.ts';
import { duplicate, forbidden, invalid, required, type FieldError } from '../field-error.ts';
import { equalJson, isJsonObject, type Json } from '../json.ts';
import { compileRules, type CompiledRule } from './compile-rules.ts';
import { schemaAtPath } from './field-path.ts';
import { additionalOf, itemsOf, propertyOf, somePart, type Schema } from './schema.ts';
import { valueOf } from './schema-value.ts';

/** For one evaluation, and for all of a request (k8s.io/apiserver/pkg/apis/cel/config.go). */
const EVALUATION_BUDGET = 1_000_000;
const REQUEST_BUDGET = 10_000_000;

const ruled = new WeakMap<Schema, boolean>();

/** Whether a schema has rules anywhere. */
export function hasRules(schema: Schema): boolean {
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) return true;
  // Only what can have many parts is worth a look at what is known.
  if (schema.properties === undefined) return somePart(schema, hasRules);
  let known = ruled.get(schema);
  if (known === undefined) ruled.set(schema, (known = somePart(schema, hasRules)));
  return known;
}

/**
 * The rules that a value breaks. `old` is what was there before an update, `root` says that the value is a whole object, with metadata
 * (apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go, v1.36).
 */
export function validateRules(data: Json, schema: Schema, old: Json | undefined, root = true): FieldError[] {
  const run: Run = { budget: REQUEST_BUDGET, errors: [] };
  visitSchema(data, old, schema, '', root, run);
  return run.errors;
}

interface Run {
  budget: number;
  readonly errors: FieldError[];
}

function visitSchema(data: Json, old: Json | undefined, schema: Schema, path: FieldPath, root: boolean, run: Run): void {
  if (run.budget < 0) return;
  if (data === null) return;
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) {
    const typed: Schema = root ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema;
    const values: Values = { self: once(() => valueOf(data, typed)), oldSelf: once(() => (old === undefined ? undefined : valueOf(old, typed))) };
    for (const rule of compileRules(schema, root)) {
      evaluateRule(rule, data, old, schema, path, values, run);
      if (run.budget < 0) return;
    }
  }
  if (Array.isArray(data)) {
    const items = itemsOf(schema);
    if (items !== undefined && hasRules(items)) data.forEach((item, index) => visitSchema(item, correlate(item, old, schema), items, at(path, index), false, run));
  } else if (isJsonObject(data)) {
    const additional = additionalOf(schema);
    const before = isJsonObject(old) && schema['x-kubernetes-map-type'] !== 'atomic' ? old : {};
    for (const key of Object.keys(data)) {
      const property = propertyOf(schema, key);
      const part = property ?? additional;
      if (part === undefined || !hasRules(part)) continue;
      visitSchema(data[key] ?? null, Object.hasOwn(before, key) ? before[key] : undefined, part, property === undefined ? at(path, key) : child(path, key), false, run);
    }
  }
}

/** The stored item with the same keys. */
function correlate(item: Json, old: Json | undefined, schema: Schema): Json | undefined {
  const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys = [] } = schema;
  if (type !== 'map' || !Array.isArray(old) || !isJsonObject(item)) return undefined;
  return old.find((candidate) => isJsonObject(candidate) && keys.every((key) => equalJson(candidate[key], item[key])));
}

/** What the rules of one place see, made when the first of them asks for it. */
interface Values {
  readonly self: () => Value;
  readonly oldSelf: () => Value | undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function evaluateRule(compiled: CompiledRule, data: Json, old: Json | undefined, schema: Schema, path: FieldPath, values: Values, run: Run): void {
  const { rule, checked, usesOldSelf, problem } = compiled;
  const add = (error: FieldError): unknown => run.errors.push(error);
  if ((rule.rule ?? '').trim() === '') return;
  if (checked === undefined) {
    add(invalid(path, rule.rule, `the rule does not compile: ${problem ?? ''}`));
    return;
  }
  if (usesOldSelf && old === undefined && rule.optionalOldSelf !== true) return;
  const variables: Variables = { self: values.self, oldSelf: () => (rule.optionalOldSelf === true ? new OptionalValue(values.oldSelf()) : (values.oldSelf() ?? null)) };
  let value: Value;
  try {
    const result = evaluate(checked, variables, EVALUATION_BUDGET);
    value = result.value;
    run.budget -= result.cost;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    if (error instanceof CostExceeded) run.budget -= EVALUATION_BUDGET;
    add(invalid(path, schema.type, `${error.message} evaluating rule: ${rule.rule ?? ''}`));
    return;
  }
  if (run.budget < 0) {
    add(invalid(path, schema.type, 'validation failed due to running out of cost budget, no further validation rules will be run'));
    return;
  }
  if (value !== true) add(brokenRule(rule, messageOf(compiled, variables, run), data, path, schema));
}

/** A message expression that fails, or gives nothing fit to print, leaves the place to `message`. */
function messageOf({ rule, message }: CompiledRule, variables: Variables, run: Run): string {
  const fallback = (rule.message ?? '').trim() === '' ? `failed rule: ${(rule.rule ?? '').trim()}` : (rule.message ?? '');
  if (message === undefined) return fallback;
  try {
    const { value, cost } = evaluate(message, variables, EVALUATION_BUDGET);
    run.budget -= cost;
    return typeof value === 'string' && value.trim() !== '' && !/[\n\r]/.test(value) ? value.trim() : fallback;
  } catch (error) {
    if (error instanceof EvaluationError) return fallback;
    throw error;
  }
}

function brokenRule({ reason, fieldPath }: CompiledRule['rule'], message: string, data: Json, path: FieldPath, schema: Schema): FieldError {
  const inner = fieldPath === undefined ? undefined : schemaAtPath(fieldPath, schema)?.path;
  const place = inner === undefined || inner === '' ? path : inner.startsWith('[') ? `${path}${inner}` : child(path, inner);
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(place, message);
    case 'FieldValueRequired':
      return required(place, message);
    case 'FieldValueDuplicate':
      return { ...duplicate(place, data), message };
    default:
      return { path: place, reason: 'FieldValueInvalid', message };
  }
}
