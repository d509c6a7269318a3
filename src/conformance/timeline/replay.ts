import type { KubeObject } from '../../api/object.ts';
import { evictPod } from '../../sim/apiserver/eviction.ts';
import { mergePatch } from '../../api/apply/merge-patch.ts';
import { UserRequests } from '../../sim/apiserver/user-requests.ts';
import { createCluster, type Cluster } from '../../sim/cluster.ts';
import { controlPlane } from '../../sim/components.ts';
import type { JsonObject } from '../../api/json.ts';
import { parseTime } from '../../sim/kernel/wall-clock.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import { startScheduler } from '../../sim/placement/scheduler-component.ts';
import type { ApplyOutcome } from '../../sim/request.ts';
import { Aliases } from './aliases.ts';
import { Observer } from './observer.ts';
import type { Observation, RecordedNode, ScriptStep, TimelineCase } from './recording.ts';
import { ScriptedKubelet } from './scripted-kubelet.ts';
import { ScriptedMetrics } from './scripted-metrics.ts';

/** The cluster is up this long before the scenario starts, so that its nodes are ready. */
const LEAD_MS = 10_000;
const GENERAL_NODES = 6;
const USER_ORDER = 0;
/** What a round of eviction requests takes: the next one is that much late. */
const EVICTION_ROUND_SECONDS = 0.1;

/** Replays the script of a scenario and returns what changed when, in seconds since its start. */
export function replayTimeline(recorded: TimelineCase): readonly Observation[] {
  const metrics = new ScriptedMetrics();
  const cluster = createCluster({
    version: '1.36',
    startEpochMs: (parseTime(recorded.startedAt) ?? 0) - LEAD_MS,
    components: [
      (context) => startScheduler(context, { delayMs: 0, decisions: [] }),
      ...controlPlane({ autoscaler: { metrics, syncPeriodMs: 5000, downscaleStabilizationMs: 30_000 } }),
    ],
  });
  const aliases = new Aliases(cluster);
  metrics.attach(cluster, aliases);
  const kubelet = new ScriptedKubelet(cluster, recorded.kubelet);
  for (let index = 0; index < GENERAL_NODES; index += 1) addNode(cluster, { name: `g${index}`, labels: { pool: 'general' } });
  for (const node of recorded.nodes) addNode(cluster, node);
  for (const name of namespacesOf(recorded)) cluster.server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, 'user');
  run(cluster, LEAD_MS);
  const observer = new Observer(cluster, aliases, recorded.id, LEAD_MS);
  for (const node of recorded.nodes) observer.see('Node', node.name);
  const script = new Script(cluster, recorded, { aliases, kubelet, observer, metrics });
  script.schedule();
  run(cluster, LEAD_MS + recorded.until * 1000);
  return observer.observed;
}

function run(cluster: Cluster, untilMs: number): void {
  while ((cluster.loop.nextMs ?? Number.POSITIVE_INFINITY) <= untilMs) cluster.loop.step();
  cluster.loop.advanceTo(untilMs);
}

function namespacesOf({ id, script }: TimelineCase): string[] {
  const named = script.flatMap((step) => step.apply ?? []).map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined);
  return [...new Set([id, ...named])];
}

function addNode(cluster: Cluster, { name, labels = {} }: RecordedNode): void {
  const allocatable = { cpu: '64', memory: '256Gi', pods: '500' };
  const condition = (type: string, status: string, reason: string): object => ({ type, status, reason, lastTransitionTime: cluster.clock.timestamp });
  const conditions = [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
    condition('Ready', 'True', 'KubeletReady'),
  ];
  const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } }, spec: {}, status: { allocatable, capacity: allocatable, conditions } };
  cluster.server.create(node, 'kubelet');
}

interface Actors {
  readonly aliases: Aliases;
  readonly kubelet: ScriptedKubelet;
  readonly observer: Observer;
  readonly metrics: ScriptedMetrics;
}

