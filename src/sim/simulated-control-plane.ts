import { cloneJson, isJsonObject, type JsonObject } from '../api/json.ts';
import { kubectlRank } from '../api/kubectl-order.ts';
import { DEFAULT_KUBERNETES_VERSION } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { ResourceRequirements } from '../api/types/core-v1.ts';
import { strategyOf } from '../api/strategies/index.ts';
import { assert } from '../diag/assertion.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { resourceOf } from '../schema/resources.ts';
import { evictPod } from './apiserver/eviction.ts';
import { notFound } from './apiserver/result.ts';
import { bindForUser, updateSubresource } from './apiserver/subresources.ts';
import { outcomeOf, UserRequests } from './apiserver/user-requests.ts';
import { startLoadBalancerController } from './cloud/load-balancer.ts';
import { requestsOf, StatedLoad } from './cloud/stated-load.ts';
import { StatedUse } from './cloud/stated-use.ts';
import { startVolumeExpander } from './cloud/volume-expander.ts';
import { startVolumeProvisioner } from './cloud/volume-provisioner.ts';
import { createCluster, type Cluster } from './cluster.ts';
import type { ComponentContext } from './component.ts';
import { controlPlane } from './components.ts';
import { Kubelets } from './kubelet/kubelet.ts';
import type { LogEntry } from './log-entry.ts';
import { parseTime } from './kernel/wall-clock.ts';
import { mergePatch } from '../api/apply/merge-patch.ts';
import { controllerOf, kindKeyOf, type Deployment, type Node, type Pod } from './objects.ts';
import { ASSUMED_NODE, startAnywhereBinder } from './placement/anywhere.ts';
import { startNodeAutoscaler } from './placement/node-autoscaler.ts';
import { startScheduler } from './placement/scheduler-component.ts';
import { isTerminal, isTerminating } from './pods/conditions.ts';
import { startPodResizer } from './resize/pod-resizer.ts';
import { SNAPSHOT, TooManyObjects } from './store/store.ts';
import type { RecordedEvent } from './recorder.ts';
import type { ApplyOptions, ApplyOutcome, DeleteOptions, ObjectRef, Refused, UseStatement } from './request.ts';
import type { RunOptions, RunOutcome } from './run.ts';
import type { SchedulingDecision } from './scheduling-decision.ts';
import { DEFAULT_LIMITS, type SimulationLimits, type SimulationOptions } from './simulation-options.ts';

const USER = 'user';
const DEFAULT_START = '2026-01-01T00:00:00Z';
const DRAIN_RETRY_MS = 5000;
const LEASES = 'kube-node-lease';

/** The public face of a cluster: what users ask of it, and time. */
export class SimulatedControlPlane {
  readonly decisions: SchedulingDecision[] = [];
  readonly #cluster: Cluster;
  readonly #requests: UserRequests;
  readonly #limits: Required<SimulationLimits>;
  readonly #load: StatedLoad = new StatedLoad(() => this.#cluster.server);
  readonly #use = new StatedUse(this.#load);
  #kubelets: Kubelets | undefined;
  #restored = 0;

