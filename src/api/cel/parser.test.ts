import { describe, expect, test } from 'vitest';
import { parse } from './parser.ts';
import { CelProblem, type Expr } from './syntax.ts';

/** An expression as calls: `1 + 2` is `(_+_ 1 2)`. */
function shown(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return String(expr.value);
    case 'ident':
      return expr.name;
    case 'select':
      return `${expr.testOnly ? 'has ' : ''}${shown(expr.operand)}.${expr.field}`;
    case 'call':
      return `(${[expr.name, ...(expr.target === undefined ? [] : [expr.target]), ...expr.args].map((part) => (typeof part === 'string' ? part : shown(part))).join(' ')})`;
    case 'list':
      return `[${expr.items.map(({ value, optional }) => `${optional ? '?' : ''}${shown(value)}`).join(' ')}]`;
    default:
      return expr.kind;
  }
}

test.each([
  ['1 + 2 * 3', '(_+_ 1 (_*_ 2 3))'],
  ['a || b && !c', '(_||_ a (_&&_ b (!_ c)))'],
  ['a ? b : c ? d : e', '(_?_:_ a b (_?_:_ c d e))'],
  ['a.b.c(1)', '(c a.b 1)'],
  ['has(a.b)', 'has a.b'],
  ['a[0].b', '(_[_] a 0).b'],
  ['x in [1, ?y]', '(@in x [1 ?y])'],
  ['- - a', 'a'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['a.`b-c`', 'a.b-c'],
  ['"\\u00e9" + r"\\n"', '(_+_ é \\n)'],
  ['1 // the rest is said', '1'],
])('%s', (text, expected) => {
  expect(shown(parse(text))).toBe(expected);
});

describe('refuses', () => {
  test.each([
    ['', 0],
    ['1 +', 3],
    ['a b', 2],
    ['"open', 0],
    ['9223372036854775808', 0],
    ['for', 0],
    ['[1].all(x.y, true)', 9],
    ['has(a)', 4],
    ['a @ b', 2],
  ])('%s', (text, position) => {
    let problem: unknown;
    try {
      parse(text);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(CelProblem);
    expect((problem as CelProblem).position).toBe(position);
  });

  test('what nests too deeply, instead of overflowing the stack', () => {
    expect(() => parse(`${'('.repeat(50_000)}1${')'.repeat(50_000)}`)).toThrow(CelProblem);
    expect(() => parse(`${'['.repeat(20_000)}1${']'.repeat(20_000)}`)).toThrow(CelProblem);
    expect(() => parse('1'.repeat(100_001))).toThrow('exceeds limit');
  });

  test('but not long chains', () => {
    expect(parse(Array.from({ length: 1000 }, () => 'a').join(' && ')).kind).toBe('call');
  });
});
