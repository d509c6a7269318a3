import type { ActiveFilter } from './filtering.ts';
import { runFilters, runFiltersWithNominated } from './filtering.ts';
import { addTo, gather, indexesOf, keptNodes, multiply, type ScoreBuffers } from './score-buffers.ts';
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
  /** Why node filters turn a node down, by node index, and 1 where they do. */
  readonly #statuses: (Status | undefined)[] = [];
  readonly #turnedDown: Uint8Array;
  /** The weighted scores of node scorers that are not normalized, together, by node index. */
  readonly #plainTotals: Float64Array;
  #changeCount: number;

  private constructor(pod: PodInfo, snapshot: Snapshot, filters: readonly ActiveFilter[], columns: readonly ScoreColumn[]) {
    this.#pod = pod;
    this.#snapshot = snapshot;
    this.#filters = filters;
    this.#nodeFilters = filters.filter(({ plugin }) => plugin.scope === 'node');
    this.#clusterFilters = filters.filter(({ plugin }) => plugin.scope === 'cluster');
    this.#columns = columns;
    this.#turnedDown = new Uint8Array(snapshot.nodes.length);
    this.#plainTotals = new Float64Array(snapshot.nodes.length);
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

  /** The nodes that the pod may go to, without a word about the others. */
  feasibleNodes(pod: PodInfo, buffers: ScoreBuffers): readonly NodeInfo[] {
    const { nodes } = this.#snapshot;
    const active = this.activeFilters();
    const turnedDown = buffers.turnedDown(nodes.length);
    turnedDown.set(this.#turnedDown);
    for (const { plugin, state } of active) {
      if (plugin.scope !== 'cluster') continue;
      if (plugin.filterAll !== undefined) plugin.filterAll(state, turnedDown);
      else for (const node of nodes) if (turnedDown[node.index] === 0 && plugin.filter?.(state, this.#pod, node) !== undefined) turnedDown[node.index] = 1;
    }
    for (const name of this.#snapshot.nominatedNodes()) {
      const node = this.#snapshot.node(name);
      if (node !== undefined) turnedDown[node.index] = runFiltersWithNominated(active, pod, node, this.#snapshot) === undefined ? 0 : 1;
    }
    return keptNodes(nodes, turnedDown);
  }

  /** The weighted scores of each plugin that takes part, in the order of the feasible nodes. */
  columns(feasible: readonly NodeInfo[]): readonly { readonly plugin: string; readonly scores: Float64Array }[] {
    const indexes = indexesOf(feasible, new Int32Array(feasible.length));
    return this.#columns.flatMap((column) => {
      const scores = new Float64Array(feasible.length);
      return this.#fill(column, feasible, indexes, scores) ? [{ plugin: column.scorer.plugin.name, scores }] : [];
    });
  }

  /** The sum of all weighted scores, in the order of the feasible nodes; void at the next use of the buffers. */
  totals(feasible: readonly NodeInfo[], buffers: ScoreBuffers): Float64Array {
    const indexes = indexesOf(feasible, buffers.indexes(feasible.length));
    const totals = buffers.totals(feasible.length);
    gather(this.#plainTotals, indexes, totals);
    const scores = buffers.scores(feasible.length);
    for (const column of this.#columns) {
      if (!isPlain(column) && this.#fill(column, feasible, indexes, scores)) addTo(totals, scores);
    }
    return totals;
  }

  /** Writes the weighted scores of one plugin; false when it skips the pod. */
  #fill({ scorer: { plugin, weight }, base, raw }: ScoreColumn, feasible: readonly NodeInfo[], indexes: Int32Array, scores: Float64Array): boolean {
    const state = plugin.preScore?.(base, this.#pod, feasible, this.#snapshot);
    const { score, scoreAll } = plugin;
    if (state === undefined || score === undefined) return false;
    if (raw !== undefined) gather(raw, indexes, scores);
    else if (scoreAll !== undefined) scoreAll(state, indexes, scores);
    else for (const [place, node] of feasible.entries()) scores[place] = score(state, this.#pod, node);
    plugin.normalize?.(scores, state, feasible);
    if (weight !== 1) multiply(scores, weight);
    return true;
  }

  #follow({ pod, node, sign }: PodChange): void {
    for (const { plugin, state } of this.#clusterFilters) (sign === 1 ? plugin.addPod : plugin.removePod)?.(state, this.#pod, pod, node);
    for (const { scorer, base } of this.#columns) scorer.plugin.updateScoreBase?.(base, this.#pod, pod, node, sign);
  }

  /** Asks the plugins of scope `node` about one node. */
  #ask(node: NodeInfo): void {
    const status = runFilters(this.#nodeFilters, this.#pod, node);
    this.#statuses[node.index] = status;
    this.#turnedDown[node.index] = status === undefined ? 0 : 1;
    let total = 0;
    for (const column of this.#columns) {
      const { scorer, base, raw } = column;
      if (raw === undefined) continue;
      const score = scorer.plugin.score?.(base, this.#pod, node) ?? 0;
      raw[node.index] = score;
      if (isPlain(column)) total += score * scorer.weight;
    }
    this.#plainTotals[node.index] = total;
  }
}

function isPlain({ scorer, raw }: ScoreColumn): boolean {
  return raw !== undefined && scorer.plugin.normalize === undefined;
}
