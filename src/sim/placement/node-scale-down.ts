import type { Taint } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import { evictPod } from '../apiserver/eviction.ts';
import type { ComponentContext } from '../component.ts';
import type { Node, Pod } from '../objects.ts';
import type { Profile } from '../scheduler/profile.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';
import type { AutoscalerPolicy } from './autoscaler-policy.ts';
import type { GroupNodes } from './group-nodes.ts';
import { mustMove, unneededNodes } from './scale-down.ts';

/** How often the autoscaler looks for nodes that it could do without (--scan-interval). */
const SCAN_MS = 10_000;
/** Evictions that budgets refuse are repeated (core/scaledown/actuation/drain.go). */
const EVICTION_RETRY_MS = 10_000;
const EVICTION_LIMIT_MS = 120_000;
/** A node that could not be emptied is left alone for so long (UnremovableNodeRecheckTimeout). */
const RECHECK_MS = 300_000;
/** An autoscaler that takes away and adds without end is not waited for any more. */
const REMOVALS_WAITED_FOR = 1000;

interface NodeScaleDownOptions {
  readonly nodes: GroupNodes;
  readonly policy: AutoscalerPolicy;
  readonly profile: Profile;
  /** The cluster as it is, without nodes that are on their way. */
  readonly snapshot: () => Snapshot;
}

/**
 * Takes nodes away that have been unneeded for long enough (cluster-autoscaler/core/scaledown, 1.34; Karpenter by its own policy). Divergence: the node
 * object goes as soon as the node is empty.
 */
export class NodeScaleDown {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #options: NodeScaleDownOptions;
  readonly #unneededSince = new Map<string, number>();
  /** What was last said to keep a node. */
  readonly #kept = new Map<string, string>();
  /** Nodes that are being emptied, with the time at which evicting them began. */
  readonly #draining = new Map<string, number>();
  readonly #leftAloneUntil = new Map<string, number>();
  #lastAddedMs = Number.NEGATIVE_INFINITY;
  #scanQueued = false;
  #removals = 0;

  constructor(context: ComponentContext, client: Client, options: NodeScaleDownOptions) {
    this.#context = context;
    this.#client = client;
    this.#options = options;
  }

