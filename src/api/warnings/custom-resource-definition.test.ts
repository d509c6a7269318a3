import { expect, it } from 'vitest';
import type { CustomResourceDefinition } from '../types/apiextensions-v1.ts';
import { customResourceDefinitionWarnings } from './custom-resource-definition.ts';

const definition = (properties: object): CustomResourceDefinition => ({ spec: { versions: [{ name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties } } }] } }) as CustomResourceDefinition;
const NOW = { version: '1.36' } as const;

it('names each format that nothing checks once, by the type of its field', () => {
  const warned = customResourceDefinitionWarnings(
    definition({ at: { type: 'string', format: 'date-time' }, port: { type: 'integer', format: 'int32' }, size: { type: 'number', format: 'double' }, odd: { type: 'string', format: 'color' }, again: { type: 'string', format: 'color' }, list: { type: 'array', items: { type: 'integer', format: 'date-time' } }, either: { anyOf: [{ format: 'int32' }] } }),
    NOW,
  );
  const root = 'spec.versions[0].schema.openAPIV3Schema.properties';
  expect(warned.map(({ path }) => path)).toEqual([`${root}[odd].format`, `${root}[list].items.format`, `${root}[either].anyOf[0].format`]);
});

it('says nothing of what the stored definition has, and before the server knew', () => {
  const odd = definition({ odd: { type: 'string', format: 'color' } });
  expect(customResourceDefinitionWarnings(odd, NOW, odd)).toEqual([]);
  expect(customResourceDefinitionWarnings(odd, NOW, definition({}))).toHaveLength(1);
  expect(customResourceDefinitionWarnings(odd, { version: '1.34' })).toEqual([]);
});
