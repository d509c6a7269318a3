import { expect, test } from 'vitest';
import { KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';
import { parseVersionRange, versionsInWords } from './version-range.ts';

test('one release or a range of them', () => {
  expect(parseVersionRange('1.34')).toEqual(['1.34']);
  expect(parseVersionRange('v1.35.2')).toEqual(['1.35']);
  expect(parseVersionRange('1.33..1.35')).toEqual(['1.33', '1.34', '1.35']);
  for (const text of ['', '1.2', '1.35..1.33', '1.33..', 'latest']) expect(parseVersionRange(text)).toBeUndefined();
});

test('when something holds, in words', () => {
  expect(versionsInWords(KUBERNETES_VERSIONS, KUBERNETES_VERSIONS)).toBe('');
  expect(versionsInWords(['1.35', '1.36'], KUBERNETES_VERSIONS)).toBe(' (from Kubernetes 1.35 on)');
  expect(versionsInWords(['1.29', '1.30'], KUBERNETES_VERSIONS)).toBe(' (up to Kubernetes 1.30)');
  expect(versionsInWords(['1.31', '1.32'], KUBERNETES_VERSIONS)).toBe(' (in Kubernetes 1.31 to 1.32)');
  expect(versionsInWords(['1.31', '1.33'], KUBERNETES_VERSIONS)).toBe(' (in Kubernetes 1.31, 1.33)');
});
