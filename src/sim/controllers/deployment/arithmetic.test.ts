import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../objects.ts';
import { fencepostsOf, newReplicaSetSize, proportionalScale, removableReplicas, unhealthyScaleDown } from './arithmetic.ts';

const deployment = (replicas: number, maxSurge: number | string = '25%', maxUnavailable: number | string = '25%'): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
});

const set = (name: string, replicas: number, available = replicas, maxReplicas?: number): ReplicaSet => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name, creationTimestamp: `2026-01-01T00:00:0${name.at(-1) ?? ''}Z`, annotations: maxReplicas === undefined ? {} : { 'deployment.kubernetes.io/max-replicas': String(maxReplicas) } },
  spec: { replicas },
  status: { availableReplicas: available },
});

describe('fenceposts', () => {
  test.each([
    [1, '25%', '25%', 1, 0],
    [2, '25%', '25%', 1, 0],
    [4, '25%', '25%', 1, 1],
    [5, '25%', '25%', 2, 1],
    [10, '25%', '25%', 3, 2],
    [3, 0, '25%', 0, 1],
    [3, 0, 10, 0, 3],
    [0, 1, 1, 1, 0],
  ])('%i replicas, surge %s, unavailable %s', (replicas, surge, unavailable, wantedSurge, wantedUnavailable) => {
    expect(fencepostsOf(deployment(replicas, surge, unavailable))).toEqual({ surge: wantedSurge, unavailable: wantedUnavailable });
  });
});

test('the new ReplicaSet takes what surge leaves', () => {
  expect(newReplicaSetSize(deployment(10), [set('old0', 10)], 0)).toBe(3);
  expect(newReplicaSetSize(deployment(10), [set('old0', 8), set('new1', 3)], 3)).toBe(5);
  expect(newReplicaSetSize(deployment(3, 0, 1), [set('old0', 3)], 0)).toBe(0);
});

test('old replicas make way for what is not yet available', () => {
  expect(removableReplicas(deployment(10), [set('old0', 10), set('new1', 3, 0)], set('new1', 3, 0))).toBe(2);
  expect(removableReplicas(deployment(3, 1, 0), [set('old0', 3), set('new1', 1, 0)], set('new1', 1, 0))).toBe(0);
});

test('unhealthy old replicas go first, oldest ReplicaSet first', () => {
  expect(unhealthyScaleDown([set('a0', 3, 1), set('b1', 2, 0)], 3).map((step) => [step.set.metadata.name, step.replicas])).toEqual([
    ['a0', 1],
    ['b1', 1],
  ]);
});

test('proportional scaling: 10 -> 20 while old 5, new 8', () => {
  const steps = proportionalScale(deployment(20), [set('old0', 5, 5, 13), set('new1', 8, 0, 13)]);
  expect(Object.fromEntries(steps.map((step) => [step.set.metadata.name, step.replicas]))).toEqual({ old0: 10, new1: 15 });
});
