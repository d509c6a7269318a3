import { createRequire } from 'node:module';
import type * as Re2 from 're2js';
import { automatonOf, type PatternAutomaton } from './pattern/pattern-automaton.ts';
import { EvaluationError } from './values.ts';

const requirePackage = createRequire(import.meta.url);
const automata = new Map<string, PatternAutomaton | null>();
const compiled = new Map<string, Re2.RE2JS | string>();
const KEPT = 512;

/*
 * Patterns are Go's, and come with the input, so no engine may take more time than grows with the text. Usual ones are matched here, which
 * starts at once; for all others, and to find something, there is a package that knows the whole syntax.
 */

/** Undefined for what is not so simple. */
function simpleAutomaton(pattern: string): PatternAutomaton | undefined {
  let known = automata.get(pattern);
  if (known === undefined) {
    known = automatonOf(pattern) ?? null;
    if (automata.size >= KEPT) automata.clear();
    automata.set(pattern, known);
  }
  return known ?? undefined;
}

function compile(pattern: string): Re2.RE2JS | string {
  let known = compiled.get(pattern);
  if (known === undefined) {
    const { RE2JS } = requirePackage('re2js') as typeof Re2;
    try {
      known = RE2JS.compile(pattern);
    } catch (error) {
      known = error instanceof Error ? error.message : String(error);
    }
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(pattern, known);
  }
  return known;
}

/** What is wrong with a pattern; undefined for a good one. */
export function patternProblem(pattern: string): string | undefined {
  if (simpleAutomaton(pattern) !== undefined) return undefined;
  const result = compile(pattern);
  return typeof result === 'string' ? result : undefined;
}

function usable(pattern: string): Re2.RE2JS {
  const result = compile(pattern);
  if (typeof result === 'string') throw new EvaluationError(result);
  return result;
}

/** Whether a text has a match of a pattern anywhere; throws `EvaluationError` for a pattern that is none. */
export function matchesPattern(pattern: string, text: string): boolean {
  return simpleAutomaton(pattern)?.matches(text) ?? usable(pattern).test(text);
}

/** The first match. */
export function findPattern(pattern: string, text: string): string | undefined {
  const matcher = usable(pattern).matcher(text);
  return matcher.find() ? (matcher.group() ?? '') : undefined;
}

/** The matches from left to right, at most `limit` when that is not negative. */
export function findPatterns(pattern: string, text: string, limit: number): string[] {
  const matcher = usable(pattern).matcher(text);
  const found: string[] = [];
  while ((limit < 0 || found.length < limit) && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}
