import type { Checked } from '../cel/checker.ts';
import { compile, createEnvironment, type Compiled } from '../cel/compile.ts';
import { estimateCost } from '../cel/cost.ts';
import { visit } from '../cel/literals.ts';
import { optionalOf } from '../cel/types.ts';
import type { Schema, ValidationRule } from './schema.ts';
import { maxCardinality, schemaType, sizeAt, type SchemaType } from './schema-type.ts';

/** One rule of `x-kubernetes-validations`, ready to be evaluated, or what is wrong with it. */
export interface CompiledRule {
  readonly rule: ValidationRule;
  readonly checked?: Checked;
  readonly problem?: string;
  readonly usesOldSelf: boolean;
  /** The most that one evaluation can cost. */
  readonly maxCost: number;
  readonly message?: Checked;
  readonly messageProblem?: string;
  readonly messageMaxCost: number;
  /** How many values of this schema one request can hold. */
  readonly maxCardinality: number;
}

const compiledRules = new WeakMap<Schema, readonly CompiledRule[]>();
const compiledRootRules = new WeakMap<Schema, readonly CompiledRule[]>();

/** Compiles the rules of a schema, once; `root`: of that of the whole object (apiextensions-apiserver/pkg/apiserver/schema/cel/compilation.go, v1.36). Rules without a text are left out. */
export function compileRules(schema: Schema, root: boolean): readonly CompiledRule[] {
  const memo = root ? compiledRootRules : compiledRules;
  let known = memo.get(schema);
  if (known === undefined) {
    const type = schemaType(schema, root || schema['x-kubernetes-embedded-resource'] === true, 'self');
    known = type === undefined ? [] : (schema['x-kubernetes-validations'] ?? []).map((rule) => compileRule(rule, type));
    memo.set(schema, known);
  }
  return known;
}

function compileRule(rule: ValidationRule, type: SchemaType): CompiledRule {
  const environment = createEnvironment({ variables: { self: type.type, oldSelf: rule.optionalOldSelf === true ? optionalOf(type.type) : type.type } });
  // As the server does, without a look at where a path begins: a loop over what has no path (`(has(self.a) ? self.a : []).all(…)`) has the path `@items`, which counts as `self`.
  const costOf = (checked: Checked): number => estimateCost(checked, (path) => sizeAt(type, path)).max;
  const base = { rule, usesOldSelf: false, maxCost: 0, messageMaxCost: 0, maxCardinality: maxCardinality(type) };
  const compiled = resultOf(compile(rule.rule ?? '', environment), 'bool');
  if ('problem' in compiled) return { ...base, problem: compiled.problem };
  const { checked } = compiled;
  const ready = { ...base, checked, usesOldSelf: namesOldSelf(rule.rule ?? '', checked), maxCost: costOf(checked) };
  if ((rule.messageExpression ?? '').trim() === '') return ready;
  const message = resultOf(compile(rule.messageExpression ?? '', environment), 'string');
  return 'problem' in message ? { ...ready, messageProblem: message.problem } : { ...ready, message: message.checked, messageMaxCost: costOf(message.checked) };
}

function resultOf(compiled: Compiled, wanted: string): Compiled {
  return 'problem' in compiled || compiled.checked.type.name === wanted ? compiled : { problem: `must evaluate to a ${wanted}` };
}

function namesOldSelf(text: string, { expression }: Checked): boolean {
  if (!text.includes('oldSelf')) return false;
  let found = false;
  visit(expression, (expr) => {
    if (expr.kind === 'ident' && expr.name === 'oldSelf') found = true;
  });
  return found;
}
