/** One attempt of the scheduler to place one pod. */
export interface SchedulingDecision {
  readonly timeMs: number;
  /** The pod as `namespace/name`. */
  readonly pod: string;
  /** The node that was chosen; absent when none fits. */
  readonly node?: string;
  /** How many nodes had the highest score (the first by name was taken); 1 when the choice was unique. */
  readonly oneOf?: number;
  /** `0/3 nodes are available: …`, when no node fits. */
  readonly message?: string;
  readonly nodeReasons: readonly NodeReason[];
  readonly scores: readonly NodeScore[];
  /** Pods (`namespace/name`) that were deleted to make room on `nominatedNode`. */
  readonly victims: readonly string[];
  readonly nominatedNode?: string;
}

export interface NodeReason {
  readonly node: string;
  /** The scheduler's words: `Insufficient cpu`, `node(s) had untolerated taint {dedicated: gpu}`. */
  readonly reasons: readonly string[];
}

export interface NodeScore {
  readonly node: string;
  /** The weighted sum over all plugins. */
  readonly total: number;
  /** Weighted score by plugin. */
  readonly plugins: Readonly<Record<string, number>>;
}
