import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../api/json.ts';
import { withStructuralDefaults } from './structural-defaults.ts';
import { structuralIssues } from './structural.ts';

function rules(value: Json, schema: JsonObject): string[] {
  return structuralIssues(value, schema, '').map(({ rule, path }) => `${rule.replace('validate/', '')} ${path}`);
}

const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...rest });

describe('types', () => {
  test.each<[Json, JsonObject, boolean]>([
    ['a', { type: 'string' }, true],
    [1, { type: 'string' }, false],
    [1.5, { type: 'integer' }, false],
    [1, { type: 'number' }, true],
    [null, { type: 'string' }, false],
    [null, { type: 'string', nullable: true }, true],
    ['80%', { 'x-kubernetes-int-or-string': true }, true],
    [true, { 'x-kubernetes-int-or-string': true }, false],
  ])('%j by %j', (value, schema, good) => {
    expect(rules(value, schema)).toEqual(good ? [] : ['invalid-type ']);
  });
});

test('unknown fields, unless they are kept or inside a combination', () => {
  expect(rules({ a: 1, b: 1 }, object({ a: {} }))).toEqual(['unknown-field b']);
  expect(rules({ b: 1 }, object({}, { 'x-kubernetes-preserve-unknown-fields': true }))).toEqual([]);
  expect(rules({ b: 'x' }, { type: 'object', additionalProperties: { type: 'integer' } })).toEqual(['invalid-type [b]']);
  expect(rules({ kind: 'x', metadata: {} }, object({}, { 'x-kubernetes-embedded-resource': true }))).toEqual([]);
  expect(rules({ a: 1 }, object({ a: {} }, { allOf: [object({ b: {} })] }))).toEqual([]);
});

test('limits', () => {
  expect(rules({ a: '', b: [1], c: 5, d: 'z', e: 'A1' }, object({ a: { minLength: 1 }, b: { maxItems: 0 }, c: { maximum: 5, exclusiveMaximum: true }, d: { enum: ['x'] }, e: { pattern: '^[a-z]+$' } }))).toEqual([
    'invalid-value a',
    'too-many b',
    'invalid-value c',
    'unsupported-value d',
    'invalid-value e',
  ]);
  expect(rules({}, object({}, { required: ['a'] }))).toEqual(['required-value a']);
  expect(rules(2 ** 31, { type: 'integer', format: 'int32' })).toEqual(['invalid-value ']);
});

test('combinations', () => {
  const either = [{ required: ['a'] }, { required: ['b'] }];
  const open = { 'x-kubernetes-preserve-unknown-fields': true, type: 'object' };
  expect(rules({ a: 1 }, { ...open, oneOf: either })).toEqual([]);
  expect(rules({ a: 1, b: 1 }, { ...open, oneOf: either })).toEqual(['invalid-value ']);
  expect(rules({ a: 1, b: 1 }, { ...open, anyOf: either })).toEqual([]);
  expect(rules({}, { ...open, anyOf: either })).toEqual(['invalid-value ']);
  expect(rules({ a: 1 }, { ...open, not: { required: ['a'] } })).toEqual(['invalid-value ']);
});

test('a pattern that would run away in a backtracking engine', () => {
  expect(rules('a'.repeat(50) + '!', { type: 'string', pattern: '^(a+)+$' })).toEqual(['invalid-value ']);
});

test('defaults are filled in, and null is absent where it is not allowed', () => {
  const schema = object({ a: { default: 1 }, b: object({ c: { default: 'x' } }), d: { type: 'string' }, e: { type: 'string', nullable: true }, f: { type: 'array', items: object({ g: { default: true } }) } });
  const value: Json = { a: null, b: {}, d: null, e: null, f: [{}] };
  expect(withStructuralDefaults(value, schema)).toEqual({ a: 1, b: { c: 'x' }, e: null, f: [{ g: true }] });
  expect(value).toEqual({ a: null, b: {}, d: null, e: null, f: [{}] });
});
