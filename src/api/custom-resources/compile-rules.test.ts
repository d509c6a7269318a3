import { describe, expect, test } from 'vitest';
import { compileRules } from './compile-rules.ts';
import type { Schema, ValidationRule } from './schema.ts';

const PART: Schema = { type: 'object', properties: { 'x-y': { type: 'string', maxLength: 4 }, size: { type: 'integer' } }, required: ['size'] };

function compiled(rule: ValidationRule, properties: Readonly<Record<string, Schema>>, root = false): ReturnType<typeof compileRules>[number] | undefined {
  return compileRules({ type: 'object', properties, 'x-kubernetes-validations': [rule] }, root)[0];
}

describe('types', () => {
  test('of two fields differ, though they have the same schema', () => {
    expect(compiled({ rule: 'self.a == self.b' }, { a: PART, b: PART })?.problem).toContain("'_==_' applied to '(self.a, self.b)'");
    expect(compiled({ rule: 'self.a.size == self.b.size' }, { a: PART, b: PART })?.problem).toBeUndefined();
    expect(compiled({ rule: 'self.a == oldSelf.a' }, { a: PART })?.problem).toBeUndefined();
    expect(compiled({ rule: 'self.list[0] in self.list && self.map["a"] == self.map["b"]' }, { list: { type: 'array', items: PART }, map: { type: 'object', additionalProperties: PART } })?.problem).toBeUndefined();
  });

  test('name fields as CEL can', () => {
    expect(compiled({ rule: 'self.a.x__dash__y == ""' }, { a: PART })?.problem).toBeUndefined();
    expect(compiled({ rule: 'self.a.x_y == ""' }, { a: PART })?.problem).toContain("undefined field 'x_y'");
    expect(compiled({ rule: 'self.__namespace__ == ""' }, { namespace: { type: 'string' } })?.problem).toBeUndefined();
  });

  test('of whole objects have metadata, those of their parts not', () => {
    expect(compiled({ rule: 'self.metadata.name == "a"' }, {}, true)?.problem).toBeUndefined();
    expect(compiled({ rule: 'self.metadata.name == "a"' }, {})?.problem).toContain("undefined field 'metadata'");
    const rules: Schema = { type: 'object', 'x-kubernetes-validations': [{ rule: 'has(self.kind)' }] };
    expect([compileRules(rules, true)[0]?.problem, compileRules(rules, false)[0]?.problem]).toEqual([undefined, expect.stringContaining("undefined field 'kind'")]);
  });
});

test('costs follow from the sizes that a schema allows', () => {
  const texts = (maxItems: number): Schema => ({ type: 'array', maxItems, items: { type: 'string', maxLength: 10 } });
  const cost = (maxItems: number): number | undefined => compiled({ rule: 'self.texts.all(a, a != "x")' }, { texts: texts(maxItems) })?.maxCost;
  expect((cost(200) ?? 0) - (cost(100) ?? 0)).toBe(100 * ((cost(2) ?? 0) - (cost(1) ?? 0)));
});
