import { MAX_NODE_SCORE } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { amountOf, isScalarResource } from './resources.ts';

/** How much a resource weighs among others. */
export interface WeightedResource {
  readonly name: string;
  readonly weight: number;
}

/** How full nodes are scored: emptier first, fuller first, or by a shape of points `(utilization in percent, score 0 to 10)`. */
export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly WeightedResource[];
  readonly shape?: readonly { readonly utilization: number; readonly score: number }[];
}

export const DEFAULT_RESOURCES: readonly WeightedResource[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

export const LEAST_ALLOCATED: ScoringStrategy = { type: 'LeastAllocated', resources: DEFAULT_RESOURCES };

/**
 * The weighted mean of the scores of the resources (plugins/noderesources: resource_allocation.go, least_allocated.go,
 * most_allocated.go, requested_to_capacity_ratio.go, v1.36). CPU and memory count with their non-zero requests.
 */
export function scoreAllocation(strategy: ScoringStrategy, pod: PodInfo, node: NodeInfo): number {
  let sum = 0;
  let weights = 0;
  for (const { name, weight } of strategy.resources) {
    const allocatable = amountOf(node.allocatable, name);
    if (allocatable === 0 || (isScalarResource(name) && amountOf(pod.requests, name) === 0)) continue;
    const score = scoreResource(strategy, requestedWith(pod, node, name), allocatable);
    sum += score * weight;
    if (strategy.type !== 'RequestedToCapacityRatio' || score > 0) weights += weight;
  }
  if (weights === 0) return 0;
  return strategy.type === 'RequestedToCapacityRatio' ? Math.round(sum / weights) : Math.floor(sum / weights);
}

function requestedWith(pod: PodInfo, node: NodeInfo, name: string): number {
  if (name === 'cpu') return node.nonZeroMilliCpu + pod.nonZeroMilliCpu;
  if (name === 'memory') return node.nonZeroMemoryBytes + pod.nonZeroMemoryBytes;
  return amountOf(node.requested, name) + amountOf(pod.requests, name);
}

function scoreResource(strategy: ScoringStrategy, requested: number, allocatable: number): number {
  switch (strategy.type) {
    case 'LeastAllocated':
      return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * MAX_NODE_SCORE) / allocatable);
    case 'MostAllocated':
      return Math.floor((Math.min(requested, allocatable) * MAX_NODE_SCORE) / allocatable);
    case 'RequestedToCapacityRatio':
      return onShape(strategy.shape ?? [], requested > allocatable ? 100 : Math.floor((requested * 100) / allocatable));
  }
}

/** The score on the broken line through the points, scaled to 0 to 100, with integer arithmetic that truncates. */
function onShape(shape: NonNullable<ScoringStrategy['shape']>, utilization: number): number {
  const points = shape.map((point) => ({ utilization: point.utilization, score: point.score * (MAX_NODE_SCORE / 10) }));
  for (const [index, point] of points.entries()) {
    if (utilization > point.utilization) continue;
    const before = points[index - 1];
    if (before === undefined) return point.score;
    const rise = (point.score - before.score) * (utilization - before.utilization);
    return before.score + Math.trunc(rise / (point.utilization - before.utilization));
  }
  return points.at(-1)?.score ?? 0;
}
