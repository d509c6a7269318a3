import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { validateListTypes } from './list-types.ts';
import type { Schema } from './schema.ts';
import { validateValue } from './validate-value.ts';

function errors(data: Json, schema: Schema): string[] {
  return validateValue(data, schema, 'spec').map(({ path, reason }) => `${path} ${reason.replace('FieldValue', '')}`);
}

test.each<[Json, Schema, string[]]>([
  ['a', { type: 'string' }, []],
  [1, { type: 'string' }, ['spec TypeInvalid']],
  [1.5, { type: 'integer' }, ['spec TypeInvalid', '<nil> Invalid']],
  [null, { type: 'string' }, ['spec TypeInvalid']],
  [null, { type: 'string', nullable: true }, []],
  ['80%', { 'x-kubernetes-int-or-string': true }, []],
  [true, { 'x-kubernetes-int-or-string': true }, ['spec TypeInvalid']],
  [{ a: 1 }, { type: 'object', additionalProperties: { type: 'string' } }, ['spec.a TypeInvalid']],
  [{}, { type: 'object', required: ['a'] }, ['spec.a Required']],
  [[null], { type: 'array', items: { type: 'object' } }, ['spec[0] TypeInvalid']],
  ['abc', { maxLength: 2 }, ['spec TooLong']],
  ['', { minLength: 1, pattern: '^a' }, ['spec Invalid']],
  ['a', { enum: ['b'] }, ['spec NotSupported']],
  [5, { maximum: 5, exclusiveMaximum: true }, ['spec Invalid']],
  [[1, 2], { maxItems: 1 }, ['spec TooMany']],
  ['http://', { type: 'string', format: 'date-time' }, ['spec TypeInvalid']],
  ['anything', { type: 'string', format: 'unheard-of' }, []],
  [{ a: 1 }, { not: { required: ['a'] } }, ['<nil> Invalid']],
  [{ a: 1, b: 1 }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }, ['<nil> Invalid']],
])('%j by %j', (data, schema, expected) => {
  expect(errors(data, schema)).toEqual(expected);
});

test('of alternatives that fail the one that most checks apply to is reported, the first of equals', () => {
  expect(errors({}, { anyOf: [{ required: ['a'] }, { required: ['b'] }] })).toEqual(['<nil> Invalid', 'spec.a Required']);
  const deep: Schema = { properties: { a: { type: 'string', maxLength: 1 } }, required: ['b', 'c'] };
  expect(errors({ a: 'x' }, { anyOf: [{ required: ['z'] }, deep] })).toEqual(['<nil> Invalid', 'spec.b Required', 'spec.c Required']);
  expect(errors(1.5, { anyOf: [{ type: 'integer' }, { type: 'string' }] })).toEqual(['<nil> Invalid', 'spec TypeInvalid', '<nil> Invalid']);
});

test('a pattern that would run away in a backtracking engine', () => {
  expect(errors(`${'a'.repeat(5000)}!`, { pattern: '^(a+)+$' })).toEqual(['spec Invalid']);
});

function listErrors(data: Json, schema: Schema): string[] {
  return validateListTypes(data, { type: 'object', properties: { list: { type: 'array', ...schema } } }, '').map(({ path, reason }) => `${path} ${reason.replace('FieldValue', '')}`);
}

test('items of sets and maps are told apart', () => {
  const map: Schema = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] };
  expect(listErrors({ list: ['a', 'b', 'a', 'a'] }, { 'x-kubernetes-list-type': 'set' })).toEqual(['list[2] Duplicate']);
  expect(listErrors({ list: [{ name: 'a' }, { name: 'b' }, { name: 'a', more: 1 }] }, map)).toEqual(['list[2] Duplicate']);
  expect(listErrors({ list: [{ name: 'a' }, 5] }, map)).toEqual(['list[1] Invalid']);
  // Null is an object without keys.
  expect(listErrors({ list: [null, { name: 'a' }] }, map)).toEqual([]);
  expect(listErrors({ list: [null, {}] }, map)).toEqual(['list[1] Duplicate']);
});
