import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { compileRules } from './compile-rules.ts';
import type { Schema } from './schema.ts';
import { validateRules } from './validate-rules.ts';

const TEXT: Schema = { type: 'string' };
const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });

/** Whether a rule holds; `refused` when it does not compile. */
function holds(rule: string, data: Json, schema: Schema): boolean | 'refused' {
  const ruled = { ...schema, 'x-kubernetes-validations': [{ rule }] };
  if (compileRules(ruled, false)[0]?.problem !== undefined) return 'refused';
  return validateRules(data, ruled, undefined, false).length === 0;
}

describe('values of custom resources in rules', () => {
  it('that are null in maps and lists are there', () => {
    const schema = object({ m: { type: 'object', additionalProperties: { ...TEXT, nullable: true } }, l: list({ ...TEXT, nullable: true }) });
    const data = { m: { lamp: null }, l: [null, 'x'] };
    expect(holds("type(self.m['lamp']) == null_type && type(self.l[0]) == null_type", data, schema)).toBe(true);
    expect(holds("self.m['other'] == 'x'", data, schema)).toBe(false);
    expect(holds("self.l[2] == 'x'", data, schema)).toBe(false);
  });

  it('are equal with all that the schema does not name', () => {
    const schema = object({ l: list(object({ known: { type: 'integer' } }, { 'x-kubernetes-preserve-unknown-fields': true })) });
    const data = { l: [{ known: 1, more: { a: [1] } }, { known: 1, more: { a: [1] } }, { known: 1, more: { a: [2] } }, { known: 1 }] };
    const equal = (index: number): boolean | 'refused' => holds(`self.l[0] == self.l[${index}]`, data, schema);
    expect([1, 2, 3].map(equal)).toEqual([true, false, false]);
  });

  it('have keys that CEL cannot name', () => {
    const schema = object({ l: list(list(object({ 'id!': TEXT, v: TEXT }), { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['id!'] })) });
    const data = { l: [[{ 'id!': 'a', v: '1' }, { 'id!': 'b', v: '2' }], [{ 'id!': 'b', v: '2' }, { 'id!': 'a', v: '1' }], [{ 'id!': 'c', v: '1' }, { 'id!': 'b', v: '2' }]] };
    expect(holds('self.l[0] == self.l[1]', data, schema)).toBe(true);
    expect(holds('self.l[0] == self.l[2]', data, schema)).toBe(false);
  });

  it('of times keep their zone as text only', () => {
    const data = { at: '2024-02-29T23:30:00.5-02:30' };
    const schema = object({ at: { type: 'string', format: 'date-time' } });
    expect(holds("string(self.at) == '2024-02-29T23:30:00.5-02:30' && self.at == timestamp('2024-03-01T02:00:00.5Z') && self.at.getHours() == 2", data, schema)).toBe(true);
    expect(holds("string(self.at + duration('1h')) == '2024-03-01T00:30:00.5-02:30'", data, schema)).toBe(true);
  });
});

describe('functions at run time', () => {
  it.each([
    ['dyn([1.5, 2.5]).sum() == 4.0', true],
    ["dyn([duration('1s')]).sum() == duration('1s')", true],
    ['dyn([]).sum() == 0', true],
    ["dyn([dyn(1), dyn('a')]).sum() == 1", false],
    ["dyn([dyn(1), dyn('a')]).max() == 1", false],
    ["url('https://a.example.org/b c/(d)').getEscapedPath() == '/b%20c/%28d%29'", true],
    ["url('https://a.example.org/b/(d)').getEscapedPath() == '/b/(d)'", true],
  ])('%s: %s', (rule, expected) => expect(holds(rule, {}, object({}))).toBe(expected));

  it.each(["self.t.find('(') == ''", "self.t.findAll('[', 1) == []", "int('four') == 4", "double('x') > 0.0", "bool('maybe')"])('%s is refused: its constant cannot be used', (rule) => {
    expect(holds(rule, { t: 'x' }, object({ t: TEXT }))).toBe('refused');
  });
  it.each(["int(self.t) == 4", "self.t.find(self.t) == '('"])('%s fails when it runs', (rule) => expect(holds(rule, { t: '(' }, object({ t: TEXT }))).toBe(false));
});
