import type { Checked } from './checker.ts';
import { patternProblem } from './regular-expression.ts';
import { CelProblem, partsOf, type Expr } from './syntax.ts';
import type { Overload } from './functions.ts';
import { parseDuration, parseTimestamp } from './time.ts';
import { EvaluationError, isOfType, type Value } from './values.ts';

/** Functions whose constant arguments are looked at: without their names in a text there is nothing to find. */
const CHECKED = /duration|timestamp|matches|find|int|double|bool|bytes|string/;
/** Conversions of constants are done once, when the program is made (cel-go interpreter/decorators.go, `maybeOptimizeConstUnary`). */
const CONVERSIONS = new Set(['bool', 'bytes', 'double', 'int', 'string', 'uint']);
/** Functions whose constant patterns are compiled then, too. */
const PATTERNS = new Set(['matches', 'find', 'findAll']);

/** Mistakes in constant arguments that only running would find otherwise: durations, times, patterns, conversions (cel-go cel/validator.go). */
export function literalProblem(text: string, { expression, overloads }: Checked): CelProblem | undefined {
  if (!CHECKED.test(text)) return undefined;
  let found: CelProblem | undefined;
  visit(expression, (expr) => {
    if (found !== undefined || expr.kind !== 'call') return;
    const argument = expr.name === 'matches' ? expr.args.at(-1) : expr.args[0];
    if (argument?.kind !== 'literal') return;
    if (expr.args.length === 1 && expr.target === undefined && CONVERSIONS.has(expr.name)) {
      const problem = conversionProblem(argument.value, overloads.get(expr.id) ?? []);
      if (problem !== undefined) found = new CelProblem(argument.position, problem);
      return;
    }
    if (typeof argument.value !== 'string') return;
    const { value } = argument;
    const wrong =
      (expr.name === 'duration' && parseDuration(value) === undefined) ||
      (expr.name === 'timestamp' && parseTimestamp(value) === undefined) ||
      (PATTERNS.has(expr.name) && patternProblem(value) !== undefined);
    if (wrong) found = new CelProblem(argument.position, `invalid ${expr.name} argument`);
  });
  return found;
}

function conversionProblem(value: Value, overloads: readonly Overload[]): string | undefined {
  try {
    overloads.find(({ parameters }) => parameters.every((type) => isOfType(value, type)))?.evaluate(value);
    return undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return error.message;
    throw error;
  }
}

/** Calls `look` for an expression and all that it is made of. */
export function visit(expr: Expr, look: (expr: Expr) => void): void {
  look(expr);
  for (const part of partsOf(expr)) visit(part, look);
}
