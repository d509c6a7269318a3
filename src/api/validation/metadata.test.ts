import { describe, expect, test } from 'vitest';
import { subdomainName } from '../object-name.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { validateObjectMetaUpdate } from './metadata-update.ts';
import { validateObjectMeta, validateStandardFinalizers } from './metadata.ts';

const good: ObjectMeta = { name: 'web', namespace: 'shop' };

function causes(meta: ObjectMeta, namespaced = true): string[] {
  return validateObjectMeta(meta, namespaced, subdomainName).map(({ path, reason }) => `${path} ${reason}`);
}

test('good metadata', () => {
  expect(causes({ ...good, labels: { 'app.kubernetes.io/name': 'web' }, annotations: { 'Example.org/A': 'anything at all' }, finalizers: ['example.org/x'] })).toEqual([]);
});

describe('one cause for each broken rule', () => {
  test.each<[ObjectMeta, string[]]>([
    [{ namespace: 'shop' }, ['metadata.name FieldValueRequired']],
    [{ ...good, name: 'Bad Name' }, ['metadata.name FieldValueInvalid']],
    [{ ...good, generateName: 'web-' }, []],
    [{ ...good, generateName: '-web' }, ['metadata.generateName FieldValueInvalid']],
    [{ name: 'web' }, ['metadata.namespace FieldValueRequired']],
    [{ ...good, labels: { 'bad key': 'bad value!' } }, ['metadata.labels FieldValueInvalid', 'metadata.labels FieldValueInvalid']],
    [{ ...good, labels: { 'x/': 'v' } }, ['metadata.labels FieldValueInvalid', 'metadata.labels FieldValueInvalid']],
    [{ ...good, annotations: { a: 'x'.repeat(256 * 1024) } }, ['metadata.annotations FieldValueTooLong']],
    [{ ...good, generation: -1 }, ['metadata.generation FieldValueInvalid']],
    [{ ...good, finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers FieldValueInvalid']],
    [{ ...good, ownerReferences: [{}] }, ['apiVersion', 'kind', 'name', 'uid'].map((field) => `metadata.ownerReferences.${field} FieldValueInvalid`)],
    [{ ...good, managedFields: [{ operation: 'Other' }] }, ['metadata.managedFields[0].operation FieldValueInvalid']],
  ])('%j', (meta, expected) => {
    expect(causes(meta)).toEqual(expected);
  });
});

test('one owner controls an object', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', uid: '1', controller: true };
  expect(causes({ ...good, ownerReferences: [owner, { ...owner, name: 'b' }] })).toEqual(['metadata.ownerReferences FieldValueInvalid']);
});

test('objects without a namespace', () => {
  expect(causes({ name: 'a', namespace: 'shop' }, false)).toEqual(['metadata.namespace FieldValueForbidden']);
});

test('finalizers without a domain are standard ones', () => {
  expect(validateStandardFinalizers({ finalizers: ['kubernetes', 'x', 'example.org/x'] }).map(({ path }) => path)).toEqual(['metadata.finalizers[1]']);
});

test('what an update may not change', () => {
  const old: ObjectMeta = { ...good, uid: 'u', resourceVersion: '5', generation: 2, creationTimestamp: '2025-01-01T00:00:00Z' };
  expect(validateObjectMetaUpdate({ ...old, labels: { a: 'b' } }, old)).toEqual([]);
  const paths = (change: ObjectMeta): string[] => validateObjectMetaUpdate({ ...old, ...change }, old).map(({ path }) => path);
  expect(paths({ name: 'other' })).toEqual(['metadata.name']);
  expect(paths({ generation: 1 })).toEqual(['metadata.generation']);
  expect(paths({ deletionGracePeriodSeconds: 0 })).toEqual(['metadata.deletionGracePeriodSeconds']);
  expect(paths({ resourceVersion: '' })).toEqual(['metadata.resourceVersion']);
  const deleted = { ...old, deletionTimestamp: '2025-01-02T00:00:00Z', finalizers: ['a.b/c'] };
  expect(validateObjectMetaUpdate({ ...deleted, finalizers: ['a.b/c', 'a.b/d'] }, deleted).map(({ reason }) => reason)).toEqual(['FieldValueForbidden']);
});
