import { expect, test } from 'vitest';
import type { Schema } from '../../custom-resources/schema.ts';
import type { CustomResourceDefinition } from '../../types/apiextensions-v1.ts';
import { validateCustomResourceDefinition } from './definition.ts';

/** What is wrong with the schemas of a definition's versions. The same parts may stand in them several times, as the reader shares equal blocks. */
function errorsOf(...schemas: Schema[]): string[] {
  const versions = schemas.map((openAPIV3Schema, index) => ({ name: `v${index + 1}`, served: true, storage: index === 0, schema: { openAPIV3Schema } }));
  const names = { plural: 'parts', singular: 'part', kind: 'Part', listKind: 'PartList' };
  const definition = { metadata: { name: 'parts.example.org' }, spec: { group: 'example.org', scope: 'Namespaced', names, versions }, status: { storedVersions: ['v1'] } };
  return validateCustomResourceDefinition(definition as CustomResourceDefinition).map(({ path, reason }) => `${path.replace(/^spec\.(?:versions|validation)/, '').replace(/(?:\.schema)?\.openAPIV3Schema\.?/, ' ').replace(/\.?properties\[(\w+)\]/g, '/$1')} ${reason.replace('FieldValue', '')}`.trim());
}

const root = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });

test('what is wrong with a part is said at every place where it stands', () => {
  const bad: Schema = { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object', properties: { name: { type: 'string' } } } };
  expect(errorsOf(root({ a: root({ b: bad }), c: bad }), root({ d: bad }))).toEqual([
    '[0] /a/b.x-kubernetes-list-map-keys Required', '[0] /c.x-kubernetes-list-map-keys Required', '[1] /d.x-kubernetes-list-map-keys Required',
  ]);
});

test('a part that is good elsewhere can be wrong in metadata, in a set, or in an embedded object', () => {
  const text: Schema = { type: 'string', default: 'x' };
  const nullable: Schema = { type: 'string', nullable: true };
  expect(errorsOf(root({ spec: root({ text, nullable, list: { type: 'array', items: nullable } }) }))).toEqual([]);
  expect(errorsOf(root({ spec: root({ text }), metadata: root({ name: text }) }))).toEqual(['/metadata/name.default Forbidden']);
  expect(errorsOf(root({ spec: root({ nullable, set: { type: 'array', 'x-kubernetes-list-type': 'set', items: nullable } }) }))).toEqual(['/spec/set.items.nullable Forbidden']);
  const object = root({ metadata: { type: 'object', properties: { labels: { type: 'object' } } } });
  expect(errorsOf(root({ spec: root({ object, pod: { ...object, 'x-kubernetes-embedded-resource': true } }) }))).toEqual(['/spec/pod/metadata Forbidden']);
});

test('rules of a good part are compiled, and their costs added up, wherever it stands', () => {
  const wrong = root({ size: { type: 'integer' } }, { 'x-kubernetes-validations': [{ rule: 'self.length > 1' }] });
  expect(errorsOf(root({ a: wrong, b: root({ c: wrong }) }))).toEqual(['/a.x-kubernetes-validations[0].rule Invalid', '/b/c.x-kubernetes-validations[0].rule Invalid']);
  const costly: Schema = { type: 'array', maxItems: 2700, items: { type: 'string', maxLength: 5 }, 'x-kubernetes-validations': [{ rule: 'self.all(a, self.exists(b, a == b))' }] };
  const names = [...'abcdefghijklmnop'];
  expect(errorsOf(root({ spec: root({ a: costly }) }))).toEqual(['/spec/a.x-kubernetes-validations[0].rule Forbidden']);
  const dear: Schema = { ...costly, maxItems: 1100 };
  expect(errorsOf(root({ spec: root({ a: dear }) }))).toEqual([]);
  expect(errorsOf(root({ spec: root(Object.fromEntries(names.map((name) => [name, dear]))) })).at(-1)).toBe('Forbidden');
});

test('a transition rule is fine until items lose their counterparts', () => {
  const immutable: Schema = { type: 'string', maxLength: 9, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] };
  expect(errorsOf(root({ a: immutable }))).toEqual([]);
  expect(errorsOf(root({ a: immutable, list: { type: 'array', maxItems: 3, items: immutable } }))).toEqual(['/list.items.x-kubernetes-validations[0].rule Invalid']);
});

test('defaults keep to the rules beside them, also to those that compare with what was there', () => {
  const size = (rule: string): Schema => ({ type: 'integer', default: 3, 'x-kubernetes-validations': [{ rule }] });
  expect(errorsOf(root({ spec: root({ size: size('self >= oldSelf && self > 2') }) }))).toEqual([]);
  expect(errorsOf(root({ spec: root({ size: size('self > oldSelf') }) }))).toEqual(['/spec/size.default Invalid']);
  expect(errorsOf(root({ spec: root({ size: size('self > 3') }) }))).toEqual(['/spec/size.default Invalid']);
});
