import { equalJson } from '../../api/json.ts';
import type { Client } from '../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import { objectKey, splitKey, type Node, type Pod } from '../objects.ts';
import { isTerminal, withPodCondition } from '../pods/conditions.ts';
import { SCHEDULER_OBJECT_KINDS } from '../scheduler/cluster-objects.ts';
import type { Decision, Placed, Unschedulable } from '../scheduler/decision.ts';
import { schedulerFeatures } from '../scheduler/features.ts';
import { dynamicResources } from '../scheduler/plugins/dynamic-resources.ts';
import type { ClusterEvent } from '../scheduler/cluster-event.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import { LEFTOVER_MS, SchedulingQueue, type QueuedPod } from '../scheduler/scheduling-queue.ts';
import { Snapshot } from '../scheduler/snapshot.ts';
import type { SchedulingDecision } from '../scheduling-decision.ts';
import { eventOf, podEventOf } from './cluster-changes.ts';
import { bindClaims, deallocateClaim } from './claim-binder.ts';
import { describeDecision } from './describe-decision.ts';
import { HeldUpPods } from './held-up-pods.ts';
import { backoffFor, fallbackOf, profilesFor, type SchedulingOptions } from './scheduling-options.ts';
import { bindVolumes } from './volume-binder.ts';

export interface SchedulerOptions extends SchedulingOptions {
  /** From the creation of a pod to its first attempt. */
  readonly delayMs: number;
  readonly decisions: SchedulingDecision[];
}

/** Scores and reasons that are kept in all: decisions beyond are not explained node by node. */
const EXPLANATIONS_KEPT = 100_000;

/** Starts kube-scheduler: the loop around the pure core in ../scheduler (pkg/scheduler/scheduler.go and schedule_one.go, v1.36). */
export function startScheduler(context: ComponentContext, options: SchedulerOptions): void {
  const component = new SchedulerComponent(context, options);
  component.watch();
}

class SchedulerComponent {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #options: SchedulerOptions;
  readonly #scheduler: Scheduler;
  readonly #queue: SchedulingQueue;
  /** Pods that have a node and wait for their volumes. */
  readonly #waitingForVolumes = new Map<string, string>();
  /** Pods whose ResourceClaims are not there. */
  readonly #heldUp = new HeldUpPods();
  #cycleQueued = false;
  #flushQueued = false;
  #explained = 0;

  constructor(context: ComponentContext, options: SchedulerOptions) {
    this.#context = context;
    this.#client = clientOf(context, 'default-scheduler');
    this.#options = options;
    const profiles = profilesFor(options, schedulerFeatures(context.server.version));
    this.#scheduler = new Scheduler(new Snapshot(), profiles, fallbackOf(options, profiles));
    this.#queue = new SchedulingQueue(backoffFor(options));
  }

