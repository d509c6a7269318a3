import type { SchedulerFeatures } from '../features.ts';
import type { Plugin } from '../framework.ts';
import { MAX_NODE_SCORE, definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import { amountOf, isScalarResource } from '../resources.ts';

const NAME = 'NodeResourcesBalancedAllocation';

/**
 * Prefers nodes whose resources are used in the same proportion (plugins/noderesources/balanced_allocation.go). Until 1.35 the
 * balance with the pod is the score; since 1.36 the improvement over the balance without it is, around 75. Pods that request none of
 * the resources are not scored.
 */
export function nodeResourcesBalancedAllocation(features: SchedulerFeatures, resources: readonly string[] = ['cpu', 'memory']): Plugin {
  return definePlugin({
    name: NAME,
    scope: 'node',
    scoreBase: (pod): readonly string[] | undefined => (resources.every((name) => amountOf(pod.requests, name) === 0) ? undefined : resources),
    preScore: (names: readonly string[]) => names,
    score(names: readonly string[], pod, node) {
      const after = balance(names, pod, node, true);
      if (!features.balanceByImprovement) return after;
      const half = MAX_NODE_SCORE / 2;
      return half + Math.trunc((half + after - balance(names, pod, node, false)) / 2);
    },
  });
}

/** `(1 - σ) × 100`, truncated, where σ is the standard deviation of the fractions of the node's resources that are requested. */
function balance(names: readonly string[], pod: PodInfo, node: NodeInfo, withPod: boolean): number {
  const fractions: number[] = [];
  let total = 0;
  for (const name of names) {
    const allocatable = amountOf(node.allocatable, name);
    const request = amountOf(pod.requests, name);
    if (allocatable === 0 || (request === 0 && isScalarResource(name))) continue;
    const fraction = Math.min(1, (amountOf(node.requested, name) + (withPod ? request : 0)) / allocatable);
    fractions.push(fraction);
    total += fraction;
  }
  return Math.trunc((1 - deviation(fractions, total)) * MAX_NODE_SCORE);
}

function deviation(fractions: readonly number[], total: number): number {
  const [first = 0, second = 0] = fractions;
  if (fractions.length < 2) return 0;
  if (fractions.length === 2) return Math.abs((first - second) / 2);
  const mean = total / fractions.length;
  let sum = 0;
  for (const fraction of fractions) sum += (fraction - mean) * (fraction - mean);
  return Math.sqrt(sum / fractions.length);
}
