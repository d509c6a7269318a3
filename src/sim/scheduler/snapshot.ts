import { dynamicResourceInV1 } from '../../api/dynamic-resources-v1.ts';
import { equalJson } from '../../api/json.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Node, Pod } from '../../api/types/core-v1.ts';
import { ClusterObjects } from './cluster-objects.ts';
import { ImageStates } from './image-states.ts';
import { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { PodIndex, type BoundPod } from './pod-index.ts';
import { podInfo } from './pod-info.ts';
import type { Topology } from './topology.ts';
import { topologyOf } from './topology.ts';

/** A pod that came to a node (`sign` 1) or left it (-1). */
export interface PodChange {
  readonly pod: PodInfo;
  readonly node: NodeInfo;
  readonly sign: 1 | -1;
}

const CHANGES_KEPT = 20_000;

/**
 * Everything that the scheduler knows of the cluster (pkg/scheduler/backend/cache), kept up to date object by object. Nodes are
 * ordered by name. Pods count where `spec.nodeName` says, from binding until they are gone or have finished.
 */
export class Snapshot {
  readonly objects = new ClusterObjects();
  readonly images = new ImageStates();
  /** Rises when nodes, labels of namespaces or device classes change: what was worked out for all nodes is then void. */
  structureVersion = 0;
  readonly #nodesByName = new Map<string, NodeInfo>();
  #nodes: NodeInfo[] | undefined = [];
  /** Pods by `namespace/name`; `node` is empty for nodes that are not known. */
  readonly #pods = new Map<string, BoundPod>();
  /** Pods bound to nodes that are not (or no longer) known. */
  readonly #strays = new Map<string, Map<string, PodInfo>>();
  readonly #nominations = new Map<string, Map<string, PodInfo>>();
  /** Rises when a nomination comes or goes. */
  nominationVersion = 0;
  readonly #index = new PodIndex();
  readonly #claimUse = new Map<string, number>();
  readonly #topologies = new Map<string, Topology>();
  #changes: PodChange[] = [];
  #changesDropped = 0;

  get nodes(): readonly NodeInfo[] {
    if (this.#nodes === undefined) {
      this.#nodes = [...this.#nodesByName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      this.#nodes.forEach((node, index) => {
        node.index = index;
      });
      this.#topologies.clear();
    }
    return this.#nodes;
  }

  node(name: string): NodeInfo | undefined {
    return this.#nodesByName.get(name);
  }

  /** Adds a node or takes over its new state; changes of heartbeats and other conditions cost nothing. */
  setNode(node: Node): void {
    const name = node.metadata?.name ?? '';
    const old = this.#nodesByName.get(name);
    if (old !== undefined && sameForScheduling(old.node, node)) return;
    if (old !== undefined) this.images.remove(old.node);
    const info = new NodeInfo(node, old?.index ?? -1);
    for (const pod of old?.pods ?? this.#strays.get(name)?.values() ?? []) info.addPod(pod);
    this.#strays.delete(name);
    this.images.add(node);
    this.#nodesByName.set(name, info);
    this.#restructure();
  }

  removeNode(name: string): void {
    const info = this.#nodesByName.get(name);
    if (info === undefined) return;
    if (info.pods.length > 0) this.#strays.set(name, new Map(info.pods.map((pod) => [pod.key, pod])));
    this.images.remove(info.node);
    this.#nodesByName.delete(name);
    this.#restructure();
  }

  /**
   * Takes over a pod as it is now: one with a node counts there, one that has finished or has no node counts nowhere. Also how a
   * placement is assumed: set the pod with its `spec.nodeName`.
   */
  setPod(pod: Pod): void {
    const key = `${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;
    const old = this.#pods.get(key);
    const nodeName = pod.spec?.nodeName ?? '';
    if (nodeName === '' || isTerminal(pod)) {
      if (old !== undefined) this.#remove(key, old);
      return;
    }
    const info = podInfo(pod);
    if (old !== undefined && old.nodeName === nodeName && asksForTheSame(old.info, info)) {
      this.#nodesByName.get(nodeName)?.replacePod(old.info, info);
      if (this.#strays.get(nodeName)?.has(key) === true) this.#strays.get(nodeName)?.set(key, info);
      old.info = info;
      return;
    }
    if (old !== undefined) this.#remove(key, old);
    this.#add(info, nodeName);
  }

  removePod(namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    const old = this.#pods.get(key);
    if (old !== undefined) this.#remove(key, old);
  }

  /** Every pod that is bound to a node, in no order that matters. */
  *pods(): Iterable<PodInfo> {
    for (const { info } of this.#pods.values()) yield info;
  }

  /** The pods with this label on nodes that are known, in no order that matters. */
  podsLabelled(namespace: string, label: string, value: string): Iterable<readonly [PodInfo, NodeInfo]> {
    return this.#onNodes(this.#index.labelled(namespace, label, value));
  }

  /** The pods on nodes that are known whose affinity terms may speak of a pod with these labels, in no order that matters. */
  podsWithTermsAbout(labels: Labels): Iterable<readonly [PodInfo, NodeInfo]> {
    return this.#onNodes(this.#index.withTermsAbout(labels));
  }

  *#onNodes(pods: Iterable<BoundPod>): Iterable<readonly [PodInfo, NodeInfo]> {
    for (const { info, nodeName } of pods) {
      const node = this.#nodesByName.get(nodeName);
      if (node !== undefined) yield [info, node];
    }
  }

  /** Adds or replaces an object of one of SCHEDULER_OBJECT_KINDS; others are ignored. */
  setObject(object: KubeObject): void {
    if (object.kind === 'Namespace') {
      const old = this.objects.get('Namespace', '', object.metadata.name ?? '');
      if (!equalJson(old?.metadata?.labels, object.metadata.labels)) this.structureVersion += 1;
    }
    if (object.kind === 'DeviceClass') this.structureVersion += 1;
    this.objects.set(dynamicResourceInV1(object));
  }

  removeObject(kind: string, namespace: string, name: string): void {
    if (kind === 'Namespace' || kind === 'DeviceClass') this.structureVersion += 1;
    this.objects.delete(kind, namespace, name);
  }

  /** Says that a pending pod waits for room on a node that preemption makes for it. */
  nominate(pod: Pod, nodeName: string): void {
    const info = podInfo(pod);
    this.clearNomination(info.namespace, info.name);
    let nominated = this.#nominations.get(nodeName);
    if (nominated === undefined) this.#nominations.set(nodeName, (nominated = new Map()));
    nominated.set(info.key, info);
    this.nominationVersion += 1;
  }

  clearNomination(namespace: string, name: string): void {
    for (const [nodeName, nominated] of this.#nominations) {
      if (nominated.delete(`${namespace}/${name}`)) this.nominationVersion += 1;
      if (nominated.size === 0) this.#nominations.delete(nodeName);
    }
  }

  /** Pods nominated to a node, in order of nomination. */
  nominatedTo(nodeName: string): readonly PodInfo[] {
    const nominated = this.#nominations.get(nodeName);
    return nominated === undefined ? [] : [...nominated.values()];
  }

  /** The nodes that pods are nominated to. */
  nominatedNodes(): readonly string[] {
    return [...this.#nominations.keys()];
  }

  /** How many bound pods mount a claim. */
  podsUsingClaim(namespace: string, claim: string): number {
    return this.#claimUse.get(`${namespace}/${claim}`) ?? 0;
  }

  topology(key: string): Topology {
    const { nodes } = this;
    let topology = this.#topologies.get(key);
    if (topology === undefined) this.#topologies.set(key, (topology = topologyOf(key, nodes)));
    return topology;
  }

  namespaceLabels(namespace: string): Labels {
    return (this.objects.get('Namespace', '', namespace)?.metadata?.labels as Labels | undefined) ?? {};
  }

  /** The number of pod changes so far: where `changesSince` may start later. */
  get changeCount(): number {
    return this.#changesDropped + this.#changes.length;
  }

  /** The pod changes after the first `count`; undefined when they are no longer kept. */
  changesSince(count: number): readonly PodChange[] | undefined {
    if (count === this.changeCount) return [];
    return count < this.#changesDropped ? undefined : this.#changes.slice(count - this.#changesDropped);
  }

  #add(info: PodInfo, nodeName: string): void {
    const entry = { info, nodeName };
    this.#pods.set(info.key, entry);
    this.#index.add(entry);
    this.#countClaims(info, 1);
    const node = this.#nodesByName.get(nodeName);
    if (node === undefined) {
      let strays = this.#strays.get(nodeName);
      if (strays === undefined) this.#strays.set(nodeName, (strays = new Map()));
      strays.set(info.key, info);
      return;
    }
    node.addPod(info);
    this.#note({ pod: info, node, sign: 1 });
  }

  #remove(key: string, entry: BoundPod): void {
    const { info, nodeName } = entry;
    this.#pods.delete(key);
    this.#index.remove(entry);
    this.#countClaims(info, -1);
    this.#strays.get(nodeName)?.delete(key);
    const node = this.#nodesByName.get(nodeName);
    if (node?.removePod(key) !== undefined) this.#note({ pod: info, node, sign: -1 });
  }

  #note(change: PodChange): void {
    this.#changes.push(change);
    if (this.#changes.length > 2 * CHANGES_KEPT) {
      this.#changes = this.#changes.slice(CHANGES_KEPT);
      this.#changesDropped += CHANGES_KEPT;
    }
  }

  #countClaims(info: PodInfo, sign: 1 | -1): void {
    for (const claim of info.claimNames) {
      const key = `${info.namespace}/${claim}`;
      this.#claimUse.set(key, (this.#claimUse.get(key) ?? 0) + sign);
    }
  }

  #restructure(): void {
    this.#nodes = undefined;
    this.structureVersion += 1;
  }
}

function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function sameForScheduling(a: Node, b: Node): boolean {
  return (
    equalJson(a.metadata?.labels, b.metadata?.labels) &&
    equalJson(a.spec, b.spec) &&
    equalJson(a.status?.allocatable, b.status?.allocatable) &&
    equalJson(a.status?.images, b.status?.images) &&
    equalJson(a.status?.declaredFeatures, b.status?.declaredFeatures)
  );
}

function asksForTheSame(a: PodInfo, b: PodInfo): boolean {
  return (
    a.isTerminating === b.isTerminating &&
    equalJson(a.labels, b.labels) &&
    equalJson(a.spec, b.spec) &&
    a.requests.milliCpu === b.requests.milliCpu &&
    a.requests.memoryBytes === b.requests.memoryBytes
  );
}
