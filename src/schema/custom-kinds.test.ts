import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import { customResourceValidator } from './crd/custom-resource-validator.ts';
import { customKindsOf } from './custom-kinds.ts';

test('objects of a definition with nulls and values of other types are still checked', () => {
  const openAPIV3Schema: JsonObject = { type: 'object', properties: { spec: { type: 'object', properties: { none: null, size: { type: 'integer', items: null, required: 5, description: null } } } } };
  const definition: JsonObject = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { group: 'example.org', names: { kind: 'Part' }, versions: [{ name: 'v1', schema: { openAPIV3Schema } }] } };
  const kind = customKindsOf([definition]).get('example.org/v1 Part');
  expect(kind?.schema).toEqual({ type: 'object', properties: { spec: { type: 'object', properties: { none: {}, size: { type: 'integer' } } } } });
  const outcome = kind && customResourceValidator(kind).create({ apiVersion: 'example.org/v1', kind: 'Part', metadata: { name: 'a' }, spec: { none: 1, size: 'x' } });
  expect(outcome?.verdict === 'rejected' && outcome.errors.map(({ path }) => path)).toEqual(['spec.size']);
});