class Script {
  readonly #cluster: Cluster;
  readonly #recorded: TimelineCase;
  readonly #actors: Actors;
  readonly #requests: UserRequests;

  constructor(cluster: Cluster, recorded: TimelineCase, actors: Actors) {
    this.#cluster = cluster;
    this.#recorded = recorded;
    this.#actors = actors;
    this.#requests = new UserRequests(cluster.server);
  }

  schedule(): void {
    for (const [index, step] of this.#recorded.script.entries()) this.#at(step.t, index, () => this.#perform(step));
  }

  #at(seconds: number, index: number, act: () => void): void {
    this.#cluster.loop.at(LEAD_MS + Math.round(seconds * 1000), USER_ORDER, String(index).padStart(6, '0'), act);
  }

  #perform(step: ScriptStep): void {
    const { kubelet, metrics } = this.#actors;
    if (step.metrics !== undefined) metrics.set(step.metrics);
    for (const object of step.apply ?? []) this.#apply(object);
    for (const { kind, name, propagation, grace } of step.delete ?? []) {
      const found = this.#find(kind, name);
      const options = { ...(propagation === undefined ? {} : { propagation }), ...(grace === undefined ? {} : { graceSeconds: grace }) };
      if (found !== undefined) this.#cluster.server.delete(this.#kindOf(found), found.metadata.namespace, found.metadata.name ?? '', options, 'user');
    }
    for (const { kind, name, patch, subresource } of step.patch ?? []) this.#patch(kind, name, patch, subresource);
    for (const alias of step.evict ?? []) this.#evict(alias);
    if (step.evictUntilDone !== undefined) this.#evictUntilDone(step.t, step.evictUntilDone);
    for (const { pod, ready } of step.setReady ?? []) {
      const found = this.#find('Pod', pod);
      if (found !== undefined) kubelet.setReady(found as Pod, ready);
    }
    for (const node of step.addNodes ?? []) addNode(this.#cluster, node);
    for (const node of step.stopNodes ?? []) this.#stopNode(node);
    for (const node of step.startNodes ?? []) this.#startNode(node);
  }

