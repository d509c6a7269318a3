import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile, ScorePlugin } from './profile.ts';
import type { Snapshot } from './snapshot.ts';

/** Weighted scores of the feasible nodes by plugin; plugins that skipped the pod are left out. */
export interface Scores {
  readonly plugins: readonly string[];
  /** In the order of the plugins. */
  readonly nodes: readonly { readonly node: string; readonly total: number; readonly byPlugin: readonly number[] }[];
}

/** Runs PreScore, Score, NormalizeScore and the weights (pkg/scheduler/schedule_one.go, prioritizeNodes, v1.36). */
export function scoreNodes(pod: PodInfo, feasible: readonly NodeInfo[], snapshot: Snapshot, profile: Profile): Scores {
  const columns: { readonly name: string; readonly scores: Float64Array }[] = [];
  for (const scorer of profile.scorers) {
    const base = scorer.plugin.scoreBase?.(pod, snapshot);
    const scores = base === undefined ? undefined : weightedScores(scorer, base, pod, feasible, snapshot);
    if (scores !== undefined) columns.push({ name: scorer.plugin.name, scores });
  }
  const nodes = feasible.map(({ name }, index) => {
    const byPlugin = columns.map(({ scores }) => scores[index] ?? 0);
    return { node: name, total: byPlugin.reduce((sum, score) => sum + score, 0), byPlugin };
  });
  return { plugins: columns.map(({ name }) => name), nodes };
}

/** Scores of the feasible nodes in their order; undefined when the plugin skips the pod. */
export function weightedScores(
  { plugin, weight }: ScorePlugin,
  base: unknown,
  pod: PodInfo,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
): Float64Array | undefined {
  const state = plugin.preScore?.(base, pod, feasible, snapshot);
  if (state === undefined || plugin.score === undefined) return undefined;
  const { score } = plugin;
  const scores = Float64Array.from(feasible, (node) => score(state, pod, node));
  plugin.normalize?.(scores, state, feasible);
  return scores.map((value) => value * weight);
}
