import { expect, test } from 'vitest';
import { compile, createEnvironment } from './compile.ts';
import { describeType, DYN, INT, listOf, mapOf, optionalOf, STRING, structOf } from './types.ts';

const environment = createEnvironment({
  variables: {
    any: DYN,
    numbers: listOf(INT),
    labels: mapOf(STRING, STRING),
    maybe: optionalOf(INT),
    self: structOf('self', (field) => (field === 'name' ? STRING : undefined)),
  },
});

function typeOf(text: string): string {
  const compiled = compile(text, environment);
  return 'problem' in compiled ? compiled.problem : describeType(compiled.checked.type);
}

test.each([
  ['1 + 2', 'int'],
  ['1.0 + 2.0', 'double'],
  ['numbers.map(n, string(n))', 'list(string)'],
  ['numbers.all(i, n, i < n)', 'bool'],
  ['labels.exists(k, labels[k] == "a")', 'bool'],
  ['labels.transformMap(k, v, size(v))', 'map(string, int)'],
  ['maybe.orValue(3)', 'int'],
  ['any.a.b', 'dyn'],
  ['any + 1', 'int'],
  ['timestamp("2024-01-01T00:00:00Z") - duration("1h")', 'timestamp'],
  ['self.name.matches("^a")', 'bool'],
  ['type(1) == int', 'bool'],
  ['quantity("1Gi").isGreaterThan(quantity("1Mi"))', 'bool'],
])('%s is %s', (text, type) => {
  expect(typeOf(text).replace('google.protobuf.Timestamp', 'timestamp')).toBe(type);
});

test.each([
  ['1 + 1.0', "found no matching overload for '_+_' applied to '(int, double)'"],
  ['1 == "1"', "found no matching overload for '_==_' applied to '(int, string)'"],
  ['numbers.foo()', "undeclared reference to 'foo'"],
  ['nothing', "undeclared reference to 'nothing'"],
  ['self.nam', "undefined field 'nam'"],
  ['[1, "a"]', "expected type 'int' but found 'string'"],
  ['self.name.all(c, true)', 'cannot be range of a comprehension'],
  ['"a" && true', "found no matching overload for '_&&_'"],
  ['1 in "a"', "found no matching overload for '@in'"],
  ['self.name.matches("(")', 'line 1, column'],
  ['timestamp("yesterday")', 'line 1, column'],
  ['1 +\n  nothing', 'line 2, column 3'],
])('%s is refused', (text, problem) => {
  expect(typeOf(text)).toContain(problem);
});
