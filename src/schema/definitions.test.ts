import { expect, test } from 'vitest';
import { structOf } from './definitions.ts';

test('a field has its type, and how server-side apply and kubectl merge it', () => {
  const containers = structOf('core/v1.PodSpec', '1.36').fields.get('containers');
  expect(containers).toMatchObject({ required: true, merge: 'map', mapKeys: ['name'], patchStrategies: ['merge'], patchMergeKey: 'name' });
  const ports = structOf('core/v1.Container', '1.36').fields.get('ports');
  expect(ports).toMatchObject({ mapKeys: ['containerPort', 'protocol'], patchMergeKey: 'containerPort' });
});

test('structs are atomic where the description says so', () => {
  expect(structOf('core/v1.NodeSelector', '1.36').atomic).toBe(true);
  expect(structOf('core/v1.PodSpec', '1.36').atomic).toBe(false);
});

test('types refer to one another, also to themselves', () => {
  const schema = structOf('apiextensions/v1.JSONSchemaProps', '1.36');
  const not = schema.fields.get('not')?.type;
  expect(not?.kind === 'struct' && not.struct).toBe(schema);
});
