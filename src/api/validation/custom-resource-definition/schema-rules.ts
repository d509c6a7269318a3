import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { compileRules, type CompiledRule } from '../../custom-resources/compile-rules.ts';
import { schemaAtPath } from '../../custom-resources/field-path.ts';
import type { Schema, ValidationRule } from '../../custom-resources/schema.ts';
import { forbidden, invalid, notSupported, required, type FieldError } from '../../field-error.ts';

const REASONS: readonly string[] = ['FieldValueRequired', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueDuplicate'];
/** The most that one rule, and all rules of a schema together, can cost by estimate. */
const RULE_COST_LIMIT = 10_000_000;
export const SCHEMA_COST_LIMIT = 100_000_000;
/** Rules that make up less of the total are not named. */
const NOTABLE_SHARE = 0.01;
const MAX_NAMED = 4;

/** The costs of a schema's rules so far. */
export class RuleCosts {
  total = 0;
  readonly #expensive: { readonly path: FieldPath; readonly cost: number }[] = [];

  observe(path: FieldPath, cost: number): void {
    this.total += cost;
    if (cost < SCHEMA_COST_LIMIT * NOTABLE_SHARE) return;
    this.#expensive.push({ path, cost });
    this.#expensive.sort((a, b) => b.cost - a.cost);
    if (this.#expensive.length > MAX_NAMED) this.#expensive.pop();
  }

  errorsAt(schemaPath: FieldPath): FieldError[] {
    if (this.total <= SCHEMA_COST_LIMIT) return [];
    const share = 'makes the rules of the schema exceed their cost limit together';
    return [
      ...this.#expensive.map(({ path }) => forbidden(path, share)),
      forbidden(schemaPath, `its rules could cost ${factor(this.total, SCHEMA_COST_LIMIT)} as much as allowed; simplify them, or bound lists, maps and texts with maxItems, maxProperties and maxLength`),
    ];
  }
}

/** What can be told of rules without compiling them. */
export function validateRuleFields(schema: Schema, path: FieldPath): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => validateFields(rule, schema, at(child(path, 'x-kubernetes-validations'), index)));
}

function validateFields({ rule = '', message = '', messageExpression = '', reason, fieldPath = '' }: ValidationRule, schema: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const messagePath = child(path, 'message');
  if (rule.trim() === '') errors.push(required(child(path, 'rule'), 'needs an expression in CEL'));
  else if (message !== '' && message.trim() === '') errors.push(invalid(messagePath, message, 'must not be blank, remove it'));
  else if (/[\n\r]/.test(message.trim())) errors.push(invalid(messagePath, message, 'must be one line'));
  else if (/[\n\r]/.test(rule.trim()) && message.trim() === '') errors.push(required(messagePath, 'must be given for a rule of more than one line'));
  if (messageExpression !== '' && messageExpression.trim() === '') errors.push(required(child(path, 'messageExpression'), 'must not be blank, remove it'));
  if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(child(path, 'reason'), reason, REASONS));
  const pathPath = child(path, 'fieldPath');
  if (fieldPath !== '' && fieldPath.trim() === '') errors.push(invalid(pathPath, fieldPath, 'must not be blank, remove it'));
  if (/[\n\r]/.test(fieldPath)) errors.push(invalid(pathPath, fieldPath, 'must be one line'));
  if (fieldPath !== '' && schemaAtPath(fieldPath, schema) === undefined) errors.push(invalid(pathPath, fieldPath, 'leads to no field of this schema'));
  return errors;
}

export interface RuleContext {
  readonly root: boolean;
  /** How many values of the schema one object can hold; undefined when there is no limit. */
  readonly cardinality: number | undefined;
  /** The part of the schema whose values cannot be told apart between two versions of an object. */
  readonly uncorrelatable: FieldPath | undefined;
  readonly costs: RuleCosts;
}

/** Compiles the rules of a schema and estimates what they cost. */
export function validateCompiledRules(schema: Schema, context: RuleContext, path: FieldPath): FieldError[] {
  return compileRules(schema, context.root).flatMap((compiled, index) => validateCompiled(compiled, context, at(child(path, 'x-kubernetes-validations'), index)));
}

function validateCompiled(compiled: CompiledRule, { cardinality, uncorrelatable, costs }: RuleContext, path: FieldPath): FieldError[] {
  const { rule, problem, message, messageProblem, usesOldSelf } = compiled;
  const errors: FieldError[] = [];
  const rulePath = child(path, 'rule');
  const messagePath = child(path, 'messageExpression');
  const cost = compiled.maxCost * (cardinality ?? compiled.maxCardinality);
  if (cost > RULE_COST_LIMIT) errors.push(tooCostly(rulePath, cost));
  costs.observe(rulePath, cost);
  if (problem !== undefined) errors.push(invalid(rulePath, rule.rule, problem));
  if (messageProblem !== undefined) errors.push(invalid(messagePath, rule.messageExpression, messageProblem));
  if (message !== undefined) {
    if (compiled.messageMaxCost > RULE_COST_LIMIT) errors.push(tooCostly(messagePath, compiled.messageMaxCost));
    costs.observe(messagePath, compiled.messageMaxCost);
  }
  if (usesOldSelf && uncorrelatable !== undefined) errors.push(invalid(rulePath, rule.rule, `oldSelf cannot be used here: values within ${uncorrelatable} have no counterpart in the old object`));
  if (!usesOldSelf && rule.optionalOldSelf !== undefined) errors.push(invalid(child(path, 'optionalOldSelf'), rule.optionalOldSelf, 'belongs to rules that use oldSelf, remove it'));
  return errors;
}

function tooCostly(path: FieldPath, cost: number): FieldError {
  return forbidden(path, `could cost ${factor(cost, RULE_COST_LIMIT)} as much as allowed; simplify it, or bound lists, maps and texts with maxItems, maxProperties and maxLength`);
}

function factor(cost: number, limit: number): string {
  return cost / limit > 100 ? 'more than 100 times' : `${(cost / limit).toFixed(1)} times`;
}
