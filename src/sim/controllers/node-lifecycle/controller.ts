import { clientOf, type ComponentContext } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Taint } from '../../../api/types/core-v1.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import type { Node, Pod } from '../../objects.ts';
import { isReady, withPodCondition } from '../../pods/conditions.ts';
import { NOT_READY, readyStatus, UNREACHABLE, unknownConditions, withNoExecuteTaint, withNoScheduleTaints } from './taints.ts';
import { evictionRate, ZoneLimiter, zoneOf, zoneState } from './zones.ts';

const MONITOR_PERIOD_MS = 5000;
/** How often nodes that wait are looked at (NodeEvictionPeriod). */
const TAINT_PASS_MS = 100;
/** --node-monitor-grace-period. */
const GRACE_MS = 50_000;

/**
 * Models pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. Divergence: kubelets that are well renew no leases here; a Lease in
 * kube-node-lease says when a kubelet was last heard of before it stopped.
 */
export function startNodeLifecycleController(context: ComponentContext): void {
  const controller = new NodeLifecycle(context);
  controller.watch();
}

class NodeLifecycle {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #limiters = new Map<string, ZoneLimiter>();
  /** Nodes to be given up, by zone, in the order in which they were found. */
  readonly #waiting = new Map<string, Set<string>>();
  #isScheduled = false;

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#client = clientOf(context, 'node-controller');
  }

  watch(): void {
    this.#client.watch('Node', ({ type, object, previous }) => {
      if (type === 'deleted') return;
      const name = object.metadata.name ?? '';
      if (previous === undefined || previous.status?.conditions !== object.status?.conditions || previous.spec !== object.spec) this.#soon(name, () => this.#taintNoSchedule(name));
      if (isTroubled(object)) this.#schedule();
    });
    this.#client.store.watch('Lease.coordination.k8s.io', () => this.#schedule());
  }

  #soon(key: string, act: () => void): void {
    const { loop, order } = this.#context;
    loop.at(loop.nowMs, order, key, act);
  }

  /** Rounds are 5 s apart, and go on as long as a node is or may be in trouble. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const { loop, order } = this.#context;
    loop.at((Math.floor(loop.nowMs / MONITOR_PERIOD_MS) + 1) * MONITOR_PERIOD_MS, order, '', () => {
      this.#isScheduled = false;
      if (this.#monitor()) this.#schedule();
    });
  }

  #taintNoSchedule(name: string): void {
    const node = this.#client.get('Node', undefined, name);
    if (node !== undefined) this.#setTaints(node, withNoScheduleTaints(node, this.#client.clock.timestamp));
  }

  #setTaints(node: Node, taints: readonly Taint[]): void {
    if (taints !== (node.spec?.taints ?? taints)) this.#client.update({ ...node, spec: { ...node.spec, taints: [...taints] } });
    else if (node.spec?.taints === undefined && taints.length > 0) this.#client.update({ ...node, spec: { ...node.spec, taints: [...taints] } });
  }

  /** One round (monitorNodeHealth); true when another one is needed. */
  #monitor(): boolean {
    let again = false;
    for (const node of [...this.#client.list('Node')]) {
      const silentMs = this.#silentMs(node);
      if (silentMs !== undefined && readyStatus(node) !== 'Unknown') {
        if (silentMs > GRACE_MS) this.#lose(node);
        else again = true;
      }
    }
    this.#updateRates();
    for (const node of [...this.#client.list('Node')]) again = this.#handle(node) || again;
    const { loop, order } = this.#context;
    for (const zone of this.#waiting.keys()) loop.at(loop.nowMs + TAINT_PASS_MS, order, zone, () => this.#giveUp(zone));
    return again;
  }

  #silentMs(node: Node): number | undefined {
    const lease = this.#client.store.get('Lease.coordination.k8s.io', 'kube-node-lease', node.metadata.name ?? '') as (KubeObject & { readonly spec?: { readonly renewTime?: string } }) | undefined;
    const renewed = parseTime(lease?.spec?.renewTime ?? '');
    return renewed === undefined ? undefined : this.#client.clock.epochMs - renewed;
  }

  /** Nobody hears of the node: its conditions are unknown, its pods not ready. */
  #lose(node: Node): void {
    const { timestamp } = this.#client.clock;
    const name = node.metadata.name ?? '';
    this.#client.updateStatus({ ...node, status: { ...node.status, conditions: unknownConditions(node.status?.conditions ?? [], timestamp) } });
    this.#context.recorder.event(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`, this.#client.by);
    this.#markPodsNotReady(name);
  }

  #markPodsNotReady(node: string): void {
    for (const pod of this.#client.indexes.podsByNode.list(node)) {
      if (!isReady(pod)) continue;
      const conditions = withPodCondition(pod.status?.conditions ?? [], { type: 'Ready', status: 'False', reason: 'NodeNotReady' }, this.#client.clock.timestamp);
      this.#client.updateStatus({ ...pod, status: { ...pod.status, conditions } } as Pod);
    }
  }

  /** Adds a node in trouble to those to be given up, or takes it back (processTaintBaseEviction). True when it needs further rounds. */
  #handle(node: Node): boolean {
    const status = readyStatus(node);
    const name = node.metadata.name ?? '';
    const zone = zoneOf(node);
    const key = status === 'False' ? NOT_READY : status === 'Unknown' ? UNREACHABLE : undefined;
    const { timestamp } = this.#client.clock;
    const isGivenUp = withNoExecuteTaint(node, undefined, timestamp) !== (node.spec?.taints ?? []);
    if (key === undefined) {
      this.#waiting.get(zone)?.delete(name);
      if (isGivenUp && node.spec?.taints !== undefined) this.#setTaints(node, withNoExecuteTaint(node, undefined, timestamp));
      return false;
    }
    if (status === 'False') this.#markPodsNotReady(name);
    if (isGivenUp && node.spec?.taints !== undefined) {
      this.#setTaints(node, withNoExecuteTaint(node, key, timestamp));
      return false;
    }
    const waiting = this.#waiting.get(zone);
    if (waiting === undefined) this.#waiting.set(zone, new Set([name]));
    else waiting.add(name);
    return this.#rateOf(zone) > 0;
  }

  #updateRates(): void {
    const zones = this.#zones();
    const allDown = zones.size > 0 && [...zones.values()].every(({ ready, notReady }) => zoneState(ready, notReady) === 'FullDisruption');
    for (const [zone, { ready, notReady }] of zones) {
      const rate = evictionRate(zoneState(ready, notReady), ready + notReady, allDown);
      const limiter = this.#limiters.get(zone);
      if (limiter === undefined) this.#limiters.set(zone, new ZoneLimiter(rate));
      else limiter.setRate(rate, this.#client.clock.nowMs);
    }
  }

  #rateOf(zone: string): number {
    return this.#limiters.get(zone)?.nextMs === Number.POSITIVE_INFINITY ? 0 : 1;
  }

  #zones(): Map<string, { ready: number; notReady: number }> {
    const zones = new Map<string, { ready: number; notReady: number }>();
    for (const node of this.#client.list('Node')) {
      const zone = zoneOf(node);
      const counts = zones.get(zone) ?? { ready: 0, notReady: 0 };
      const status = readyStatus(node);
      if (status === 'False' || status === 'Unknown') counts.notReady += 1;
      else counts.ready += 1;
      zones.set(zone, counts);
    }
    return zones;
  }

  /** Taints the next node of a zone as soon as its rate allows (doNoExecuteTaintingPass). */
  #giveUp(zone: string): void {
    const limiter = this.#limiters.get(zone);
    const waiting = this.#waiting.get(zone);
    if (limiter === undefined || waiting === undefined || waiting.size === 0 || limiter.nextMs === Number.POSITIVE_INFINITY) return;
    const { loop, order } = this.#context;
    if (limiter.nextMs > loop.nowMs) {
      loop.at(limiter.nextMs, order, zone, () => this.#giveUp(zone));
      return;
    }
    const name = [...waiting].sort()[0] ?? '';
    waiting.delete(name);
    const node = this.#client.get('Node', undefined, name);
    const status = node === undefined ? undefined : readyStatus(node);
    if (node !== undefined && (status === 'False' || status === 'Unknown')) {
      limiter.take(loop.nowMs);
      this.#setTaints(node, withNoExecuteTaint(node, status === 'False' ? NOT_READY : UNREACHABLE, this.#client.clock.timestamp));
    }
    if (waiting.size > 0) this.#giveUp(zone);
  }
}

/** Nodes that need rounds: those that are not ready, and those that were given up. */
function isTroubled(node: Node): boolean {
  const status = readyStatus(node);
  if (status === 'False' || status === 'Unknown') return true;
  return node.spec?.taints?.some((taint) => taint.effect === 'NoExecute' && (taint.key === NOT_READY || taint.key === UNREACHABLE)) === true;
}
