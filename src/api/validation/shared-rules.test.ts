import { describe, expect, test } from 'vitest';
import type { FieldError } from '../field-error.ts';
import { configMapKeyProblems } from './config-map-key.ts';
import { isEmptyLabelSelector, isUsableLabelSelector, validateLabelSelector } from './label-selector.ts';
import { validateLocalFilePath } from './local-path.ts';
import { validateNodeSelector, validatePreferredSchedulingTerms } from './node-selector.ts';
import { countOrPercentOf, validateAtMost100Percent, validateNonNegativeIntOrPercent } from './numbers.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import { portNameProblems, validatePortNumberOrName } from './port.ts';
import { validateTemplateMetadata } from './template-metadata.ts';
import { validateTolerations } from './toleration.ts';

function summary(errors: readonly FieldError[]): string[] {
  return errors.map(({ path, reason }) => `${path} ${reason.replace('FieldValue', '')}`);
}

describe('label selectors', () => {
  test('name the place of each problem', () => {
    const selector = {
      matchLabels: { 'a b': '!' },
      matchExpressions: [{ key: 'k', operator: 'In' }, { key: 'k', operator: 'Exists', values: ['v'] }, { key: '', operator: 'is', values: ['!'] }],
    };
    expect(summary(validateLabelSelector(selector, {}, 's'))).toEqual([
      's.matchLabels Invalid', 's.matchLabels Invalid', 's.matchExpressions[0].values Required', 's.matchExpressions[1].values Forbidden',
      's.matchExpressions[2].operator Invalid', 's.matchExpressions[2].key Invalid', 's.matchExpressions[2].key Invalid', 's.matchExpressions[2].values[0] Invalid',
    ]);
    expect(summary(validateLabelSelector({ matchExpressions: [{ key: 'k', operator: 'In', values: ['!'] }] }, { allowInvalidValues: true }, 's'))).toEqual([]);
    expect(isUsableLabelSelector(selector)).toBe(false);
  });

  test('an absent one is usable and not empty', () => {
    expect([isUsableLabelSelector(undefined), isEmptyLabelSelector(undefined), isEmptyLabelSelector({})]).toEqual([true, false, true]);
  });
});

test('ports are numbers or short names', () => {
  expect(summary([0, 65536, 80, 'http', '80', 'Http', 'a--b', '-a'].flatMap((port, index) => validatePortNumberOrName(port, String(index))))).toEqual([
    '0 Invalid', '1 Invalid', '4 Invalid', '5 Invalid', '6 Invalid', '7 Invalid',
  ]);
  expect(portNameProblems('')).toHaveLength(2);
  expect(portNameProblems('a-very-long-name')).toHaveLength(1);
});

test('shares and counts', () => {
  expect([undefined, 3, '25%', '5', 'x'].map(countOrPercentOf)).toEqual([0, 3, 25, 5, 0]);
  expect(summary(['25%', 3, undefined, '5', '-1%', -1].flatMap((value, index) => validateNonNegativeIntOrPercent(value, String(index))))).toEqual(['3 Invalid', '4 Invalid', '5 Invalid']);
  expect(summary(validateAtMost100Percent('101%', 'p'))).toEqual(['p Invalid']);
});

test('keys of a ConfigMap are names of files', () => {
  expect(['a.b-c_D', '..a', '.', '..', 'a/b', ''].map((key) => configMapKeyProblems(key).length)).toEqual([0, 1, 1, 1, 1, 1]);
});

test('paths in volumes stay below the mount', () => {
  expect(['a/b', '/a', 'a/../b', '..a', '../a'].map((path) => validateLocalFilePath(path, 'p').length)).toEqual([0, 1, 1, 1, 1]);
});

test('node selectors', () => {
  const terms = [
    { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }, { key: 'a', operator: 'NotIn' }, { key: 'a', operator: 'Exists', values: ['b'] }, { key: 'a', operator: 'x', values: ['!'] }] },
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['A'] }, { key: 'spec.x', operator: 'Exists' }, { key: 'metadata.name', operator: 'In', values: [] }] },
  ];
  expect(summary(validateNodeSelector({ nodeSelectorTerms: terms }, false, 's')).map((text) => text.replace('s.nodeSelectorTerms', ''))).toEqual([
    '[0].matchExpressions[0].values Required', '[0].matchExpressions[1].values Required', '[0].matchExpressions[2].values Forbidden', '[0].matchExpressions[3].operator Invalid',
    '[0].matchExpressions[3].values[0] Invalid', '[1].matchFields[0].values[0] Invalid', '[1].matchFields[1].operator Invalid', '[1].matchFields[1].key Invalid', '[1].matchFields[2].values Required',
  ]);
  expect(summary(validateNodeSelector({}, false, 's'))).toEqual(['s.nodeSelectorTerms Required']);
  expect(summary(validatePreferredSchedulingTerms([{ weight: 101, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['!'] }] } }], 'p'))).toEqual(['p[0].weight Invalid']);
});

test('tolerations', () => {
  const tolerations = [{ operator: 'Equal' }, { key: 'a', operator: 'Exists', value: 'b' }, { key: 'a', value: '!', effect: 'No' }, { key: 'a', tolerationSeconds: 5 }, { key: 'a', operator: 'Lt' }];
  expect(summary(validateTolerations(tolerations, 't'))).toEqual([
    't[0].operator Invalid', 't[1].operator Invalid', 't[2].operator Invalid', 't[2].effect NotSupported', 't[3].effect Invalid', 't[4].operator NotSupported',
  ]);
});

test('claims', () => {
  const good = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const source = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' };
  const check = (change: object): string[] => summary(validateClaimSpec({ ...good, ...change }, 'c', { volumeAttributesClass: true }));
  expect(check({})).toEqual([]);
  expect(check({ dataSource: source, dataSourceRef: source })).toEqual([]);
  expect(check({ dataSource: source, dataSourceRef: { ...source, name: 't' } })).toEqual(['c Invalid']);
  expect(check({ dataSource: source, dataSourceRef: { ...source, namespace: 'other' } })).toEqual(['c Invalid']);
  expect(check({ dataSourceRef: { ...source, namespace: 'A' } })).toEqual(['c.dataSourceRef.namespace Invalid']);
  expect(check({ resources: { requests: { storage: '0' } } })).toEqual(['c.resources[storage] Invalid']);
  expect(check({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany', 'x'] })).toEqual(['c.accessModes NotSupported', 'c.accessModes Forbidden']);
  expect(check({ volumeAttributesClassName: 'A' })).toEqual(['c.volumeAttributesClassName Invalid']);
});

test('templates have labels and annotations, nothing else', () => {
  expect(summary(validateTemplateMetadata({ labels: { a: 'b' }, name: 'x', uid: 'y', namespace: '', finalizers: [] }, 'm'))).toEqual(['m.name Forbidden', 'm.uID Forbidden', 'm.finalizers Forbidden']);
});
