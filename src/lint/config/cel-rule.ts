import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { NumberLiteral } from '../../api/json.ts';
import { UsageError } from '../../diag/usage-error.ts';
import type { Rule } from '../rule.ts';
import type { CelRuleConfig } from './lint-config.ts';

/** How many values one evaluation may look at before it is taken for one that runs away. */
const VALUES_MAX = 200_000;
/** Expressions beyond these sizes are refused when they are read. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 100, maxListElements: 50, maxMapEntries: 50, maxCallArguments: 16 };
/** Loops over lists that stand in the expression itself are not counted, so there may be only a few of them. */
const MACROS_MAX = 4;
const MACRO = /\.(?:all|exists|exists_one|existsOne|filter|map)\s*\(/g;

/**
 * The rules that the configuration defines in CEL. `object` is the object as written and `objects` everything that was read; an object
 * for which the expression is false is flagged. An expression that cannot be read is a UsageError, one that fails on an object (a
 * missing field without `has`) flags the object with the reason.
 */
export function celRules(rules: readonly CelRuleConfig[]): Rule[] {
  return rules.map(celRule);
}

function celRule(config: CelRuleConfig): Rule {
  const evaluate = compile(config);
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
      const outcome = evaluate(object.value, () => model.objects.map((other) => other.value));
      if (outcome === false) report({ path, messageId: 'broken' });
      else if (typeof outcome === 'string') report({ path, messageId: 'failed', data: { reason: outcome } });
    },
  };
}

/** Evaluates to true, false, or a text that says why it could not. */
type Evaluate = (object: unknown, objects: () => readonly unknown[]) => boolean | string;

function compile(config: CelRuleConfig): Evaluate {
  const refuse = (why: string): never => {
    throw new UsageError(`rule ${config.id}: the expression cannot be used: ${why}`);
  };
  const macros = config.expression.match(MACRO)?.length ?? 0;
  if (macros > MACROS_MAX) refuse(`it has ${macros} calls of all, exists, filter or map, at most ${MACROS_MAX} are allowed`);
  let run: (context: Record<string, unknown>) => unknown = () => undefined;
  try {
    const parsed = environmentOf().parse(withSafePatterns(config.expression));
    const checked = parsed.check();
    if (!checked.valid) refuse(firstLine(checked.error));
    run = parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    refuse(firstLine(error));
  }
  return (object, objects) => {
    const budget = { left: VALUES_MAX };
    try {
      const outcome = run({ object: counted(object, budget), objects: config.expression.includes('objects') ? counted(objects(), budget) : [] });
      return typeof outcome === 'boolean' ? outcome : `it gives ${typeof outcome} instead of true or false`;
    } catch (error) {
      return budget.left < 0 ? `it looks at more than ${VALUES_MAX} values` : firstLine(error);
    }
  };
}

function environmentOf(): Environment {
  return new Environment({ unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false, limits: LIMITS })
    .registerVariable('object', 'dyn')
    .registerVariable('objects', 'dyn')
    .registerFunction('string.matchesPattern(string): bool', (text: string, pattern: string) => RE2JS.compile(pattern).matcher(text).find());
}

/**
 * Patterns come from whoever wrote the configuration, so `matches` is redirected to an engine without backtracking. Texts in quotes
 * stay as they are.
 */
function withSafePatterns(expression: string): string {
  return expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\.matches\s*\(/g, (found) => (found.startsWith('.') ? '.matchesPattern(' : found));
}

/** A view of a value that counts what is looked at, and shows whole numbers as the integers of CEL. */
function counted(value: unknown, budget: { left: number }): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (value instanceof NumberLiteral) return Number(value.text);
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const entry: unknown = Reflect.get(target, key);
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return entry;
      budget.left -= 1;
      if (budget.left < 0) throw new RangeError('too many values');
      return counted(entry, budget);
    },
  });
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
