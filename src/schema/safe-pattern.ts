import type * as Re2 from 're2js';
import { lazyPackage } from './lazy-package.ts';

const patterns = new Map<string, { readonly test: (text: string) => boolean }>();

/**
 * Whether a text has a match of a pattern of a schema. Patterns come from users, so they run in an engine that cannot run away (RE2, as
 * Go's). One that does not compile matches everything: the definition is refused for it, not the resource.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = compile(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

function compile(pattern: string): { readonly test: (text: string) => boolean } {
  const { RE2JS } = lazyPackage<typeof Re2>('re2js');
  try {
    const expression = RE2JS.compile(pattern);
    return { test: (text) => expression.matcher(text).find() };
  } catch {
    return { test: () => true };
  }
}
