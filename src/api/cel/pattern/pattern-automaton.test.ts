import { createRequire } from 'node:module';
import fc from 'fast-check';
import type * as Re2 from 're2js';
import { describe, expect, test } from 'vitest';
import { automatonOf } from './pattern-automaton.ts';

const { RE2JS } = createRequire(import.meta.url)('re2js') as typeof Re2;

describe('patterns', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', ['a', 'a-b', 'x9'], ['', '-a', 'a-', 'A', 'a\n']],
    ['b+', ['abc', 'bb'], ['', 'ac']],
    ['^$|^yes$', ['', 'yes'], ['y', 'yes ']],
    ['^(ab|c){2,3}$', ['abc', 'ccc'], ['ab', 'cccc']],
    ['^.[^.]\\.$', ['aé.', '😀\n.'], ['\na.', 'a..']],
    ['^[]a-][\\d\\-]$', [']1', 'a-', '-0'], ['b1', 'aa']],
    ['[^\\x00-\\x7f]', ['é'], ['e', '']],
    ['^(a|(?i)k[x-z])b$', ['ab', 'KYb', '\u212axb'], ['Ab', 'kxB']],
  ];
  for (const [pattern, fitting, others] of cases) {
    test(pattern, () => {
      const automaton = automatonOf(pattern);
      expect(fitting.filter((text) => automaton?.matches(text) !== true)).toEqual([]);
      expect(others.filter((text) => automaton?.matches(text) !== false)).toEqual([]);
    });
  }
});

test('what is rare or wrong is left to the other engine', () => {
  for (const pattern of ['(?s)a', '(?i)é', '(?i)[^\\W]', '(?i)*', '(?i:a)', '\\bx', '\\p{L}', '[[:alpha:]]', '(?P<n>a)', '*a', 'a**', 'a{2}{3}', 'a{1001}', '(a{40}){40}', 'a{2,1}', '(a', 'a)', '[a', '[b-a]', '\\8', '^*', 'a{']) {
    expect([pattern, automatonOf(pattern)]).toEqual([pattern, undefined]);
  }
});

test('agrees with the other engine about all that both know', () => {
  const atom = fc.constantFrom('a', 'b', '-', '.', '\\.', '\\d', '\\W', '[a-c]', '[^a-]', '[\\w.]', '^', '$', 'é', '[à-ü]', '(', ')', '|', '(?:', '(?i)', 's', 'K', '\\x61', '*', '+', '?', '{2}', '{0,2}');
  const pattern = fc.array(atom, { maxLength: 12 }).map((parts) => parts.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'S', 'k', '\u212a', '\u017f', '-', '.', '1', 'é', '😀', '\n', ' '), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 4, maxLength: 8 }), (source, texts) => {
      const automaton = automatonOf(source);
      if (automaton === undefined) return;
      const other = RE2JS.compile(source);
      for (const one of texts) expect([source, one, automaton.matches(one)]).toEqual([source, one, other.test(one)]);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('patterns that make other engines try again and again take their time once', () => {
  const text = `${'ab'.repeat(20_000)}!`;
  for (const pattern of ['^(a*b*)*$', '^(a|b|ab)*$', '(a|b)*a(a|b){30}$', '^([ab]+)+$']) expect([pattern, automatonOf(pattern)?.matches(text)]).toEqual([pattern, false]);
});
