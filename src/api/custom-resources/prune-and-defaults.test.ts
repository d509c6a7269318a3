import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { applySchemaDefaults } from './apply-defaults.ts';
import { prune } from './prune.ts';
import type { Schema } from './schema.ts';

const object = (properties: Record<string, Schema>, rest: Schema = {}): Schema => ({ type: 'object', properties, ...rest });

test('what the schema does not know goes', () => {
  const schema = object({
    spec: object({ a: { type: 'string' }, labels: { type: 'object', additionalProperties: { type: 'string' } }, list: { type: 'array', items: object({ x: { type: 'integer' } }) } }),
    open: object({ inner: object({ known: { type: 'string' } }) }, { 'x-kubernetes-preserve-unknown-fields': true }),
    template: object({ spec: object({}) }, { 'x-kubernetes-embedded-resource': true }),
  });
  const data: Json = {
    kind: 'Thing',
    metadata: { name: 'a' },
    spec: { a: 'x', b: 1, labels: { any: 'y' }, list: [{ x: 1, y: 2 }] },
    open: { other: 1, inner: { known: 'a', unknown: 'b' } },
    template: { kind: 'Pod', metadata: { name: 'a' }, spec: { c: 1 } },
    more: 1,
  };
  expect(prune(data, schema, true)).toEqual(['spec.b', 'spec.list[0].y', 'open.inner.unknown', 'template.spec.c', 'more']);
  expect(data).toEqual({
    kind: 'Thing',
    metadata: { name: 'a' },
    spec: { a: 'x', labels: { any: 'y' }, list: [{ x: 1 }] },
    open: { other: 1, inner: { known: 'a' } },
    template: { kind: 'Pod', metadata: { name: 'a' }, spec: {} },
  });
});

test('defaults come, into what defaults made too, and null is absent where it is not allowed', () => {
  const schema = object({
    a: { type: 'integer', default: 1 },
    b: object({ c: { type: 'string', default: 'x' } }, { default: {} }),
    d: { type: 'string' },
    e: { type: 'string', nullable: true },
    f: { type: 'array', items: object({ g: { type: 'boolean', default: true } }) },
    h: { type: 'object', additionalProperties: object({ i: { type: 'integer', default: 2 } }) },
  });
  const data: Json = { a: null, d: null, e: null, f: [{}], h: { j: {}, k: null } };
  applySchemaDefaults(data, schema);
  expect(data).toEqual({ a: 1, b: { c: 'x' }, e: null, f: [{ g: true }], h: { j: { i: 2 } } });
});
