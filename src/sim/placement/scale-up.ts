import type { Node, Pod } from '../objects.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import type { Profile } from '../scheduler/profile.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';
import { nodeOfGroup, type NodeGroup } from './node-group.ts';

/** The nodes of one group that would take pods which nothing takes now. */
export interface ScaleUp {
  readonly group: NodeGroup;
  readonly nodes: readonly Node[];
  /** The pods that then have a place, by `namespace/name`. */
  readonly pods: ReadonlySet<string>;
}

export interface ScaleUpInput {
  readonly groups: readonly NodeGroup[];
  readonly sizeOf: (group: NodeGroup) => number;
  /** The number of the next node of a group, after so many others. */
  readonly numberOf: (group: NodeGroup, skipped: number) => number;
  /** Pods without a place, in the order in which they are tried. */
  readonly pods: readonly Pod[];
  /** A new snapshot of the cluster as it is, with all nodes that are on their way. */
  readonly snapshot: () => Snapshot;
  /** The pods that DaemonSets start on a new node. */
  readonly daemonPodsFor: (node: Node) => readonly Pod[];
  readonly profile: Profile;
}

/**
 * The group to grow (cluster-autoscaler/core/scaleup/orchestrator and estimator/binpacking_estimator.go, 1.34): the pods are packed onto template nodes of
 * each group in turn. The group that takes the most pods is chosen, with the fewest nodes, then the first by name. Undefined when none helps.
 */
export function bestScaleUp(input: ScaleUpInput): ScaleUp | undefined {
  const options = input.groups.map((group) => packed(group, input)).filter(({ pods }) => pods.size > 0);
  return options.sort((a, b) => b.pods.size - a.pods.size || a.nodes.length - b.nodes.length || (a.group.name < b.group.name ? -1 : 1))[0];
}

/** The pods among `pods` that have a place on the nodes of the snapshot, which they then take. */
export function placeable(pods: readonly Pod[], snapshot: Snapshot, profile: Profile): Set<string> {
  const scheduler = new Scheduler(snapshot, [profile]);
  return new Set(pods.filter((pod) => takes(scheduler, profile, pod)).map(keyOf));
}

function packed(group: NodeGroup, input: ScaleUpInput): ScaleUp {
  const snapshot = input.snapshot();
  const scheduler = new Scheduler(snapshot, [input.profile]);
  const nodes: Node[] = [];
  const pods = new Set<string>();
  const size = input.sizeOf(group);
  for (const pod of input.pods) {
    if (nodes.length > 0 && takes(scheduler, input.profile, pod)) {
      pods.add(keyOf(pod));
      continue;
    }
    if (size + nodes.length >= group.max) continue;
    const node = nodeOfGroup(group, input.numberOf(group, nodes.length));
    addNode(snapshot, node, input.daemonPodsFor(node));
    if (takes(scheduler, input.profile, pod)) {
      pods.add(keyOf(pod));
      nodes.push(node);
    } else removeNode(snapshot, node, input.daemonPodsFor(node));
  }
  return { group, nodes, pods };
}

/** Puts a node with its daemon pods into a snapshot. */
export function addNode(snapshot: Snapshot, node: Node, daemonPods: readonly Pod[]): void {
  snapshot.setNode(node);
  for (const pod of daemonPods) snapshot.setPod(pod);
}

function removeNode(snapshot: Snapshot, node: Node, daemonPods: readonly Pod[]): void {
  for (const { metadata } of daemonPods) snapshot.removePod(metadata.namespace ?? '', metadata.name ?? '');
  snapshot.removeNode(node.metadata.name ?? '');
}

function takes(scheduler: Scheduler, profile: Profile, pod: Pod): boolean {
  const decision = scheduler.schedule(pod, profile, { explain: false });
  if (decision.kind === 'placed') scheduler.snapshot.setPod({ ...pod, spec: { ...pod.spec, nodeName: decision.node } });
  return decision.kind === 'placed';
}

function keyOf({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
