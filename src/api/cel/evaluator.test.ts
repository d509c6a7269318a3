import { describe, expect, test } from 'vitest';
import { dynamicValue } from '../custom-resources/schema-value.ts';
import type { Json } from '../json.ts';
import { compile, createEnvironment } from './compile.ts';
import { CostExceeded, evaluate } from './evaluator.ts';
import { DYN } from './types.ts';
import { EvaluationError, type ListValue, type Value } from './values.ts';

const environment = createEnvironment({ variables: { x: DYN } });

function run(text: string, x: Json = null, limit = 1_000_000): Value {
  const compiled = compile(text, environment);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return evaluate(compiled.checked, { x: dynamicValue(x) }, limit).value;
}

function isTrue(text: string, x: Json = null): void {
  expect(run(text, x), text).toBe(true);
}

describe('errors', () => {
  test('lose against an operand that decides', () => {
    isTrue('x.missing == 1 || true', {});
    isTrue('true || x.missing == 1', {});
    isTrue('!(x.missing == 1 && false)', {});
    expect(() => run('x.missing == 1 || false', {})).toThrow('no such key: missing');
    expect(() => run('x.missing == 1 && true', {})).toThrow(EvaluationError);
  });

  test('lose against an item that decides a quantifier', () => {
    isTrue('x.exists(i, 1 / i == 1)', [0, 1]);
    isTrue('!x.all(i, 1 / i > 1)', [0, 1]);
    expect(() => run('x.all(i, 1 / i == 1)', [0, 1])).toThrow('division by zero');
    expect(() => run('x.exists_one(i, 1 / i == 1)', [0, 1])).toThrow('division by zero');
  });

  test.each([
    ['9223372036854775807 + 1', 'overflow'],
    ['1 % 0', 'modulus by zero'],
    ['x[5]', 'out of bounds'],
    ['{"a": 1, "a": 2}', 'repeated key'],
    ['int("o" + "ne")', ''],
    ['duration(x[1])', ''],
    ['optional.none().value() == x', 'dereference'],
  ])('%s', (text, message) => {
    expect(() => run(text, [1, 'two'])).toThrow(message === '' ? EvaluationError : message);
  });
});

test('numbers compare across types, and integers keep all digits', () => {
  isTrue('dyn(1) == dyn(1.0) && dyn(1u) == dyn(1)');
  isTrue('9007199254740993 != 9007199254740992');
  isTrue('-7 / 2 == -3 && -7 % 2 == -1');
  isTrue('x == 1', 1);
});

test('texts are counted by characters', () => {
  isTrue('size("😀é") == 2 && "😀é".charAt(1) == "é"');
  isTrue('"a,b".split(",") == ["a", "b"] && ["a", "b"].join("-") == "a-b"');
  isTrue('"%s is %d".format(["a", 1]) == "a is 1"');
});

test('optional values', () => {
  isTrue('x.?a.?b.orValue(3) == 3', {});
  isTrue('x.?a.?b.orValue(3) == 4', { a: { b: 4 } });
  isTrue('x[?0].hasValue() && !x[?1].hasValue()', [1]);
  isTrue('[?optional.none(), 1] == [1] && {?"a": optional.of(1)} == {"a": 1}');
  isTrue('x.?a.optMap(a, a + 1).orValue(0) == 2', { a: 1 });
});

test('loops with two variables', () => {
  isTrue('x.all(i, item, item == i * 2)', [0, 2, 4]);
  isTrue('x.exists(key, value, key == "b" && value == 2)', { a: 1, b: 2 });
  isTrue('x.transformList(i, item, i > 0, item + i) == [3, 5]', [1, 2, 3]);
  isTrue('x.transformMap(key, value, value + 1) == {"a": 2}', { a: 1 });
  isTrue('x.transformMapEntry(key, value, {value: key}) == {1: "a"}', { a: 1 });
});

test('times, with zones', () => {
  isTrue('timestamp("2024-03-10T09:30:00+02:00") == timestamp("2024-03-10T07:30:00Z")');
  isTrue('timestamp("2024-07-01T00:30:00Z").getHours("America/New_York") == 20');
  isTrue('timestamp("2024-07-01T00:30:00Z").getHours("-02:00") == 22');
  isTrue('timestamp("2024-07-01T00:00:00Z") + duration("36h") == timestamp("2024-07-02T12:00:00Z")');
  isTrue('duration("1h30m").getMinutes() == 90 && duration("1.5s").getMilliseconds() == 1500');
  isTrue('timestamp("2024-02-29T00:00:00.000000001Z") > timestamp("2024-02-29T00:00:00Z")');
  expect(() => run('timestamp(x)', '2023-02-29T00:00:00Z')).toThrow(EvaluationError);
});

test('patterns are those of RE2, and take no time', () => {
  isTrue('x.matches("(?i)^ab$")', 'AB');
  isTrue('!x.matches("^(a+)+$")', `${'a'.repeat(5000)}!`);
  expect(() => run('"a".matches(x)', '(?=a)')).toThrow(EvaluationError);
});

test('Kubernetes\' own functions', () => {
  isTrue('quantity("1.5Gi").isLessThan(quantity("2Gi"))');
  isTrue('cidr("10.0.0.0/8").containsIP("10.1.2.3") && ip("::1").family() == 6');
  isTrue('url("https://example.com:80/a?b=c").getPort() == "80"');
  isTrue('[1, 3, 2].max() == 3 && [1, 2].isSorted() && sets.contains([1, 2, 3], [2])');
});

test('collecting items takes time in proportion to their number', () => {
  const items = Array.from({ length: 100_000 }, (_, index) => index);
  expect((run('x.map(i, i + 1).filter(i, i > 0)', items, 10_000_000) as ListValue).items).toHaveLength(items.length);
  isTrue('[1, 2].map(i, [i].map(j, j + i)) == [[2], [4]]');
  isTrue('[1].map(i, i) + [2] == [1, 2] && x.map(i, [x, x].map(j, j)).size() == 2', [1, 2]);
});

describe('costs', () => {
  test('end what runs away', () => {
    const items = Array.from({ length: 1000 }, (_, index) => index);
    expect(() => run('x.all(a, x.all(b, x.all(c, a + b + c >= 0)))', items)).toThrow(CostExceeded);
    // Neither an operand that decides nor a quantifier hides it.
    expect(() => run('x.all(a, x.all(b, a + b >= 0)) || true', items)).toThrow(CostExceeded);
  });

  test('are those of the API server', () => {
    const costOf = (text: string): number => {
      const compiled = compile(text, environment);
      if ('problem' in compiled) throw new Error(compiled.problem);
      return evaluate(compiled.checked, { x: 'ten letters' }, 1000).cost;
    };
    expect(costOf('1 + 1')).toBe(1);
    expect(costOf('[1]')).toBe(10);
    expect(costOf('{1: 2}')).toBe(30);
    expect(costOf('x == "ten letters"')).toBe(3);
  });
});
