import { compile, createEnvironment } from '../../api/cel/compile.ts';
import { CostExceeded, evaluate } from '../../api/cel/evaluator.ts';
import { describeType, DYN, isDyn, listOf } from '../../api/cel/types.ts';
import { EvaluationError, ListValue, typeNameOf, type Value } from '../../api/cel/values.ts';
import { dynamicValue } from '../../api/custom-resources/schema-value.ts';
import type { Json } from '../../api/json.ts';
import { UsageError } from '../../diag/usage-error.ts';
import type { Rule } from '../rule.ts';
import type { CelRuleConfig } from './lint-config.ts';

/** What one evaluation may cost, as for the rules of custom resources (k8s.io/apiserver/pkg/apis/cel/config.go). */
const COST_MAX = 1_000_000;

/**
 * The rules that the configuration defines in CEL. `object` is the object as written and `objects` everything that was read; an object
 * for which the expression is false is flagged. An expression that cannot be read is a UsageError, one that fails on an object (a
 * missing field without `has`) flags the object with the reason. No rule may have the id of another one.
 */
export function celRules(rules: readonly CelRuleConfig[], known: ReadonlySet<string> = new Set()): Rule[] {
  const taken = new Set(known);
  return rules.map((rule) => {
    if (taken.has(rule.id)) throw new UsageError(`custom: there is already a rule "${rule.id}"; give it another id`);
    taken.add(rule.id);
    return celRule(rule);
  });
}

function celRule(config: CelRuleConfig): Rule {
  const evaluateFor = compileRule(config);
  return {
    id: config.id,
    category: 'policy',
    severity: config.severity ?? 'warning',
    summary: config.message,
    why: 'The configuration of the project defines this rule.',
    fix: config.message,
    sources: [],
    since: '0.1.0',
    presets: [],
    messages: { broken: config.message, failed: 'the expression of this rule fails on the object: {reason}' },
    examples: { valid: [], invalid: [] },
    target: 'any',
    check: ({ object, model, report }) => {
      const wanted = config.kinds === undefined || config.kinds.includes(object.kind) || config.kinds.includes(object.kindKey);
      if (!wanted) return;
      const path = config.path ?? 'metadata';
      const outcome = evaluateFor(object.value, () => model.objects.map((other) => other.value));
      if (outcome === false) report({ path, messageId: 'broken' });
      else if (typeof outcome === 'string') report({ path, messageId: 'failed', data: { reason: outcome } });
    },
  };
}

/** Evaluates to true, false, or a text that says why it could not. */
type Evaluate = (object: Json, objects: () => readonly Json[]) => boolean | string;

function compileRule({ id, expression }: CelRuleConfig): Evaluate {
  const compiled = compile(expression, createEnvironment({ variables: { object: DYN, objects: listOf(DYN) } }));
  if ('problem' in compiled) throw new UsageError(`rule ${id}: the expression cannot be used: ${compiled.problem}`);
  const { checked } = compiled;
  if (checked.type.name !== 'bool' && !isDyn(checked.type)) throw new UsageError(`rule ${id}: the expression cannot be used: it gives ${describeType(checked.type)} instead of true or false`);
  return (object, objects) => {
    try {
      const { value } = evaluate(checked, { object: () => valueOf(object), objects: () => new ListValue(objects().map(valueOf)) }, COST_MAX);
      return typeof value === 'boolean' ? value : `it gives ${typeNameOf(value)} instead of true or false`;
    } catch (error) {
      if (error instanceof CostExceeded) return `it costs more than ${COST_MAX} steps`;
      if (error instanceof EvaluationError) return error.message;
      throw error;
    }
  };
}

const values = new WeakMap<object, Value>();

/** An object as a value of CEL, made once for all rules. */
function valueOf(data: Json): Value {
  if (typeof data !== 'object' || data === null) return dynamicValue(data);
  let known = values.get(data);
  if (known === undefined) values.set(data, (known = dynamicValue(data)));
  return known;
}
