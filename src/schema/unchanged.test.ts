import { expect, test } from 'vitest';
import { NumberLiteral, type JsonObject } from '../api/json.ts';
import { decodeStruct } from './decode.ts';
import { structOf } from './definitions.ts';

const SCHEMA = structOf('apiextensions/v1.JSONSchemaProps', '1.36');
const TEXT: JsonObject = { type: 'string', maxLength: 3, enum: ['a', null], default: { a: [1, null] } };

function decoded(value: JsonObject): JsonObject {
  return decodeStruct(value, SCHEMA, '1.36').object;
}

test('a schema as it should be is not copied', () => {
  const schema: JsonObject = { type: 'object', properties: { a: TEXT, b: { type: 'array', items: TEXT } }, additionalProperties: false, 'x-kubernetes-validations': [{ rule: 'true' }], allOf: [{ required: ['a'] }] };
  expect(decoded(schema)).toBe(schema);
  expect(decoded(schema)).toBe(schema);
});

test('of others, the parts as they should be are shared', () => {
  const good: JsonObject = { type: 'object', properties: { a: TEXT } };
  const result = decoded({ type: 'object', description: null, properties: { good, typo: { typ: 'string' }, one: { default: new NumberLiteral('1.0') }, list: { items: [] }, none: null } });
  expect(result).toEqual({ type: 'object', properties: { good, typo: {}, one: { default: 1 }, list: {}, none: {} } });
  expect((result['properties'] as JsonObject)['good']).toBe(good);
});

test('values of the wrong type are still reported', () => {
  const { problems, strictErrors } = decodeStruct({ properties: { a: { maxLength: 1.5 }, b: { type: 3 }, c: { typ: 'string' } } }, SCHEMA, '1.36');
  expect(problems.map(({ path }) => path)).toEqual(['properties[a].maxLength', 'properties[b].type']);
  expect(strictErrors.map(({ path }) => path)).toEqual(['properties[c].typ']);
});
