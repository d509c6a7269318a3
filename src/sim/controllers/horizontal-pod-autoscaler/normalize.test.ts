import { expect, test } from 'vitest';
import { normalize, normalizeWithBehavior, type Memory } from './normalize.ts';

const fresh = (): Memory => ({ recommendations: [], added: [], removed: [] });
const bounds = { min: 1, max: 40 };

test('without behavior: at most twice as many, four from little', () => {
  expect(normalize(fresh(), 1, 20, bounds, 300_000, 0)).toMatchObject({ replicas: 4, limited: 'ScaleUpLimit' });
  expect(normalize(fresh(), 8, 40, bounds, 300_000, 0)).toMatchObject({ replicas: 16 });
});

test('without behavior: the highest recommendation of the window holds', () => {
  const memory = fresh();
  expect(normalize(memory, 6, 6, bounds, 300_000, 0).replicas).toBe(6);
  expect(normalize(memory, 6, 2, bounds, 300_000, 15_000)).toMatchObject({ replicas: 6, able: 'ScaleDownStabilized' });
  expect(normalize(memory, 6, 2, bounds, 300_000, 300_001).replicas).toBe(2);
});

test('policies count changes of their period, one exactly as old no longer', () => {
  const behavior = { scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }] } };
  const memory = { ...fresh(), added: [{ change: 4, epochMs: 9000 }] };
  expect(normalizeWithBehavior(memory, behavior, 8, 20, bounds, 0, 20_000).replicas).toBe(8);
  expect(normalizeWithBehavior(memory, behavior, 8, 20, bounds, 0, 24_000).replicas).toBe(12);
});

test('percentages are rounded up on the way up', () => {
  const behavior = { scaleUp: { policies: [{ type: 'Percent', value: 50, periodSeconds: 15 }] } };
  expect(normalizeWithBehavior(fresh(), behavior, 9, 40, bounds, 0, 0).replicas).toBe(14);
});
