import type { Rollout, RolloutStep, Shortfall } from '../plan-model.ts';

export interface ShortfallInput {
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  readonly budget: Rollout['budget'];
  /** Every step of the replay, times on the clock of the simulation. */
  readonly steps: readonly RolloutStep[];
  readonly startMs: number;
  readonly endMs: number;
}

/** How long fewer pods were ready than the workload is to have, and than its disruption budget asks for. Empty for what is new. */
export function shortfallsOf({ replicasBefore, replicasAfter, budget, steps, startMs, endMs }: ShortfallInput): Shortfall[] {
  if (replicasBefore === 0) return [];
  const stated = [{ minimum: Math.min(replicasBefore, replicasAfter) }, ...(budget === undefined ? [] : [{ minimum: Math.min(budget.desiredHealthy, replicasBefore), budget: budget.name }])];
  return stated.flatMap((limit): Shortfall[] => {
    let belowMs = 0;
    for (const [index, { atMs, ready }] of steps.entries()) {
      if (ready < limit.minimum) belowMs += Math.max(0, (steps[index + 1]?.atMs ?? endMs) - Math.max(atMs, startMs));
    }
    const lowest = Math.min(...steps.map(({ ready }) => ready));
    return belowMs === 0 ? [] : [{ ...limit, lowest, belowMs, lasting: (steps.at(-1)?.ready ?? limit.minimum) < limit.minimum }];
  });
}
