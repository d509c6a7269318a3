import { expect, test } from 'vitest';
import type { Deployment } from '../../objects.ts';
import { ProgressPatience } from './patience.ts';

const at = (second: number, readyReplicas: number, generation = 1): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { uid: 'a', generation },
  status: { replicas: 4, updatedReplicas: 2, readyReplicas, availableReplicas: readyReplicas, conditions: [{ type: 'Progressing', status: 'True', lastUpdateTime: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` }] },
});

test('pods that come and go are waited for three times', () => {
  const patience = new ProgressPatience();
  const answers = [at(0, 3), at(0, 2), at(10, 3), at(10, 2), at(20, 3), at(20, 2), at(30, 3)].map((deployment) => patience.isWorthWaiting(deployment));
  expect(answers).toEqual([true, true, true, true, true, true, false]);
});

test('what was never reached before is worth waiting for again, and so is a new spec', () => {
  const patience = new ProgressPatience();
  for (const second of [0, 10, 20, 30]) patience.isWorthWaiting(at(second, 3));
  expect(patience.isWorthWaiting(at(40, 3))).toBe(false);
  expect(patience.isWorthWaiting(at(50, 4))).toBe(true);
  for (const second of [60, 70, 80]) patience.isWorthWaiting(at(second, 4));
  expect(patience.isWorthWaiting(at(90, 3))).toBe(false);
  expect(patience.isWorthWaiting(at(91, 3, 2))).toBe(true);
});
