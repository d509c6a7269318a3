import { gvkKey } from '../gvk.ts';
import type { Strategy } from '../strategy.ts';
import { controlStrategies } from './control.ts';
import { resourceStrategies } from './resources.ts';
import { workloadStrategies } from './workloads.ts';

/** Every built-in kind and version that has validation beyond its structure. */
export const STRATEGIES: readonly Strategy[] = [...workloadStrategies, ...resourceStrategies, ...controlStrategies];

let byKind: Map<string, Strategy> | undefined;

/** The strategy of a kind and version, or undefined for custom resources and kinds without one. */
export function strategyOf(apiVersion: string, kind: string): Strategy | undefined {
  byKind ??= new Map(STRATEGIES.map((strategy) => [gvkKey(strategy.apiVersion, strategy.kind), strategy]));
  return byKind.get(gvkKey(apiVersion, kind));
}
