import { expect, test } from 'vitest';
import type { PodDisruptionBudgetSpec } from '../../../api/types/policy-v1.ts';
import { expectedAndDesired } from './arithmetic.ts';

test.each<[PodDisruptionBudgetSpec, number, number, number, number]>([
  [{ minAvailable: '60%' }, 7, 7, 7, 5],
  [{ maxUnavailable: '30%' }, 7, 7, 7, 4],
  [{ minAvailable: 1 }, 1, 1, 1, 1],
  [{ minAvailable: 2 }, 4, 3, 4, 2],
  [{ maxUnavailable: 10 }, 3, 3, 3, 0],
])('%j with %i pods of %i wanted', (spec, pods, scale, expected, desired) => {
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec };
  expect(expectedAndDesired(budget, pods, () => scale)).toEqual({ expected, desired });
});
