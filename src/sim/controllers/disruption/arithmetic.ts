import type { PodDisruptionBudget } from '../../objects.ts';
import { scaledValue } from '../int-or-percent.ts';

/**
 * How many pods a budget expects, and how many of them have to be healthy (getExpectedPodCount in pkg/controller/disruption, v1.36). A plain
 * `minAvailable` counts the pods that there are; everything else the replicas that their controllers want.
 */
export function expectedAndDesired(
  budget: PodDisruptionBudget,
  podCount: number,
  sumOfScales: () => number | { readonly failed: string },
): { readonly expected: number; readonly desired: number } | { readonly failed: string } {
  const { maxUnavailable, minAvailable } = budget.spec ?? {};
  if (maxUnavailable !== undefined) {
    const expected = sumOfScales();
    if (typeof expected !== 'number') return expected;
    return { expected, desired: Math.max(0, expected - scaledValue(maxUnavailable, expected, true)) };
  }
  if (typeof minAvailable === 'string') {
    const expected = sumOfScales();
    return typeof expected === 'number' ? { expected, desired: scaledValue(minAvailable, expected, true) } : expected;
  }
  return { expected: podCount, desired: minAvailable ?? 0 };
}
