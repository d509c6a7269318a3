import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { CustomKind } from '../custom-kinds.ts';
import { admitCustomObject } from './custom-object.ts';
import { isRefusal } from './write-refusal.ts';

const item = { type: 'object', properties: { note: { type: 'string' }, count: { type: 'integer', default: 1 } } };
const KIND: CustomKind = {
  apiVersion: 'example.org/v1',
  kind: 'Order',
  plural: 'orders',
  namespaced: true,
  served: true,
  preserveUnknownFields: false,
  schema: { type: 'object', properties: { spec: { type: 'object', properties: { items: { type: 'array', items: item }, meta: { type: 'object', additionalProperties: { type: 'string' } } } } } },
};

function refusedPaths(spec: JsonObject, applied: boolean): string[] {
  const outcome = admitCustomObject({ apiVersion: 'example.org/v1', kind: 'Order', metadata: { name: 'a' }, spec }, undefined, KIND, applied);
  return isRefusal(outcome) ? outcome.causes.map(({ path, reason }) => `${path} ${reason}`) : [];
}

test.each<[string, JsonObject, string[]]>([
  ['a field', { meta: null }, ['spec.meta FieldValueTypeInvalid']],
  ['a key', { meta: { a: null } }, ['spec.meta.a FieldValueTypeInvalid']],
  ['a field of an item', { items: [{ note: 'x' }, { note: null }] }, ['spec.items[1].note FieldValueTypeInvalid']],
  ['a field with a default', { items: [{ count: null }] }, []],
])('%s that is null is refused in an apply, and dropped by other writes', (_what, spec, expected) => {
  expect(refusedPaths(spec, true)).toEqual(expected);
  expect(refusedPaths(spec, false)).toEqual([]);
});