  constructor(options: SimulationOptions) {
    const startEpochMs = parseTime(options.startTime ?? DEFAULT_START);
    assert(startEpochMs !== undefined, `the start time ${options.startTime ?? ''} is no RFC 3339 time`);
    const placement = options.placement ?? 'scheduler';
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#cluster = createCluster({
      version: options.version ?? DEFAULT_KUBERNETES_VERSION,
      startEpochMs,
      components: [
        (context) => {
          this.#kubelets = new Kubelets(context, { behaviour: options.behaviour, overrides: options.overrides, requireReferences: options.requireReferences, requireDevices: placement === 'scheduler' && options.scheduling?.devices !== 'assumed', images: options.images, isOneForAll: placement === 'anywhere', use: this.#use });
        },
        (context) => (placement === 'anywhere' ? startAnywhereBinder(context, 0) : startScheduler(context, { delayMs: 0, decisions: this.decisions, ...options.scheduling })),
        ...controlPlane({ autoscaler: { metrics: this.#use.metrics } }),
        startPodResizer,
        startVolumeProvisioner,
        startVolumeExpander,
        startLoadBalancerController,
        ...(placement === 'scheduler' && options.nodeGroups !== undefined ? [(context: ComponentContext) => startNodeAutoscaler(context, options.nodeGroups ?? [], options.nodeAutoscaler)] : []),
      ],
    });
    this.#requests = new UserRequests(this.#cluster.server);
    if (placement === 'anywhere') this.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name: ASSUMED_NODE } });
    for (const object of options.cluster ?? []) this.restore(object);
  }

  get nowMs(): number {
    return this.#cluster.loop.nowMs;
  }

  get log(): readonly LogEntry[] {
    return this.#cluster.store.log;
  }

  get events(): readonly RecordedEvent[] {
    return this.#cluster.recorder.events;
  }

  apply(object: KubeObject, options: ApplyOptions = {}): ApplyOutcome {
    return this.#requests.apply(object, options);
  }

  applyAll(objects: ManifestSet | Iterable<KubeObject>, options: ApplyOptions = {}): readonly Refused[] {
    const all = Symbol.iterator in objects ? [...objects] : objects.documents.map(({ object }) => object as unknown as KubeObject);
    const refused: Refused[] = [];
    for (const object of all.sort((a, b) => kubectlRank(a.kind) - kubectlRank(b.kind))) {
      const outcome = this.apply(object, options);
      if (!outcome.accepted) refused.push({ object, outcome });
    }
    return refused;
  }

  restore(object: KubeObject): ApplyOutcome {
    const { server } = this.#cluster;
    const copy = cloneJson(object);
    const resource = resourceOf(copy.apiVersion, copy.kind, server.version);
    if (resource?.namespaced === true) copy.metadata.namespace ??= 'default';
    strategyOf(copy.apiVersion, copy.kind)?.applyDefaults?.(copy, { version: server.version });
    this.#restored += 1;
    delete copy.metadata.resourceVersion;
    delete copy.metadata.managedFields;
    return { accepted: true, verb: 'created', object: server.put(copy, SNAPSHOT) };
  }

  patch(ref: ObjectRef, patch: Readonly<Record<string, unknown>>, options: { readonly subresource?: string } = {}): ApplyOutcome {
    const stored = this.#find(ref);
    if (stored === undefined) return outcomeOf(notFound(ref.kind, ref.name), 'updated');
    const patched = mergePatch(stored as unknown as JsonObject, patch as JsonObject);
    assert(isJsonObject(patched), 'a merge patch of an object gives an object');
    const object = patched as unknown as KubeObject;
    if (options.subresource !== undefined) return updateSubresource(this.#cluster.server, this.#requests, stored, options.subresource, patched);
    return this.#requests.update(object, stored);
  }

  delete(ref: ObjectRef, options: DeleteOptions = {}): ApplyOutcome {
    const stored = this.#find(ref);
    if (stored === undefined) return outcomeOf(notFound(ref.kind, ref.name), 'deleted');
    const result = this.#cluster.server.delete(kindKeyOf(stored.apiVersion, stored.kind), stored.metadata.namespace, ref.name, options, USER);
    const outcome = outcomeOf(result, 'deleted');
    return outcome.accepted && this.#find(ref) !== undefined ? { ...outcome, verb: 'deleting' } : outcome;
  }

  scale(ref: ObjectRef, replicas: number): ApplyOutcome {
    return this.patch(ref, { spec: { replicas } }, { subresource: 'scale' });
  }

  evict(ref: ObjectRef, options: DeleteOptions = {}): ApplyOutcome {
    return outcomeOf(evictPod(this.#cluster.server, ref.namespace ?? 'default', ref.name, options, USER), 'evicted');
  }

  bind(ref: ObjectRef, node: string): ApplyOutcome {
    return bindForUser(this.#cluster.server, ref.namespace ?? 'default', ref.name, node);
  }

  resize(ref: ObjectRef, containers: Readonly<Record<string, ResourceRequirements>>): ApplyOutcome {
    const present = (this.#find(ref) as Pod | undefined)?.spec?.containers ?? [];
    const wanted = Object.entries(containers).map(([name, { requests, limits }]) => {
      const old = present.find((container) => container.name === name)?.resources;
      return { name, resources: { ...old, ...(requests === undefined ? {} : { requests: { ...old?.requests, ...requests } }), ...(limits === undefined ? {} : { limits: { ...old?.limits, ...limits } }) } };
    });
    return this.patch(ref, { spec: { containers: wanted } }, { subresource: 'resize' });
  }

  setLoad(ref: ObjectRef, percent: Readonly<Record<string, number>>): ApplyOutcome {
    const workload = this.#find(ref) as Deployment | undefined;
    if (workload === undefined) return outcomeOf(notFound(ref.kind, ref.name), 'updated');
    const template = workload.spec?.template ?? {};
    const requestMilli = Object.fromEntries(Object.keys(percent).map((resource) => [resource, Object.values(requestsOf({ spec: template.spec }, resource)).reduce((sum, milli) => sum + milli, 0)]));
    this.#load.set(workload.metadata.uid ?? '', workload.spec?.replicas ?? 1, requestMilli, percent);
    this.#kubelets?.review();
    return { accepted: true, verb: 'unchanged', object: workload };
  }

  setUse(ref: ObjectRef, { container, memoryBytes, diskBytes }: UseStatement): ApplyOutcome {
    const stored = this.#find(ref);
    if (stored === undefined) return outcomeOf(notFound(ref.kind, ref.name), 'updated');
    const amounts = { ...(memoryBytes === undefined ? {} : { memory: memoryBytes }), ...(diskBytes === undefined ? {} : { 'ephemeral-storage': diskBytes }) };
    if (stored.kind === 'Node') this.#use.setNode(ref.name, amounts);
    else this.#use.set(stored.metadata.uid ?? '', container, amounts);
    this.#kubelets?.review();
    return { accepted: true, verb: 'unchanged', object: stored };
  }

  loseImages(names: readonly string[]): void {
    this.#kubelets?.loseImages(names);
  }

  cordon(node: string): ApplyOutcome {
    return this.patch({ kind: 'Node', name: node }, { spec: { unschedulable: true } });
  }

  uncordon(node: string): ApplyOutcome {
    return this.patch({ kind: 'Node', name: node }, { spec: { unschedulable: null } });
  }

  drain(node: string): ApplyOutcome {
    const outcome = this.cordon(node);
    if (outcome.accepted) this.#evictAll(node);
    return outcome;
  }

  failNode(node: string): ApplyOutcome {
    const stored = this.#find({ kind: 'Node', name: node });
    if (stored === undefined) return outcomeOf(notFound('nodes', node), 'updated');
    this.#kubelets?.stop(node);
    // What is left of a node that has stopped is the time of its last heartbeat.
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: node, namespace: LEASES }, spec: { renewTime: this.#cluster.clock.timestamp } };
    this.#cluster.server.put(lease, 'kubelet');
    return { accepted: true, verb: 'updated', object: stored };
  }

  recoverNode(node: string): ApplyOutcome {
    const { server, clock } = this.#cluster;
    const stored = this.#find({ kind: 'Node', name: node }) as Node | undefined;
    if (stored === undefined) return outcomeOf(notFound('nodes', node), 'updated');
    server.delete('Lease.coordination.k8s.io', LEASES, node, {}, 'kubelet');
    const conditions = (stored.status?.conditions ?? []).map((condition) => (condition.status === 'Unknown' ? { ...condition, status: condition.type === 'Ready' ? 'True' : 'False', lastTransitionTime: clock.timestamp } : condition));
    const outcome = outcomeOf(server.updateStatus({ ...stored, status: { ...stored.status, conditions } } as Node, 'kubelet'), 'updated');
    this.#kubelets?.resume(node);
    return outcome;
  }

  run(options: RunOptions = {}): RunOutcome {
    const { loop } = this.#cluster;
    const untilMs = options.forMs === undefined ? options.untilMs : this.nowMs + options.forMs;
    const endMs = Math.min(untilMs ?? Number.POSITIVE_INFINITY, loop.nowMs + this.#limits.maxDurationMs);
    const endWork = loop.work + this.#limits.maxEvents;
    for (;;) {
      const settled = loop.foregroundCount === 0;
      const nextMs = loop.nextMs;
      if (nextMs === undefined || (settled && untilMs === undefined)) break;
      if (nextMs > endMs) {
        if (endMs !== untilMs) return this.#outcome(settled, false, 'duration');
        break;
      }
      if (loop.work >= endWork) return this.#outcome(false, false, 'events');
      if (!this.#step()) return this.#outcome(false, false, 'objects');
    }
    if (untilMs !== undefined) loop.advanceTo(untilMs);
    const settled = loop.foregroundCount === 0;
    return this.#outcome(settled, true, settled ? 'settled' : 'time');
  }

  /** One event; false when there are too many objects, before it or in its course. */
  #step(): boolean {
    const { loop, store } = this.#cluster;
    store.capacity = this.#restored + this.#limits.maxObjects;
    try {
      if (store.size > store.capacity) return false;
      loop.step();
      return true;
    } catch (error) {
      if (error instanceof TooManyObjects) return false;
      throw error;
    } finally {
      store.capacity = Number.POSITIVE_INFINITY;
    }
  }

  get<T extends KubeObject = KubeObject>(ref: ObjectRef): T | undefined {
    return this.#find(ref) as T | undefined;
  }

  list<T extends KubeObject = KubeObject>(kind?: string, namespace?: string): readonly T[] {
    const { store } = this.#cluster;
    const kinds = kind === undefined ? store.kinds() : this.#kindsNamed(kind);
    const found: KubeObject[] = [];
    for (const name of kinds) {
      const objects = [...store.list(name)].filter((object) => namespace === undefined || object.metadata.namespace === namespace);
      found.push(...objects.sort(byNamespaceAndName));
    }
    return found as unknown as readonly T[];
  }

  #outcome(settled: boolean, complete: boolean, stoppedBecause: RunOutcome['stoppedBecause']): RunOutcome {
    return { settled, complete, stoppedBecause, endedAtMs: this.nowMs };
  }

  #find({ kind, namespace, name }: ObjectRef): KubeObject | undefined {
    for (const candidate of this.#kindsNamed(kind)) {
      const found = this.#cluster.store.get(candidate, namespace, name) ?? this.#cluster.store.get(candidate, namespace ?? 'default', name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #kindsNamed(kind: string): string[] {
    return this.#cluster.store.kinds().filter((candidate) => candidate === kind || candidate.startsWith(`${kind}.`));
  }

  #evictAll(node: string): void {
    const { indexes } = this.#cluster.server;
    const pods = indexes.podsByNode.list(node).filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet' && !isTerminal(pod) && !isTerminating(pod));
    const refused = pods.filter((pod) => !this.evict({ kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name ?? '' }).accepted);
    if (refused.length > 0) this.#retryEvictions(node, refused);
  }

  /** A drain that budgets hold up tries again, in the end as one of those things that a run does not wait for. */
  #retryEvictions(node: string, refused: readonly Pod[]): void {
    const { loop } = this.#cluster;
    const waits = this.#drainTries.get(node) ?? 0;
    this.#drainTries.set(node, waits + 1);
    loop.at(loop.nowMs + DRAIN_RETRY_MS, 0, `drain ${node}`, () => this.#evictAll(node), waits > HOPELESS_DRAIN_TRIES || refused.length === 0);
  }

  readonly #drainTries = new Map<string, number>();
}

/** Tries (5 s apart) after which a drain counts as blocked. */
const HOPELESS_DRAIN_TRIES = 120;

function byNamespaceAndName(a: KubeObject, b: KubeObject): number {
  const left = `${a.metadata.namespace ?? ''}/${a.metadata.name ?? ''}`;
  const right = `${b.metadata.namespace ?? ''}/${b.metadata.name ?? ''}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
