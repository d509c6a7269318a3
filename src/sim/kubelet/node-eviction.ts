import { qosClassOf } from '../../api/qos.ts';
import { toleratesTaint } from '../../api/tolerations.ts';
import type { NodeCondition } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import type { ComponentContext } from '../component.ts';
import { controllerOf, type Node, type Pod } from '../objects.ts';
import { isTerminal } from '../pods/conditions.ts';
import type { UsedResource, UseSource } from '../use-source.ts';
import { evictionMessage, evictionOrder, metThreshold, type MetThreshold, overDiskLimit, type PodUse, podUse } from './eviction-signals.ts';
import type { PodWorker } from './pod-worker.ts';
import type { PodFailure } from './worker-host.ts';

export interface EvictionView {
  readonly use: UseSource;
  readonly workersOn: (node: string) => readonly PodWorker[];
  readonly isStopped: (node: string) => boolean;
}

const ROUND_MS = 10_000;
/** How often the node looks whether those that it evicts are gone, and how long it waits for them. */
const CLEANUP_POLL_MS = 1000;
const CLEANUP_MS = 30_000;
/** How long a condition stays after it was last seen (--eviction-pressure-transition-period). */
const TRANSITION_MS = 300_000;
/** Hard thresholds leave pods this long to end. */
const GRACE_MS = 1000;
/** Evictions of one controller's pods after which a run that waits for everything to settle no longer waits for the node. */
const HOPELESS_EVICTIONS = 3;
const SYSTEM_CRITICAL_PRIORITY = 2_000_000_000;

/** In the order in which a node defends them. */
const RESOURCES: readonly UsedResource[] = ['memory', 'ephemeral-storage'];

interface Pressure {
  readonly type: 'MemoryPressure' | 'DiskPressure';
  readonly yes: Pick<NodeCondition, 'reason' | 'message'>;
  readonly no: Pick<NodeCondition, 'reason' | 'message'>;
}