  watch(): void {
    for (const kind of ['Pod', 'Node', 'PodDisruptionBudget.policy'] as const) this.#client.store.watch(kind, () => this.#queueScan(SCAN_MS));
    this.#client.watch('Pod', ({ object }) => {
      const node = object.spec?.nodeName ?? '';
      if (this.#draining.has(node)) this.#later(0, node, () => this.#removeWhenEmpty(node));
    });
  }

  /** Nodes have been asked for. */
  added(): void {
    this.#lastAddedMs = this.#nowMs;
  }

  get #nowMs(): number {
    return this.#context.loop.nowMs;
  }

  #later(delayMs: number, key: string, run: () => void): void {
    this.#context.loop.at(this.#nowMs + delayMs, this.#context.order, key, run, this.#removals >= REMOVALS_WAITED_FOR);
  }

  /** The next round after `delayMs`; rounds are at multiples of the interval. */
  #queueScan(delayMs: number): void {
    if (this.#scanQueued || !this.#options.nodes.canShrink) return;
    this.#scanQueued = true;
    const now = this.#nowMs;
    this.#later(Math.ceil((now + Math.max(1, delayMs - SCAN_MS + 1)) / SCAN_MS) * SCAN_MS - now, 'scale down', () => {
      this.#scanQueued = false;
      this.#scan();
    });
  }

  #scan(): void {
    const { nodes, policy, profile } = this.#options;
    const candidates = nodes.removable().filter((node) => this.#isCandidate(node));
    const verdicts = unneededNodes({
      candidates,
      spareOf: (node) => nodes.spareOf(node) - [...this.#draining.keys()].filter((other) => nodes.groupOf(other) === nodes.groupOf(node)).length,
      groupOf: (node) => nodes.groupOf(node)?.name ?? '',
      snapshot: this.#options.snapshot(),
      budgets: [...this.#client.list('PodDisruptionBudget.policy')],
      policy,
      profile,
    });
    const unneeded = new Map(verdicts.flatMap((verdict) => ('moves' in verdict ? [[verdict.node, verdict.moves] as const] : [])));
    for (const verdict of verdicts) if ('because' in verdict) this.#keep(verdict.node, verdict.because);
    for (const node of this.#unneededSince.keys()) if (!unneeded.has(node) && !this.#draining.has(node)) this.#needed(node);
    for (const node of unneeded.keys()) this.#unneeded(node);
    this.#removeDue(unneeded);
    const nextDueMs = Math.min(...[...unneeded.keys()].filter((node) => !this.#draining.has(node)).map((node) => this.#dueMs(node)));
    if (Number.isFinite(nextDueMs)) this.#queueScan(Math.max(SCAN_MS, nextDueMs - this.#nowMs));
  }

  #isCandidate(name: string): boolean {
    const node = this.#client.get('Node', undefined, name);
    const isThere = node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
    return isThere && !this.#draining.has(name) && (this.#leftAloneUntil.get(name) ?? 0) <= this.#nowMs;
  }

  #dueMs(node: string): number {
    const { unneededMs, delayAfterAddMs } = this.#options.policy;
    return Math.max((this.#unneededSince.get(node) ?? this.#nowMs) + unneededMs, this.#lastAddedMs + delayAfterAddMs);
  }

  #unneeded(node: string): void {
    this.#kept.delete(node);
    if (this.#unneededSince.has(node)) return;
    this.#unneededSince.set(node, this.#nowMs);
    const { softTaint } = this.#options.policy;
    if (softTaint !== undefined) this.#taint(node, [softTaint], []);
  }

  #needed(node: string): void {
    this.#unneededSince.delete(node);
    const { softTaint } = this.#options.policy;
    if (softTaint !== undefined) this.#taint(node, [], [softTaint]);
  }

  /** Says why, once for each reason. */
  #keep(name: string, because: string): void {
    if (this.#kept.get(name) === because) return;
    this.#kept.set(name, because);
    const node = this.#client.get('Node', undefined, name);
    if (node !== undefined) this.#context.recorder.event(node, 'Normal', NO_SCALE_DOWN, because, this.#client.by);
  }

  #removeDue(unneeded: ReadonlyMap<string, number>): void {
    const due = [...unneeded].filter(([node]) => this.#dueMs(node) <= this.#nowMs);
    const limits = this.#options.policy.removalsAtOnce(this.#options.nodes.removable().length);
    for (const [node] of due.filter(([, moves]) => moves === 0).slice(0, limits.empty)) this.#startRemoval(node);
    for (const [node] of due.filter(([, moves]) => moves > 0).slice(0, Math.max(0, limits.occupied - this.#draining.size))) this.#startRemoval(node);
  }

  #startRemoval(name: string): void {
    const node = this.#taint(name, [this.#options.policy.taint], []);
    if (node === undefined) return;
    this.#draining.set(name, this.#nowMs);
    this.#context.recorder.event(node, 'Normal', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable', this.#client.by);
    this.#evictAll(name);
  }

  #evictAll(name: string): void {
    const since = this.#draining.get(name);
    if (since === undefined) return;
    let refused = false;
    for (const pod of this.#podsOn(name)) {
      if (evictPod(this.#client.server, pod.metadata.namespace ?? '', pod.metadata.name ?? '', {}, this.#client.by).ok) {
        this.#context.recorder.event(pod, 'Normal', 'ScaleDown', 'deleting pod for node scale down', this.#client.by);
      } else refused = true;
    }
    if (refused && this.#nowMs + EVICTION_RETRY_MS - since > EVICTION_LIMIT_MS) this.#giveUp(name);
    else if (refused) this.#later(EVICTION_RETRY_MS, name, () => this.#evictAll(name));
    this.#removeWhenEmpty(name);
  }

  #giveUp(name: string): void {
    this.#draining.delete(name);
    this.#leftAloneUntil.set(name, this.#nowMs + RECHECK_MS);
    this.#needed(name);
    const node = this.#taint(name, [], [this.#options.policy.taint]);
    if (node !== undefined) this.#context.recorder.event(node, 'Warning', 'ScaleDownFailed', 'failed to drain the node, aborting ScaleDown', this.#client.by);
    this.#later(RECHECK_MS, name, () => this.#queueScan(SCAN_MS));
  }

  #removeWhenEmpty(name: string): void {
    const node = this.#client.get('Node', undefined, name);
    if (!this.#draining.has(name) || node === undefined) return;
    if (this.#client.indexes.podsByNode.list(name).some((pod) => mustMove({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: undefined } } as Pod))) return;
    this.#draining.delete(name);
    this.#unneededSince.delete(name);
    this.#options.nodes.remove(name);
    this.#removals += 1;
    this.#client.delete(node);
  }

  #podsOn(name: string): Pod[] {
    return this.#client.indexes.podsByNode.list(name).filter(mustMove);
  }

  #taint(name: string, add: readonly Taint[], remove: readonly Taint[]): Node | undefined {
    const node = this.#client.get('Node', undefined, name);
    if (node === undefined) return undefined;
    const taints = [...(node.spec?.taints ?? []).filter(({ key }) => ![...add, ...remove].some((taint) => taint.key === key)), ...add];
    const updated = this.#client.update({ ...node, spec: { ...node.spec, taints } });
    return updated.ok ? updated.object : node;
  }
}

/** The reason of the event that says why a node which is hardly used stays. Cluster Autoscaler writes it into its log. */
export const NO_SCALE_DOWN = 'NoScaleDown';
