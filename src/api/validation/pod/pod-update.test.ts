import { describe, expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../types/core-v1.ts';
import { podOptionsFor } from './pod-options.ts';
import { validatePodUpdate } from './pod-update.ts';
import { strategyOf } from '../../strategies/index.ts';

function defaulted(spec: PodSpec): Pod {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'main', image: 'a:1' }], ...structuredClone(spec) } };
  strategyOf('v1', 'Pod')?.applyDefaults?.(pod, { version: '1.36' });
  return pod;
}

function refusals(before: PodSpec, after: PodSpec): string[] {
  const old = defaulted(before);
  return validatePodUpdate(defaulted(after), old, podOptionsFor('1.36', true, old)).map(({ path, reason }) => `${path} ${reason.replace('FieldValue', '')}`);
}

describe('what may change in a pod', () => {
  test.each<[string, PodSpec, PodSpec, string[]]>([
    ['nothing', {}, {}, []],
    ['the image', {}, { containers: [{ name: 'main', image: 'b:2', imagePullPolicy: 'IfNotPresent' }] }, []],
    ['a deadline is set', {}, { activeDeadlineSeconds: 30 }, []],
    ['a deadline goes down', { activeDeadlineSeconds: 30 }, { activeDeadlineSeconds: 20 }, []],
    ['a deadline goes up', { activeDeadlineSeconds: 30 }, { activeDeadlineSeconds: 40 }, ['spec.activeDeadlineSeconds Invalid']],
    ['a deadline is removed', { activeDeadlineSeconds: 30 }, {}, ['spec.activeDeadlineSeconds Invalid']],
    ['a toleration is added', { tolerations: [{ key: 'a', operator: 'Exists' }] }, { tolerations: [{ key: 'b', operator: 'Exists' }, { key: 'a', operator: 'Exists' }] }, []],
    ['a toleration lasts longer', { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }] }, { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 2 }] }, []],
    ['a toleration is removed', { tolerations: [{ key: 'a', operator: 'Exists' }] }, {}, ['spec.tolerations Forbidden']],
    ['a gate is removed', { schedulingGates: [{ name: 'a' }, { name: 'b' }] }, { schedulingGates: [{ name: 'b' }] }, []],
    ['a gate is added', {}, { schedulingGates: [{ name: 'a' }] }, ['spec.schedulingGates[0].name Forbidden']],
    ['a negative period is repaired', { terminationGracePeriodSeconds: -5 }, { terminationGracePeriodSeconds: 1 }, []],
    ['a period changes', {}, { terminationGracePeriodSeconds: 1 }, ['spec Forbidden']],
    ['a container is added', {}, { containers: [{ name: 'main', image: 'a:1' }, { name: 'b', image: 'b' }] }, ['spec.containers Forbidden']],
    ['an empty list appears', {}, { volumes: [], imagePullSecrets: [] }, []],
    ['a flag that Go keeps behind a pointer', {}, { shareProcessNamespace: false }, ['spec Forbidden']],
    ['a flag that is false anyway', {}, { hostPID: false }, []],
    ['the same amount in other words', { overhead: { cpu: '1' } }, { overhead: { cpu: '1000m' } }, []],
  ])('%s', (_name, before, after, expected) => {
    expect(refusals(before, after)).toEqual(expected);
  });
});

describe('while a pod is gated', () => {
  const gated = { schedulingGates: [{ name: 'a' }] };
  const affinity = (...lists: string[][]): PodSpec['affinity'] => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: lists.map((keys) => ({ matchExpressions: keys.map((key) => ({ key, operator: 'Exists' })) })) } },
  });
  const terms = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

  test.each<[string, PodSpec, PodSpec, string[]]>([
    ['a label of nodes is added', { nodeSelector: { a: '1' } }, { nodeSelector: { a: '1', b: '2' } }, []],
    ['a label of nodes is changed', { nodeSelector: { a: '1' } }, { nodeSelector: { a: '2' } }, ['spec.nodeSelector Invalid']],
    ['affinity is set', {}, { affinity: affinity(['a']) }, []],
    ['a requirement is added', { affinity: affinity(['a']) }, { affinity: affinity(['a', 'b']) }, []],
    ['a requirement is lost', { affinity: affinity(['a', 'b']) }, { affinity: affinity(['a']) }, [`${terms}[0] Invalid`]],
    ['a term is added', { affinity: affinity(['a']) }, { affinity: affinity(['a'], ['b']) }, [`${terms} Invalid`]],
    ['affinity is removed', { affinity: affinity(['a']) }, {}, [`${terms} Invalid`]],
    ['affinity to pods is set too', {}, { affinity: { ...affinity(['a']), podAffinity: {} } }, ['spec Forbidden']],
  ])('%s', (_name, before, after, expected) => {
    expect(refusals({ ...gated, ...before }, { ...gated, ...after })).toEqual(expected);
  });

  test('afterwards it stays where it was sent', () => {
    expect(refusals({ nodeSelector: { a: '1' } }, { nodeSelector: { a: '1', b: '2' } })).toEqual(['spec Forbidden']);
  });
});

test('what newer rules refuse may stay', () => {
  const dnsConfig = { nameservers: ['010.0.0.1'] };
  expect(refusals({ dnsConfig }, { dnsConfig })).toEqual([]);
  expect(refusals({}, { dnsConfig })).toEqual(['spec.dnsConfig.nameservers[0] Invalid', 'spec Forbidden']);
});