  #apply(object: KubeObject): void {
    const resolved = this.#withOwners(object);
    this.#report(`apply ${object.kind}/${object.metadata.name ?? ''}`, this.#requests.apply(resolved, { namespace: this.#recorded.id }));
  }

  /** `of NAME` stands for the uid of that object. */
  #withOwners(object: KubeObject): KubeObject {
    const owners = object.metadata.ownerReferences;
    if (owners === undefined) return object;
    const ownerReferences = owners.map((owner) => {
      const name = owner.uid?.startsWith('of ') === true ? owner.uid.slice(3) : undefined;
      return name === undefined ? owner : { ...owner, uid: this.#actors.aliases.uidOf(owner.kind ?? '', name) };
    });
    return { ...object, metadata: { ...object.metadata, ownerReferences } };
  }

  #patch(kind: string, name: string, patch: Readonly<Record<string, unknown>>, subresource: string | undefined): void {
    const found = this.#find(kind, name);
    if (found === undefined) return;
    const patched = mergePatch(found as unknown as JsonObject, patch as JsonObject) as unknown as KubeObject;
    if (subresource === 'status') this.#cluster.server.updateStatus(withMergedConditions(found, patched, this.#cluster.clock.timestamp), 'user');
    else this.#report(`patch ${kind}/${name}`, this.#requests.update(patched, found));
  }

  #evict(alias: string): boolean {
    const pod = this.#find('Pod', alias);
    const result = evictPod(this.#cluster.server, this.#recorded.id, pod?.metadata.name ?? alias, {}, 'user');
    this.#actors.observer.add('request', `evict ${alias}`, { code: result.ok ? 201 : result.code });
    return result.ok;
  }

  #evictUntilDone(t: number, { pods, every, for: seconds }: NonNullable<ScriptStep['evictUntilDone']>): void {
    const left = new Set(pods);
    for (let after = 0; after < seconds; after += every) {
      this.#at(t + after + (after === 0 ? 0 : EVICTION_ROUND_SECONDS), 500_000, () => {
        for (const alias of pods) if (left.has(alias) && this.#evict(alias)) left.delete(alias);
      });
    }
  }

  #stopNode(name: string): void {
    this.#actors.kubelet.stop(name);
    const renewTime = this.#cluster.clock.timestamp.replace('Z', `.${String(this.#cluster.clock.epochMs % 1000).padStart(3, '0')}000Z`);
    const lease: KubeObject = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: 'kube-node-lease' } };
    this.#cluster.server.put({ ...lease, spec: { holderIdentity: name, renewTime } } as KubeObject, 'kubelet');
  }

  #startNode(name: string): void {
    this.#cluster.server.delete('Lease.coordination.k8s.io', 'kube-node-lease', name, {}, 'kubelet');
    const node = this.#cluster.store.get('Node', undefined, name);
    if (node !== undefined) this.#cluster.server.updateStatus(readyAgain(node, this.#cluster.clock.timestamp), 'kubelet');
    this.#actors.kubelet.start(name);
  }

  /** Requests that are refused are shown. */
  #report(what: string, outcome: ApplyOutcome): void {
    if (!outcome.accepted) this.#actors.observer.add('request', what, { code: outcome.code });
  }

  #find(kind: string, alias: string): KubeObject | undefined {
    const uid = this.#actors.aliases.uidOf(kind, alias);
    const found = uid === undefined ? undefined : this.#cluster.store.getByUid(uid);
    return found ?? (kind === 'Pod' ? this.#siblingOf(alias) : undefined);
  }

  /** Pods of one owner are told apart by chance: when the one of that name has gone here, another one that lives stands for it. */
  #siblingOf(alias: string): KubeObject | undefined {
    const pool = alias.slice(0, alias.lastIndexOf('/') + 1);
    if (pool === '') return undefined;
    return [...this.#cluster.store.list('Pod')].find((pod) => pod.metadata.deletionTimestamp === undefined && this.#actors.aliases.of(pod).startsWith(pool));
  }

  #kindOf(object: KubeObject): string {
    const slash = object.apiVersion.indexOf('/');
    return slash === -1 ? object.kind : `${object.kind}.${object.apiVersion.slice(0, slash)}`;
  }
}

interface Condition {
  readonly type?: string;
  readonly status?: string;
}

/** A patch of conditions sets those of the given types (the recordings patch strategically). */
function withMergedConditions(before: KubeObject, after: KubeObject, timestamp: string): KubeObject {
  const old = conditionsOf(before);
  const given = conditionsOf(after);
  if (given === old) return after;
  const types = new Set(given.map(({ type }) => type));
  const conditions = [...old.filter(({ type }) => !types.has(type)), ...given.map((condition) => ({ lastTransitionTime: timestamp, ...condition }))];
  return { ...after, status: { ...(after as { readonly status?: object }).status, conditions } } as KubeObject;
}

function conditionsOf(object: KubeObject): readonly Condition[] {
  return (object as { readonly status?: { readonly conditions?: readonly Condition[] } }).status?.conditions ?? [];
}

function readyAgain(node: Node, timestamp: string): Node {
  const reasons: Readonly<Record<string, string>> = { MemoryPressure: 'KubeletHasSufficientMemory', DiskPressure: 'KubeletHasNoDiskPressure', PIDPressure: 'KubeletHasSufficientPID', Ready: 'KubeletReady' };
  const conditions = (node.status?.conditions ?? []).map((condition) => {
    const status = condition.type === 'Ready' ? 'True' : 'False';
    const reason = reasons[condition.type ?? ''] ?? condition.reason;
    return condition.status === status && condition.reason === reason ? condition : { ...condition, status, reason, lastTransitionTime: timestamp };
  });
  return { ...node, status: { ...node.status, conditions } };
}
