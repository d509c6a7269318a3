import { expect, test } from 'vitest';
import type { Pod } from '../sim/objects.ts';
import { newPods, schedulingTexts } from './scheduling-texts.ts';

const pod = (name: string, spec: object = {}): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, uid: name }, spec }) as Pod;
const configuration = { profiles: [{ schedulerName: 'packing', plugins: { score: { enabled: [{ name: 'Trimaran' }] } } }] };

test.each([
  ['nothing where all is known', {}, [pod('a')], []],
  ['schedulers that stand in for others', { otherSchedulers: 'default' }, [pod('a', { schedulerName: 'volcano' }), pod('b')], ['1 pod names the scheduler volcano, which no profile describes (--scheduler-config): the default scheduler stands in for it']],
  ['schedulers that nothing is known of', {}, [pod('a', { schedulerName: 'volcano' }), pod('b', { schedulerName: 'kai' })], ['2 pods name the scheduler kai or volcano, which no profile describes (--scheduler-config): no node is found for them']],
  ['plugins of others', { configuration }, [pod('a', { schedulerName: 'packing' })], ["the scheduler plugin Trimaran is not one of kube-scheduler's own: what it decides is not simulated"]],
  ['devices that are assumed', { devices: 'assumed' }, [pod('a', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'x' }] })], ['every ResourceClaim finds its devices: no ResourceSlice says which there are']],
  ['no devices where none are asked for', { devices: 'assumed' }, [pod('a')], []],
] as const)('states %s', (_name, options, pods, texts) => {
  expect(schedulingTexts(options, '1.36', pods)).toEqual(texts);
});

test('looks at the pods that came with the change', () => {
  expect(newPods([pod('a')], [pod('a'), pod('b')]).map(({ metadata }) => metadata.name)).toEqual(['b']);
});