  watch(): void {
    const { snapshot } = this.#scheduler;
    this.#client.watch('Node', ({ type, object, previous }) => {
      if (type === 'deleted') snapshot.removeNode(object.metadata.name ?? '');
      else snapshot.setNode(object);
      if (type === 'deleted') this.#notice({ resource: 'Node', action: 'delete' });
      else if (previous === undefined) this.#notice({ resource: 'Node', action: 'add' });
      else if (nodeMatters(object, previous)) this.#notice({ resource: 'Node', action: 'update' });
    });
    this.#client.watch('Pod', ({ type, object, previous }) => this.#onPod(type, object, previous));
    const kinds = new Set<string>(SCHEDULER_OBJECT_KINDS);
    this.#client.store.watchAll(({ type, object, previous }) => {
      if (!kinds.has(object.kind)) return;
      if (type === 'deleted') snapshot.removeObject(object.kind, object.metadata.namespace ?? '', object.metadata.name ?? '');
      else {
        snapshot.setObject(object);
        if (object.kind === 'PersistentVolumeClaim') this.#volumesChanged();
      }
      if (object.kind === 'ResourceClaim') this.#claimsChanged(object.metadata.namespace ?? '');
      const event = eventOf(type, object, previous);
      if (event !== undefined) this.#notice(event);
    });
  }

  #onPod(type: 'created' | 'updated' | 'deleted', pod: Pod, previous: Pod | undefined): void {
    const { snapshot } = this.#scheduler;
    const key = objectKey(pod);
    const event = podEventOf(type, pod, previous);
    if (type === 'deleted') {
      snapshot.removePod(pod.metadata.namespace ?? '', pod.metadata.name ?? '');
      this.#forget(key);
    } else if ((pod.spec?.nodeName ?? '') !== '' || isTerminal(pod)) {
      const isWaiting = this.#waitingForVolumes.has(key);
      if (previous === undefined || (previous.spec?.nodeName ?? '') === '') this.#forget(key, isTerminal(pod));
      if ((pod.spec?.nodeName ?? '') !== '' || !isWaiting) snapshot.setPod(pod);
    } else this.#onPending(key, pod, previous);
    if (event !== undefined) this.#notice(event);
  }

  #onPending(key: string, pod: Pod, previous: Pod | undefined): void {
    if (this.#scheduler.profileFor(pod) === undefined) return;
    if (previous === undefined) {
      if (this.#options.delayMs === 0) this.#activate(key, pod);
      else this.#context.loop.at(this.#context.loop.nowMs + this.#options.delayMs, this.#context.order, key, () => this.#activateIfPending(key));
      return;
    }
    // What the pod asks for has changed (a gate is gone, a label is new): only then is another try worth it.
    const asksForOther = pod.spec !== previous.spec || pod.metadata.labels !== previous.metadata.labels;
    if (this.#heldUp.has(key) || (asksForOther && this.#queue.has(key))) this.#activate(key, pod);
  }

  #activateIfPending(key: string): void {
    const pod = this.#client.getByKey('Pod', key);
    if (pod !== undefined && isPending(pod)) this.#activate(key, pod);
  }

  #activate(key: string, pod: Pod): void {
    if (this.#waitingForVolumes.has(key)) return;
    if (this.#isHeldUp(key, pod)) {
      this.#queue.remove(pod.metadata.namespace ?? '', pod.metadata.name ?? '');
      return;
    }
    this.#queue.set(pod, this.#context.loop.nowMs);
    this.#queueCycle();
  }

  #isHeldUp(key: string, pod: Pod): boolean {
    return this.#allocatesDevices(pod) && this.#heldUp.holdsUp(key, pod, this.#scheduler.snapshot);
  }

  #allocatesDevices(pod: Pod): boolean {
    return this.#scheduler.profileFor(pod)?.filters.includes(dynamicResources) === true;
  }

  #queueCycle(): void {
    if (this.#cycleQueued || !this.#queue.hasNext) return;
    this.#cycleQueued = true;
    this.#context.loop.at(this.#context.loop.nowMs, this.#context.order, '', () => {
      this.#cycleQueued = false;
      const queued = this.#queue.pop();
      const pod = queued === undefined ? undefined : this.#client.getByKey('Pod', queued.key);
      if (queued !== undefined && pod !== undefined && isPending(pod) && !this.#isHeldUp(queued.key, pod)) this.#scheduleOne(queued, pod);
      this.#queueCycle();
    });
  }

  /** Pods that no event helped get another try after 5 minutes. */
  #queueFlush(timeMs: number): void {
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    const flush = (): void => {
      this.#flushQueued = false;
      this.#queue.flush(this.#context.loop.nowMs);
      this.#queueCycle();
      const { nextMs } = this.#queue;
      if (nextMs !== undefined) this.#queueFlush(nextMs);
    };
    this.#context.loop.at(timeMs, this.#context.order, 'flush', flush, true);
  }

  #forget(key: string, alsoFromSnapshot = false): void {
    const { namespace, name } = splitKey(key);
    this.#queue.remove(namespace, name);
    this.#heldUp.delete(key);
    this.#scheduler.snapshot.clearNomination(namespace, name);
    if (this.#waitingForVolumes.delete(key) && alsoFromSnapshot) this.#scheduler.snapshot.removePod(namespace, name);
  }

  /** Pods that an event may help get another try; since 1.33 nothing waits in back-off while the queue is empty. */
  #notice(event: ClusterEvent): void {
    this.#queue.notice(event, this.#context.loop.nowMs);
    this.#queueCycle();
  }

  #scheduleOne(queued: QueuedPod, pod: Pod): void {
    const { key } = queued;
    const profile = this.#scheduler.profileFor(pod);
    if (profile === undefined) return;
    const explain = this.#explained < EXPLANATIONS_KEPT;
    if (explain) this.#explained += this.#scheduler.snapshot.nodes.length;
    const decision = this.#scheduler.schedule(pod, profile, { explain });
    this.#options.decisions.push(describeDecision(decision, key, this.#context.loop.nowMs));
    if (decision.kind === 'placed') this.#place(queued, pod, decision);
    else this.#reject(queued, pod, decision);
  }

  #place(queued: QueuedPod, pod: Pod, decision: Placed): void {
    const { snapshot } = this.#scheduler;
    const { key } = queued;
    const fault = this.#allocatesDevices(pod) ? bindClaims(this.#client, pod, decision.node, snapshot) : undefined;
    if (fault !== undefined) {
      this.#reject(queued, pod, { kind: 'error', message: `running PreBind plugin "DynamicResources": ${fault}` });
      return;
    }
    const { namespace, name } = splitKey(key);
    snapshot.clearNomination(namespace, name);
    if (!bindVolumes(this.#client, pod, decision.node, snapshot)) {
      this.#waitingForVolumes.set(key, decision.node);
      snapshot.setPod({ ...pod, spec: { ...pod.spec, nodeName: decision.node } });
      return;
    }
    this.#bind(key, pod, decision.node);
  }

  #bind(key: string, pod: Pod, node: string): void {
    const { namespace, name } = splitKey(key);
    const bound = this.#client.bind(namespace, name, node);
    if (bound.ok) this.#context.recorder.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${key} to ${node}`, this.#client.by);
  }

  /** Pods that waited for a claim of theirs may be tried. */
  #claimsChanged(namespace: string): void {
    for (const key of this.#heldUp.in(namespace)) this.#activateIfPending(key);
  }

  /** Pods whose last volume has been bound can be bound themselves. */
  #volumesChanged(): void {
    for (const [key, node] of [...this.#waitingForVolumes]) {
      this.#context.loop.at(this.#context.loop.nowMs, this.#context.order, key, () => {
        const pod = this.#client.getByKey('Pod', key);
        if (pod === undefined || !this.#waitingForVolumes.has(key) || !bindVolumes(this.#client, pod, node, this.#scheduler.snapshot)) return;
        this.#waitingForVolumes.delete(key);
        this.#bind(key, pod, node);
      });
    }
  }

  #reject(queued: QueuedPod, pod: Pod, decision: Exclude<Decision, Placed>): void {
    const reason = decision.kind === 'error' ? 'SchedulerError' : decision.reason;
    const { key } = queued;
    this.#queue.putBack(queued, pod, decision.kind === 'error' ? [] : decision.plugins, this.#context.loop.nowMs);
    this.#queueFlush(this.#context.loop.nowMs + LEFTOVER_MS);
    if (decision.kind === 'unschedulable' && decision.preemption !== undefined) this.#preempt(pod, decision);
    if (decision.kind === 'unschedulable' && decision.deallocate !== undefined) deallocateClaim(this.#client, pod.metadata.namespace, decision.deallocate.metadata?.name ?? '');
    const current = this.#client.getByKey('Pod', key) ?? pod;
    const nominated = decision.kind === 'unschedulable' ? decision.preemption?.node : undefined;
    const conditions = withPodCondition(current.status?.conditions ?? [], { type: 'PodScheduled', status: 'False', reason, message: decision.message }, this.#client.clock.timestamp);
    const status = { ...current.status, conditions, ...(nominated === undefined ? {} : { nominatedNodeName: nominated }) };
    if (!equalJson(current.status, status)) this.#client.updateStatus({ ...current, status } as Pod);
    if (reason !== 'SchedulingGated') this.#context.recorder.event(pod, 'Warning', 'FailedScheduling', decision.message, this.#client.by);
  }

  /** Removes the victims; the pod comes back when they are gone (prepareCandidate in pkg/scheduler/framework/preemption). */
  #preempt(pod: Pod, decision: Unschedulable): void {
    const { preemption } = decision;
    if (preemption === undefined) return;
    this.#scheduler.snapshot.nominate(pod, preemption.node);
    for (const { namespace, name } of preemption.victims) {
      const victim = this.#client.get('Pod', namespace, name);
      if (victim === undefined || victim.metadata.deletionTimestamp !== undefined) continue;
      const message = `${this.#client.by}: preempting to accommodate a higher priority pod`;
      const conditions = withPodCondition(victim.status?.conditions ?? [], { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message }, this.#client.clock.timestamp);
      this.#client.updateStatus({ ...victim, status: { ...victim.status, conditions } } as Pod);
      this.#client.delete(victim);
      this.#context.recorder.event(victim, 'Normal', 'Preempted', `Preempted by pod ${pod.metadata.uid ?? ''} on node ${preemption.node}`, this.#client.by);
    }
  }
}

function isPending(pod: Pod): boolean {
  return (pod.spec?.nodeName ?? '') === '' && pod.metadata.deletionTimestamp === undefined && !isTerminal(pod);
}

function nodeMatters(node: Node, previous: Node): boolean {
  return node.spec !== previous.spec || node.metadata.labels !== previous.metadata.labels || !equalJson(node.status?.allocatable, previous.status?.allocatable);
}
