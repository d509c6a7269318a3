import { amountsOf } from '../../api/effective-requests.ts';
import type { Labels } from '../../api/label-selector.ts';
import { wholeUnits } from '../../api/quantity.ts';
import type { Node } from '../../api/types/core-v1.ts';
import type { HostPort } from './host-ports.ts';
import { portsConflict } from './host-ports.ts';
import type { PodInfo } from './pod-info.ts';
import type { Resources } from './resources.ts';
import { addResources, noResources, toResources } from './resources.ts';

/** A node with the pods on it and what they take (pkg/scheduler/framework/types.go, NodeInfo). */
export class NodeInfo {
  readonly name: string;
  /** The place in the snapshot's list; it changes when nodes come and go. */
  index: number;
  /** Rises with every change of the pods on the node. */
  generation = 0;
  readonly node: Node;
  readonly labels: Labels;
  readonly allocatable: Resources;
  readonly allowedPods: number;
  readonly requested: Resources = noResources();
  nonZeroMilliCpu = 0;
  nonZeroMemoryBytes = 0;
  /** In the order in which the scheduler's cache keeps them: a removed pod's place is taken by the last one. */
  readonly pods: PodInfo[] = [];

  constructor(node: Node, index: number) {
    this.node = node;
    this.index = index;
    this.name = node.metadata?.name ?? '';
    this.labels = (node.metadata?.labels as Labels | undefined) ?? {};
    const amounts = amountsOf(node.status?.allocatable);
    this.allocatable = toResources(amounts);
    const pods = amounts.get('pods');
    this.allowedPods = pods === undefined ? 0 : wholeUnits(pods);
  }

  /** A copy that may be changed without a trace here, as dry runs of preemption need. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.node, this.index);
    for (const pod of this.pods) copy.addPod(pod);
    copy.generation = this.generation;
    return copy;
  }

  addPod(pod: PodInfo): void {
    this.pods.push(pod);
    this.#count(pod, 1);
  }

  /** Takes away the pod with this key; undefined when it is not here. */
  removePod(key: string): PodInfo | undefined {
    const place = this.pods.findIndex((pod) => pod.key === key);
    const found = this.pods[place];
    const last = this.pods.at(-1);
    if (found === undefined || last === undefined) return undefined;
    this.pods[place] = last;
    this.pods.pop();
    this.#count(found, -1);
    return found;
  }

  /** Puts a newer version of a pod in the place of one that asks for the same. */
  replacePod(old: PodInfo, pod: PodInfo): void {
    const place = this.pods.indexOf(old);
    if (place !== -1) this.pods[place] = pod;
  }

  hasPortConflict(ports: readonly HostPort[]): boolean {
    return this.pods.some((pod) => pod.hostPorts.some((used) => ports.some((port) => portsConflict(port, used))));
  }

  #count(pod: PodInfo, sign: 1 | -1): void {
    addResources(this.requested, pod.requests, sign);
    this.nonZeroMilliCpu += sign * pod.nonZeroMilliCpu;
    this.nonZeroMemoryBytes += sign * pod.nonZeroMemoryBytes;
    this.generation += 1;
  }
}
