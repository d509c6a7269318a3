import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../api/types/core-v1.ts';
import { podInfo } from './pod-info.ts';
import { PodIndex, requiredPair, type BoundPod } from './pod-index.ts';

const bound = (name: string, labels: Record<string, string>, selector?: object): BoundPod => {
  const term = { topologyKey: 'zone', labelSelector: selector };
  const spec: PodSpec = selector === undefined ? {} : { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term], preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] } } };
  return { info: podInfo({ metadata: { name, namespace: 'n', labels }, spec }), nodeName: 'a' };
};
const names = (pods: Iterable<BoundPod>): string[] => [...pods].map(({ info }) => info.name).sort();

describe('PodIndex', () => {
  const index = new PodIndex();
  const pods = [
    bound('pair', { app: 'x' }, { matchLabels: { app: 'web' } }),
    bound('single', { app: 'x' }, { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }),
    bound('either', { app: 'y' }, { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] }),
    bound('other', {}, { matchLabels: { app: 'db' } }),
    bound('plain', { app: 'x' }),
  ];
  for (const pod of pods) index.add(pod);

  it('finds pods by a label in their namespace', () => {
    expect(names(index.labelled('n', 'app', 'x'))).toEqual(['pair', 'plain', 'single']);
    expect(names(index.labelled('m', 'app', 'x'))).toEqual([]);
  });

  it('finds the pods whose terms may speak of given labels', () => {
    expect(names(index.withTermsAbout({ app: 'web', tier: 'front' }))).toEqual(['either', 'pair', 'single']);
    expect(names(index.withTermsAbout({ app: 'api' }))).toEqual(['either']);
    expect(names(index.withTermsAbout({}))).toEqual(['either']);
  });

  it('forgets pods that are gone', () => {
    for (const pod of pods.slice(0, 3)) index.remove(pod);
    expect(names(index.withTermsAbout({ app: 'web' }))).toEqual([]);
    expect(names(index.labelled('n', 'app', 'x'))).toEqual(['plain']);
  });
});

describe('requiredPair', () => {
  it.each([
    [undefined, undefined],
    [{}, undefined],
    [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, undefined],
    [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, undefined],
    [{ matchExpressions: [{ key: 'a', operator: 'Exists' }, { key: 'c', operator: 'In', values: ['d'] }] }, ['c', 'd']],
    [{ matchLabels: { a: 'b' } }, ['a', 'b']],
  ])('of %j is %j', (selector, pair) => {
    expect(requiredPair(selector)).toEqual(pair);
  });
});