const PRESSURES: Readonly<Record<UsedResource, Pressure>> = {
  memory: {
    type: 'MemoryPressure',
    yes: { reason: 'KubeletHasInsufficientMemory', message: 'kubelet has insufficient memory available' },
    no: { reason: 'KubeletHasSufficientMemory', message: 'kubelet has sufficient memory available' },
  },
  'ephemeral-storage': {
    type: 'DiskPressure',
    yes: { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure' },
    no: { reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure' },
  },
};

interface NodeState {
  isLooking: boolean;
  /** When the next round comes. */
  dueMs: number | undefined;
  /** How often pods of each controller were evicted, by its uid. */
  readonly evictions: Map<string, number>;
  /** When each pressure was last seen, of those that still count. */
  readonly seenMs: Map<UsedResource, number>;
}

/**
 * Node-pressure eviction (pkg/kubelet/eviction/eviction_manager.go, v1.36): every 10 s, one pod at a time, at once again when it is gone. Divergences: what
 * nobody states is taken as used as requested; images are not removed first; conditions are posted at once instead of with the next heartbeat.
 */
export class NodeEviction {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #view: EvictionView;
  readonly #nodes = new Map<string, NodeState>();
  /** Somebody says what a pod uses: before that there is nothing to look at. */
  #isActive = false;

  constructor(context: ComponentContext, client: Client, view: EvictionView) {
    this.#context = context;
    this.#client = client;
    this.#view = view;
  }

  activate(): void {
    this.#isActive = true;
  }

  /** What the pods of a node use has changed: the next round looks at it, if there is anything to see. */
  wake(node: string): void {
    if (!this.#isActive && !this.#view.use.isStated) return;
    const state = this.#stateOf(node);
    if (state.isLooking) return;
    state.isLooking = true;
    const { loop, order } = this.#context;
    loop.at(loop.nowMs, order, node, () => {
      state.isLooking = false;
      if (this.#isShort(node)) this.#schedule(node, Math.ceil((loop.nowMs + 1) / ROUND_MS) * ROUND_MS);
    });
  }

  /** Why a node in trouble does not take a pod (Admit). */
  refusal(pod: Pod): PodFailure | undefined {
    const pressures = this.#pressuresOf(pod.spec?.nodeName ?? '');
    if (pressures.length === 0 || isCritical(pod)) return undefined;
    const tolerates = (pod.spec?.tolerations ?? []).some((toleration) => toleratesTaint(toleration, { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' }));
    if (pressures.every((resource) => resource === 'memory') && (qosClassOf(pod.spec ?? {}) !== 'BestEffort' || tolerates)) return undefined;
    return { reason: 'Evicted', message: `The node had condition: [${pressures.map((resource) => PRESSURES[resource].type).join(' ')}]. ` };
  }

  #schedule(node: string, timeMs: number, background = false): void {
    const state = this.#stateOf(node);
    const isHopeless = [...state.evictions.values()].some((count) => count > HOPELESS_EVICTIONS);
    if (state.dueMs !== undefined && state.dueMs <= timeMs) return;
    state.dueMs = timeMs;
    const { loop, order } = this.#context;
    loop.at(timeMs, order, node, () => {
      if (state.dueMs !== timeMs) return;
      state.dueMs = undefined;
      this.#round(node);
    }, background || isHopeless);
  }

  /** One round (synchronize). */
  #round(name: string): void {
    const node = this.#client.get('Node', undefined, name);
    if (node === undefined || this.#view.isStopped(name)) return;
    const { nowMs } = this.#context.loop;
    const met = this.#thresholdsOf(node);
    this.#post(node, met.map(({ resource }) => resource));
    const evicted = this.#evictOverDisk(name);
    const [first] = met;
    if (evicted.length === 0 && first !== undefined) evicted.push(...this.#evictOne(node, first));
    if (evicted.length > 0) this.#awaitEnd(name, evicted, nowMs + CLEANUP_MS);
    else if (met.length > 0) this.#schedule(name, nowMs + ROUND_MS, true);
    else {
      const lastMs = Math.min(...this.#stateOf(name).seenMs.values());
      if (Number.isFinite(lastMs)) this.#schedule(name, Math.ceil((lastMs + TRANSITION_MS) / ROUND_MS) * ROUND_MS);
    }
  }

  /** The next round comes when those that go are gone. */
  #awaitEnd(node: string, evicted: readonly PodWorker[], untilMs: number): void {
    const { loop, order } = this.#context;
    loop.at(loop.nowMs + CLEANUP_POLL_MS, order, node, () => {
      const areGone = evicted.every(({ pod }) => pod === undefined || isTerminal(pod));
      if (areGone || loop.nowMs >= untilMs) this.#schedule(node, loop.nowMs);
      else this.#awaitEnd(node, evicted, untilMs);
    });
  }

  #evictOne(node: Node, met: MetThreshold): PodWorker[] {
    const name = node.metadata.name ?? '';
    this.#context.recorder.event(node, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${met.resource}`, this.#client.by);
    const workers = this.#active(name);
    for (const use of this.#usesOn(name, met.resource).sort(evictionOrder)) {
      const worker = workers.find(({ uid }) => uid === use.pod.metadata.uid);
      if (worker === undefined || isCritical(use.pod)) continue;
      const message = evictionMessage(met, use);
      this.#evict(worker, use.pod, { reason: 'Evicted', message, condition: { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message } });
      return [worker];
    }
    return [];
  }

  /** Pods that use more ephemeral storage than they may, all of them at once. */
  #evictOverDisk(node: string): PodWorker[] {
    return this.#active(node).filter((worker) => {
      const { pod } = worker;
      const message = pod === undefined || isCritical(pod) ? undefined : overDiskLimit(pod, this.#useOf(pod, worker, 'ephemeral-storage'));
      if (pod === undefined || message === undefined) return false;
      this.#evict(worker, pod, { reason: 'Evicted', message });
      return true;
    });
  }

  #evict(worker: PodWorker, pod: Pod, failure: PodFailure): void {
    this.#context.recorder.event(pod, 'Warning', 'Evicted', failure.message, this.#client.by);
    worker.fail(failure, GRACE_MS);
    const { evictions } = this.#stateOf(worker.node);
    const owner = controllerOf(pod)?.uid ?? worker.uid;
    evictions.set(owner, (evictions.get(owner) ?? 0) + 1);
  }

  #isShort(name: string): boolean {
    const node = this.#client.get('Node', undefined, name);
    if (node === undefined || this.#view.isStopped(name)) return false;
    return this.#thresholdsOf(node).length > 0 || this.#active(name).some((worker) => worker.pod !== undefined && overDiskLimit(worker.pod, this.#useOf(worker.pod, worker, 'ephemeral-storage')) !== undefined);
  }

  #thresholdsOf(node: Node): MetThreshold[] {
    const name = node.metadata.name ?? '';
    return RESOURCES.flatMap((resource) => metThreshold(node, resource, this.#usesOn(name, resource), this.#view.use.usedByNode(name, resource)) ?? []);
  }

  #usesOn(node: string, resource: UsedResource): PodUse[] {
    return this.#active(node).flatMap((worker) => (worker.pod === undefined ? [] : [this.#useOf(worker.pod, worker, resource)]));
  }

  #useOf(pod: Pod, worker: PodWorker, resource: UsedResource): PodUse {
    return podUse(pod, worker.runs, resource, this.#context.loop.nowMs, this.#view.use);
  }

  /** Pods that have something running and are not going yet. */
  #active(node: string): PodWorker[] {
    return this.#view.workersOn(node).filter((worker) => !worker.isEnding && worker.runs.some(({ phase }) => phase === 'running'));
  }

  /** Writes the node's conditions when they have changed. */
  #post(node: Node, seen: readonly UsedResource[]): void {
    const { seenMs } = this.#stateOf(node.metadata.name ?? '');
    const { nowMs } = this.#context.loop;
    for (const resource of seen) seenMs.set(resource, nowMs);
    for (const [resource, atMs] of seenMs) if (nowMs - atMs >= TRANSITION_MS) seenMs.delete(resource);
    let conditions: readonly NodeCondition[] = node.status?.conditions ?? [];
    for (const resource of RESOURCES) conditions = this.#withPressure(conditions, resource, seenMs.has(resource));
    if (conditions !== node.status?.conditions) this.#client.updateStatus({ ...node, status: { ...node.status, conditions: [...conditions] } });
  }

  #withPressure(conditions: readonly NodeCondition[], resource: UsedResource, isShort: boolean): readonly NodeCondition[] {
    const { type, yes, no } = PRESSURES[resource];
    const old = conditions.find((condition) => condition.type === type);
    const status = isShort ? 'True' : 'False';
    if ((old?.status ?? 'False') === status) return conditions;
    const next: NodeCondition = { type, status, ...(isShort ? yes : no), lastTransitionTime: this.#client.clock.timestamp };
    return [...conditions.filter((condition) => condition !== old), next];
  }

  #pressuresOf(node: string): UsedResource[] {
    const seen = this.#nodes.get(node)?.seenMs;
    return seen === undefined ? [] : RESOURCES.filter((resource) => seen.has(resource));
  }

  #stateOf(node: string): NodeState {
    let state = this.#nodes.get(node);
    if (state === undefined) this.#nodes.set(node, (state = { isLooking: false, dueMs: undefined, evictions: new Map(), seenMs: new Map() }));
    return state;
  }
}

/** Pods that the node itself cannot be without (IsCriticalPod in pkg/kubelet/types). */
function isCritical({ metadata, spec }: Pod): boolean {
  const source = metadata.annotations?.['kubernetes.io/config.source'];
  const isStatic = metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined || (source !== undefined && source !== 'api');
  return isStatic || (spec?.priority ?? 0) >= SYSTEM_CRITICAL_PRIORITY;
}
