import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';

/** What a PreFilter found: nothing to check on any node, no node at all, or what its Filter needs. */
export type PreFilterResult<S> =
  /** `state` is there when pods that come later could end the skipping: a filter that runs with it lets every node pass. */
  | { readonly kind: 'skip'; readonly state?: S }
  | { readonly kind: 'rejected'; readonly status: Status }
  /** `nodeNames` narrows the search to these nodes. */
  | { readonly kind: 'state'; readonly state: S; readonly nodeNames?: ReadonlySet<string> };

/**
 * A scheduling plugin in Kubernetes' own shape (k8s.io/kube-scheduler/framework/interface.go, v1.36), pure over a snapshot. A state is
 * made for one pod and one snapshot; `addPod` and `removePod` keep it right when a pod comes to a node or leaves it, both for dry runs
 * of preemption and for the next pod of the same template.
 */
export interface Plugin<F = unknown, B = unknown, S = unknown> {
  readonly name: string;
  /**
   * `node` when filter and raw score depend on the pod's template and on the node with its pods alone, so that they stay true until
   * the node changes; `cluster` when they also depend on pods elsewhere, of which `addPod` and `removePod` tell; `cycle` when they
   * must be asked anew for each pod unless PreFilter skips.
   */
  readonly scope: 'node' | 'cluster' | 'cycle';
  /** Absent: there is a filter, and it has no state. */
  readonly preFilter?: (pod: PodInfo, snapshot: Snapshot) => PreFilterResult<F>;
  /** Why the pod may not go to the node; undefined when it may. */
  readonly filter?: (state: F, pod: PodInfo, node: NodeInfo) => Status | undefined;
  /** True while PreFilter would skip the pod: a state that is kept is then not asked. */
  readonly isIdle?: (state: F) => boolean;
  /** The same filter for all nodes at once, by their indexes: sets 1 for those that it turns down. For plugins that count in arrays. */
  readonly filterAll?: (state: F, turnedDown: Uint8Array) => void;
  readonly addPod?: (state: F, pod: PodInfo, added: PodInfo, node: NodeInfo) => void;
  readonly removePod?: (state: F, pod: PodInfo, removed: PodInfo, node: NodeInfo) => void;
  /** What scoring needs to know of the whole cluster, whichever nodes are feasible; undefined when the pod is not scored. */
  readonly scoreBase?: (pod: PodInfo, snapshot: Snapshot) => B | undefined;
  /** Brings a base up to date: a pod came to a node (`sign` 1) or left it (-1). */
  readonly updateScoreBase?: (base: B, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1) => void;
  /** What scoring these feasible nodes needs; undefined skips the plugin. */
  readonly preScore?: (base: B, pod: PodInfo, feasible: readonly NodeInfo[], snapshot: Snapshot) => S | undefined;
  /** The raw score of a node, any number; 0 to 100 when there is no `normalize`. */
  readonly score?: (state: S, pod: PodInfo, node: NodeInfo) => number;
  /** The same scores for many nodes at once, by their indexes, for plugins that keep their counts in arrays. */
  readonly scoreAll?: (state: S, nodeIndexes: Int32Array, scores: Float64Array) => void;
  /** Turns raw scores, in the order of the feasible nodes, into 0 to 100, in place. */
  readonly normalize?: (scores: Float64Array, state: S, feasible: readonly NodeInfo[]) => void;
}

/** Hides the types of the states, so that all plugins fit one list. */
export function definePlugin<F, B, S>(plugin: Plugin<F, B, S>): Plugin {
  return plugin as unknown as Plugin;
}

export const MAX_NODE_SCORE = 100;

/** Scales scores so that the highest becomes 100, reversed when less is better (plugins/helper/normalize_score.go). */
export function normalizeByMaximum(scores: Float64Array, reverse: boolean): void {
  let max = 0;
  for (let index = 0; index < scores.length; index += 1) max = Math.max(max, scores[index] ?? 0);
  for (let index = 0; index < scores.length; index += 1) {
    const score = max === 0 ? 0 : Math.floor((MAX_NODE_SCORE * (scores[index] ?? 0)) / max);
    scores[index] = reverse ? MAX_NODE_SCORE - score : score;
  }
}
