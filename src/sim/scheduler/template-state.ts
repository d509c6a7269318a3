import type { ActiveFilter } from './filtering.ts';
import { runFilters, runFiltersWithNominated } from './filtering.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile, ScorePlugin } from './profile.ts';
import type { PodChange, Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';

/** A scorer with what it knows: raw scores by node index, or a base that is kept up to date. */
interface ScoreColumn {
  readonly scorer: ScorePlugin;
  readonly base: unknown;
  /** For scorers of scope `node`. */
  readonly raw: Float64Array | undefined;
}

/**
 * What filters and scorers say about every node for all pods made from one template, kept right by following the pod changes of the
 * snapshot: after a placement one node is asked again instead of all.
 */
export class TemplateState {
  readonly structureVersion: number;
  readonly #filters: readonly ActiveFilter[];
  readonly #pod: PodInfo;
  readonly #snapshot: Snapshot;
  readonly #nodeFilters: readonly ActiveFilter[];
  readonly #clusterFilters: readonly ActiveFilter[];
  readonly #columns: readonly ScoreColumn[];
  /** Why node filters turn a node down, by node index. */
  readonly #statuses: (Status | undefined)[] = [];
  #changeCount: number;

  private constructor(pod: PodInfo, snapshot: Snapshot, filters: readonly ActiveFilter[], columns: readonly ScoreColumn[]) {
    this.#pod = pod;
    this.#snapshot = snapshot;
    this.#filters = filters;
    this.#nodeFilters = filters.filter(({ plugin }) => plugin.scope === 'node');
    this.#clusterFilters = filters.filter(({ plugin }) => plugin.scope === 'cluster');
    this.#columns = columns;
    this.structureVersion = snapshot.structureVersion;
    this.#changeCount = snapshot.changeCount;
    for (const node of snapshot.nodes) this.#ask(node);
  }

  /**
   * The state for a template, or undefined when its pods must be asked about one by one: a plugin rules out all nodes, names the only
   * ones, is of scope `cycle` and takes part, or a node filter comes after a cluster filter.
   */
  static create(pod: PodInfo, snapshot: Snapshot, profile: Profile): TemplateState | undefined {
    const filters: ActiveFilter[] = [];
    for (const plugin of profile.filters) {
      const result = plugin.preFilter?.(pod, snapshot) ?? { kind: 'state', state: undefined };
      if (result.kind === 'rejected' || (result.kind === 'state' && (result.nodeNames !== undefined || plugin.scope === 'cycle'))) return undefined;
      if (result.kind === 'skip' && result.state === undefined) continue;
      if (plugin.scope === 'node' && filters.some((before) => before.plugin.scope === 'cluster')) return undefined;
      filters.push({ plugin, state: result.state });
    }
    const columns: ScoreColumn[] = [];
    for (const scorer of profile.scorers) {
      const base = scorer.plugin.scoreBase?.(pod, snapshot);
      if (base === undefined) continue;
      if (scorer.plugin.scope === 'cycle') return undefined;
      columns.push({ scorer, base, raw: scorer.plugin.scope === 'node' ? new Float64Array(snapshot.nodes.length) : undefined });
    }
    return new TemplateState(pod, snapshot, filters, columns);
  }

  /** Follows what happened since the last time; false when the state is void and must be made anew. */
  catchUp(): boolean {
    if (this.structureVersion !== this.#snapshot.structureVersion) return false;
    const changes = this.#snapshot.changesSince(this.#changeCount);
    if (changes === undefined || changes.length > 2 * this.#snapshot.nodes.length + 100) return false;
    for (const change of changes) this.#follow(change);
    for (const node of new Set(changes.map((change) => change.node))) this.#ask(node);
    this.#changeCount = this.#snapshot.changeCount;
    return true;
  }

  /** The filters that take part now: idle ones are those that a PreFilter would skip. */
  activeFilters(): readonly ActiveFilter[] {
    return this.#filters.filter(({ plugin, state }) => plugin.isIdle?.(state) !== true);
  }

  /** Says of each node in turn why the pod may not go there, nominations of other pods respected. */
  eachNode(pod: PodInfo, visit: (node: NodeInfo, status: Status | undefined) => void): void {
    const reserved = new Set(this.#snapshot.nominatedNodes());
    const active = this.activeFilters();
    const asked = active.filter(({ plugin }) => plugin.scope === 'cluster');
    for (const node of this.#snapshot.nodes) {
      if (reserved.size > 0 && reserved.has(node.name)) {
        visit(node, runFiltersWithNominated(active, pod, node, this.#snapshot));
        continue;
      }
      const status = this.#statuses[node.index];
      visit(node, status !== undefined || asked.length === 0 ? status : runFilters(asked, this.#pod, node));
    }
  }

  /** Calls back with the weighted scores of each plugin that takes part, in the order of the feasible nodes; void at the next call. */
  eachColumn(feasible: readonly NodeInfo[], visit: (plugin: string, scores: Float64Array) => void): void {
    const scores = new Float64Array(feasible.length);
    const indexes = indexesOf(feasible);
    for (const { scorer, base, raw } of this.#columns) {
      const { plugin, weight } = scorer;
      const state = plugin.preScore?.(base, this.#pod, feasible, this.#snapshot);
      if (state === undefined || plugin.score === undefined) continue;
      const { score, scoreAll } = plugin;
      if (raw !== undefined) gather(raw, indexes, scores);
      else if (scoreAll !== undefined) scoreAll(state, indexes, scores);
      else for (const [place, node] of feasible.entries()) scores[place] = score(state, this.#pod, node);
      plugin.normalize?.(scores, state, feasible);
      if (weight !== 1) multiply(scores, weight);
      visit(plugin.name, scores);
    }
  }

  #follow({ pod, node, sign }: PodChange): void {
    for (const { plugin, state } of this.#clusterFilters) (sign === 1 ? plugin.addPod : plugin.removePod)?.(state, this.#pod, pod, node);
    for (const { scorer, base } of this.#columns) scorer.plugin.updateScoreBase?.(base, this.#pod, pod, node, sign);
  }

  /** Asks the plugins of scope `node` about one node. */
  #ask(node: NodeInfo): void {
    this.#statuses[node.index] = runFilters(this.#nodeFilters, this.#pod, node);
    for (const { scorer, base, raw } of this.#columns) {
      if (raw !== undefined) raw[node.index] = scorer.plugin.score?.(base, this.#pod, node) ?? 0;
    }
  }
}

// Plain loops over typed arrays, each in a function of its own: this is where a large cluster spends its time.

function indexesOf(nodes: readonly NodeInfo[]): Int32Array {
  const indexes = new Int32Array(nodes.length);
  for (let place = 0; place < nodes.length; place += 1) indexes[place] = nodes[place]?.index ?? 0;
  return indexes;
}

function gather(raw: Float64Array, indexes: Int32Array, scores: Float64Array): void {
  for (let place = 0; place < scores.length; place += 1) scores[place] = raw[indexes[place] ?? 0] ?? 0;
}

function multiply(scores: Float64Array, weight: number): void {
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) * weight;
}
