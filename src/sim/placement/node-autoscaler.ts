import type { Client } from '../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import type { DaemonSet, Node, Pod } from '../objects.ts';
import { isTerminal, isTerminating } from '../pods/conditions.ts';
import { isSchedulerKind } from '../scheduler/cluster-objects.ts';
import { schedulerFeatures } from '../scheduler/features.ts';
import { defaultProfile, type Profile } from '../scheduler/profile.ts';
import { schedulePod } from '../scheduler/schedule-pod.ts';
import { Snapshot } from '../scheduler/snapshot.ts';
import { withoutDevices } from './scheduling-options.ts';
import { type AutoscalerName, type AutoscalerPolicy, policyOf } from './autoscaler-policy.ts';
import { GroupNodes } from './group-nodes.ts';
import { nodeOfGroup, type NodeGroup } from './node-group.ts';
import { NodeScaleDown } from './node-scale-down.ts';
import { addNode, bestScaleUp, placeable, type ScaleUp } from './scale-up.ts';

/** From the request for a node until it is Ready. */
export const NODE_PROVISION_MS = 60_000;
/** Of that, from registration until it is Ready: pods that tolerate the taint come first. */
const NOT_READY_MS = 10_000;
const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/**
 * Adds nodes of the stated groups for pods that no node takes (Cluster Autoscaler 1.34, core/static_autoscaler.go), and starts with the smallest size of each
 * group. Devices of ResourceClaims are left out, as without --enable-dynamic-resource-allocation. Divergences: all groups that help grow in one round;
 * every request for a node succeeds. Nodes of the groups that are not needed go again (node-scale-down.ts).
 */
export function startNodeAutoscaler(context: ComponentContext, groups: readonly NodeGroup[], name: AutoscalerName = 'cluster-autoscaler'): void {
  const autoscaler = new NodeAutoscaler(context, groups, policyOf(name));
  autoscaler.start();
}

class NodeAutoscaler {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #nodes: GroupNodes;
  readonly #policy: AutoscalerPolicy;
  readonly #profile: Profile;
  readonly #scaleDown: NodeScaleDown;
  /** Nodes that were asked for and are not there yet. */
  readonly #onTheirWay = new Map<string, Node>();
  #roundQueued = false;

  constructor(context: ComponentContext, groups: readonly NodeGroup[], policy: AutoscalerPolicy) {
    this.#context = context;
    this.#client = clientOf(context, policy.name);
    this.#nodes = new GroupNodes(groups);
    this.#policy = policy;
    const { preemption: _preemption, ...profile } = withoutDevices(defaultProfile(schedulerFeatures(context.server.version)));
    this.#profile = profile;
    this.#scaleDown = new NodeScaleDown(context, this.#client, { nodes: this.#nodes, policy, profile, snapshot: () => this.#presentCluster() });
  }

