import { describe, expect, it } from 'vitest';
import type { RolloutStep } from '../plan-model.ts';
import { shortfallsOf } from './shortfalls.ts';

function steps(...ready: readonly (readonly [atMs: number, ready: number])[]): RolloutStep[] {
  return ready.map(([atMs, pods]) => ({ atMs, old: 0, new: pods, ready: pods, available: pods, unavailable: 0, surge: 0, live: pods, pending: 0 }));
}

const CLOCK = { startMs: 1000, endMs: 11_000 };

describe('how long too few pods are ready', () => {
  it('counts from the apply on, against the size and the budget', () => {
    const found = shortfallsOf({ ...CLOCK, replicasBefore: 4, replicasAfter: 6, budget: { name: 'web', desiredHealthy: 3 }, steps: steps([1000, 4], [2000, 3], [3500, 2], [4000, 4]) });
    expect(found).toEqual([
      { minimum: 4, lowest: 2, belowMs: 2000, lasting: false },
      { minimum: 3, budget: 'web', lowest: 2, belowMs: 500, lasting: false },
    ]);
  });

  it('says when it stays so', () => {
    expect(shortfallsOf({ ...CLOCK, replicasBefore: 2, replicasAfter: 2, budget: undefined, steps: steps([1000, 2], [6000, 1]) })).toEqual([{ minimum: 2, lowest: 1, belowMs: 5000, lasting: true }]);
  });

  it('has nothing to say of what is new, of fewer pods that are wanted, and of a budget that asks for more than there ever were', () => {
    expect(shortfallsOf({ ...CLOCK, replicasBefore: 0, replicasAfter: 2, budget: undefined, steps: steps([1000, 0], [6000, 2]) })).toEqual([]);
    expect(shortfallsOf({ ...CLOCK, replicasBefore: 4, replicasAfter: 2, budget: undefined, steps: steps([1000, 4], [2000, 2]) })).toEqual([]);
    expect(shortfallsOf({ ...CLOCK, replicasBefore: 2, replicasAfter: 4, budget: { name: 'web', desiredHealthy: 3 }, steps: steps([1000, 2], [6000, 4]) })).toEqual([]);
  });
});
