import { child, type FieldPath } from '../../../diag/field-path.ts';
import { parse } from '../../cel/parser.ts';
import { CelProblem, partsOf, type Expr } from '../../cel/syntax.ts';
import type { KubeObject } from '../../object.ts';

/** The field that an expression is about: what all its looks at `object` have in common, as far as the object has it. Empty when that is nothing. */
export function fieldInQuestion(expression: string, object: KubeObject): FieldPath {
  const looks: string[][] = [];
  try {
    collect(parse(expression), looks);
  } catch (error) {
    if (error instanceof CelProblem) return '';
    throw error;
  }
  const [first, ...others] = looks;
  if (first === undefined) return '';
  const shared = others.reduce((common, look) => common.slice(0, sharedLength(common, look)), first);
  return existingPath(shared, object);
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function existingPath(steps: readonly string[], object: KubeObject): FieldPath {
  let path = '';
  let value: unknown = object;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step)) break;
    value = (value as Record<string, unknown>)[step];
    path = child(path, step);
  }
  return path;
}

function collect(expr: Expr, looks: string[][]): void {
  const chain = chainOf(expr);
  if (chain !== undefined) {
    if (chain[0] === 'object') looks.push(chain.slice(1));
    return;
  }
  for (const part of partsOf(expr)) collect(part, looks);
}

/** `a.b.c`, also with optional selections; undefined for anything else. */
function chainOf(expr: Expr): string[] | undefined {
  if (expr.kind === 'ident') return [expr.name];
  if (expr.kind === 'select') {
    const before = chainOf(expr.operand);
    return before === undefined ? undefined : [...before, expr.field];
  }
  if (expr.kind !== 'call' || expr.name !== '_?._') return undefined;
  const [operand, field] = expr.args;
  const before = operand === undefined ? undefined : chainOf(operand);
  return before === undefined || field?.kind !== 'literal' ? undefined : [...before, String(field.value)];
}