  start(): void {
    for (const group of this.#nodes.groups) {
      for (let number = 1; number <= group.min; number += 1) {
        const node = nodeOfGroup(group, number);
        this.#nodes.add(group, node.metadata.name ?? '');
        this.#client.create(node);
      }
    }
    this.#scaleDown.watch();
    this.#client.watch('Pod', ({ type, object, previous }) => {
      if (type !== 'deleted' && isUnschedulable(object) && (previous === undefined || !isUnschedulable(previous))) this.#queueRound();
    });
  }

  #queueRound(): void {
    if (this.#roundQueued) return;
    this.#roundQueued = true;
    const { loop, order } = this.#context;
    const { scanMs } = this.#policy;
    loop.at(Math.ceil((loop.nowMs + 1) / scanMs) * scanMs, order, 'scan', () => {
      this.#roundQueued = false;
      this.#round();
    });
  }

  #round(): void {
    const waiting = [...this.#client.list('Pod')].filter((pod) => isUnschedulable(pod) && (pod.status?.nominatedNodeName ?? '') === '');
    if (waiting.length === 0) return;
    const soon = placeable(waiting, this.#snapshot(), this.#profile);
    let left = waiting.filter((pod) => !soon.has(keyOf(pod)));
    while (left.length > 0) {
      const scaleUp = bestScaleUp({
        groups: this.#nodes.groups,
        sizeOf: (group) => this.#nodes.sizeOf(group),
        numberOf: (group, skipped) => this.#nodes.freeNumber(group, skipped),
        pods: left,
        snapshot: () => this.#snapshot(),
        daemonPodsFor: (node) => this.#daemonPodsFor(node),
        profile: this.#profile,
      });
      if (scaleUp === undefined) break;
      this.#grow(scaleUp, left);
      left = left.filter((pod) => !scaleUp.pods.has(keyOf(pod)));
    }
    for (const pod of left) this.#context.recorder.event(pod, 'Normal', 'NotTriggerScaleUp', "pod didn't trigger scale-up", this.#client.by);
  }

  #grow({ group, nodes, pods }: ScaleUp, waiting: readonly Pod[]): void {
    const before = this.#nodes.sizeOf(group);
    const after = before + nodes.length;
    this.#scaleDown.added();
    for (const pod of waiting) {
      if (pods.has(keyOf(pod))) this.#context.recorder.event(pod, 'Normal', 'TriggeredScaleUp', `pod triggered scale-up: [{${group.name} ${before}->${after} (max: ${group.max})}]`, this.#client.by);
    }
    for (const node of nodes) {
      const { loop, order } = this.#context;
      const name = node.metadata.name ?? '';
      this.#nodes.add(group, name);
      this.#onTheirWay.set(name, node);
      loop.at(loop.nowMs + NODE_PROVISION_MS - NOT_READY_MS, order, name, () => {
        this.#client.create({ ...node, spec: { ...node.spec, taints: [...(node.spec?.taints ?? []), NOT_READY] }, status: { ...node.status, conditions: [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' }] } });
      });
      loop.at(loop.nowMs + NODE_PROVISION_MS, order, name, () => this.#becomeReady(name, node));
    }
  }

  #becomeReady(name: string, node: Node): void {
    this.#onTheirWay.delete(name);
    const stored = this.#client.get('Node', undefined, name);
    if (stored === undefined) return;
    const updated = this.#client.updateStatus({ ...stored, status: { ...stored.status, conditions: node.status?.conditions } });
    const current = updated.ok ? updated.object : stored;
    this.#client.update({ ...current, spec: { ...current.spec, taints: (current.spec?.taints ?? []).filter(({ key }) => key !== NOT_READY.key) } });
  }

  /** The cluster as the scheduler sees it, with the nodes that are on their way. */
  #snapshot(): Snapshot {
    const snapshot = this.#presentCluster();
    for (const node of this.#onTheirWay.values()) addNode(snapshot, node, this.#isRegistered(node) ? [] : this.#daemonPodsFor(node));
    return snapshot;
  }

  #presentCluster(): Snapshot {
    const snapshot = new Snapshot();
    const { store } = this.#client;
    for (const kind of store.kinds()) for (const object of store.list(kind)) if (isSchedulerKind(object.kind)) snapshot.setObject(object);
    for (const node of this.#client.list('Node')) snapshot.setNode(node);
    for (const pod of this.#client.list('Pod')) snapshot.setPod(pod);
    return snapshot;
  }

  #isRegistered({ metadata }: Node): boolean {
    return this.#client.get('Node', undefined, metadata.name ?? '') !== undefined;
  }

  /** The pods of DaemonSets that may go to the node, bound to it. */
  #daemonPodsFor(node: Node): Pod[] {
    const alone = new Snapshot();
    alone.setNode(node);
    const pods = [...this.#client.list('DaemonSet.apps')].map((set) => daemonPod(set, node));
    return pods.filter((pod) => schedulePod(pod, alone, this.#profile).kind === 'placed').map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: node.metadata.name } }));
  }
}

function daemonPod({ metadata, spec }: DaemonSet, node: Node): Pod {
  const template = spec?.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: metadata.namespace, name: `${metadata.name ?? ''} of ${node.metadata.name ?? ''}`, labels: template?.metadata?.labels },
    spec: template?.spec,
  };
}

function isUnschedulable(pod: Pod): boolean {
  if ((pod.spec?.nodeName ?? '') !== '' || isTerminal(pod) || isTerminating(pod)) return false;
  return (pod.status?.conditions ?? []).some(({ type, status, reason }) => type === 'PodScheduled' && status === 'False' && reason === 'Unschedulable');
}

function keyOf({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
