import { check, type Checked, type Environment } from './checker.ts';
import type { FunctionTable } from './functions.ts';
import { literalProblem } from './literals.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { kubernetesFunctions } from './library/index.ts';
import { tooNewFor } from './library/releases.ts';
import { parse } from './parser.ts';
import { CelProblem, type Expr } from './syntax.ts';
import { structOf, type Type } from './types.ts';

export interface EnvironmentOptions {
  readonly variables: Readonly<Record<string, Type>>;
  /** See `Environment.structType`. */
  readonly structType?: (name: string) => Type | undefined;
  /** Default: those that all expressions have. */
  readonly functions?: FunctionTable;
}

/*
 * Why no library evaluates these expressions: what the API server accepts is decided by cel-go's checker and by its estimate of costs,
 * and what it answers by Kubernetes' own functions. The CEL packages for JavaScript have no such estimate, no optional entries
 * (`[?x]`), no two-variable loops, no literals of objects (`Object{…}`) and a laxer checker; their patterns are those of
 * backtracking engines, and their times are in milliseconds.
 */

/** Kubernetes' functions and what an expression of one purpose can name besides. */
export function createEnvironment({ variables, structType, functions }: EnvironmentOptions): Environment {
  return { functions: functions ?? kubernetesFunctions(), variables: new Map(Object.entries(variables)), ...(structType === undefined ? {} : { structType }) };
}

export type Compiled = { readonly checked: Checked } | { readonly problem: string };

/** Parses and checks an expression. The problem names line and column, as the API server does. `release` is that of a server that sees the expression for the first time. */
export function compile(text: string, environment: Environment, release?: KubernetesVersion): Compiled {
  try {
    const checked = check(parseOnce(text), environment);
    const problem = literalProblem(text, checked) ?? (release === undefined ? undefined : tooNewFor(release, checked));
    return problem === undefined ? { checked } : { problem: describe(text, problem) };
  } catch (error) {
    if (error instanceof CelProblem) return { problem: describe(text, error) };
    throw error;
  }
}

const parsed = new Map<string, Expr>();
const KEPT = 1024;

/** The same rules stand in many places: versions of a kind, fields of the same sort. */
function parseOnce(text: string): Expr {
  let expression = parsed.get(text);
  if (expression === undefined) {
    expression = parse(text);
    if (parsed.size >= KEPT) parsed.clear();
    parsed.set(text, expression);
  }
  return expression;
}

/** A problem with the line and the column of its place. */
export function describe(text: string, { position, message }: CelProblem): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${message}`;
}

/** A type from a table of its fields; `fields` may name types that are made later. */
export function structFrom(name: string, fields: Readonly<Record<string, Type | (() => Type)>>): Type {
  return structOf(name, (field) => {
    const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return typeof type === 'function' ? type() : type;
  });
}
