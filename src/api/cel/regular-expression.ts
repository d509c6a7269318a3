import { createRequire } from 'node:module';
import type * as Re2 from 're2js';
import { EvaluationError } from './values.ts';

const requirePackage = createRequire(import.meta.url);
const compiled = new Map<string, Re2.RE2JS | string>();
const KEPT = 512;

/** Go's syntax of regular expressions, in an engine whose time grows with the text only; the package is read when a pattern first comes. */
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
  return usable(pattern).test(text);
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
