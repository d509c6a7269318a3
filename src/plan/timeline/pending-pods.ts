import { podRequests } from '../../api/effective-requests.ts';
import type { KubeObject } from '../../api/object.ts';
import { formatQuantity, type Quantity, wholeUnits } from '../../api/quantity.ts';
import { isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import type { SchedulingDecision } from '../../sim/scheduling-decision.ts';
import type { PendingPod } from '../plan-model.ts';
import { listed } from '../words.ts';
import { allocatableOf, podsByNode, requestsOf, workloadName } from './placements.ts';
import { unschedulableMessage } from './pod-state.ts';
import { deviceHolders } from './device-holders.ts';
import { isPod, type Owners } from './owners.ts';

export interface PendingGroup extends PendingPod {
  readonly owner: KubeObject;
  readonly waiting: readonly Pod[];
  /** The resource that the closest node lacks, when it is one that is requested. */
  readonly lacking: string | undefined;
  /** How many nodes like one that is there would give all of them room, when nodes would. */
  readonly more: MoreNodes | undefined;
}

export interface MoreNodes {
  readonly nodes: number;
  readonly like: string;
}

/**
 * Pods that no node takes in the end, one entry for each workload and message, with the node that came closest. Pods that waited before the
 * change already are left out: the change is not to blame.
 */
export function pendingPods(before: readonly KubeObject[], objects: readonly KubeObject[], decisions: readonly SchedulingDecision[], owners: Owners): PendingGroup[] {
  const latest = new Map(decisions.map((decision) => [decision.pod, decision]));
  const known = new Set(before.filter((object) => isWaiting(object)).map(({ metadata }) => metadata.uid));
  const waiting = objects.filter((object): object is Pod => isWaiting(object) && !known.has(object.metadata.uid) && !isTerminating(object) && !isTerminal(object));
  const groups = new Map<string, Pod[]>();
  for (const pod of waiting) {
    const key = `${workloadName(owners.workloadOf(pod))}\n${unschedulableMessage(pod) ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pod]);
    else group.push(pod);
  }
  const placed = podsByNode(objects);
  const nodes = objects.filter((object): object is Node => object.kind === 'Node');
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, pods]) => {
    const [pod] = pods;
    if (pod === undefined) return [];
    const owner = owners.workloadOf(pod);
    const decision = latest.get(`${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`);
    const shortage = closestShortage(pods, nodes, decision, placed, owners);
    const advice = shortage?.lacks.includes(NO_DEVICES) === true ? deviceHolders(shortage.node, objects) : shortage?.advice;
    return [
      {
        owner,
        waiting: pods,
        workload: workloadName(owner),
        pods: pods.length,
        message: unschedulableMessage(pod) ?? '',
        ...(shortage === undefined ? {} : { closest: { node: shortage.node, lacks: shortage.lacks } }),
        ...(advice === undefined ? {} : { advice }),
        nodes: (decision?.nodeReasons ?? []).map(({ node, reasons }) => ({ node, reasons })),
        lacking: shortage?.lacking,
        more: shortage?.more,
      },
    ];
  });
}

function isWaiting(object: KubeObject): object is Pod {
  return isPod(object) && (object.spec?.nodeName ?? '') === '' && unschedulableMessage(object) !== undefined;
}

/** What the scheduler says of a node whose devices do not do (plugins/dynamicresources). */
const NO_DEVICES = 'cannot allocate all claims';

interface Shortage {
  readonly node: string;
  readonly lacks: string;
  readonly lacking?: string;
  readonly more?: MoreNodes | undefined;
  readonly advice?: string;
  /** The part of the request that does not fit; the closest node has the smallest. */
  readonly share: number;
}

/** Among the nodes that lack nothing but room, the one that lacks the least; else the one with the fewest reasons against it. */
function closestShortage(pods: readonly Pod[], nodes: readonly Node[], decision: SchedulingDecision | undefined, placed: ReadonlyMap<string, readonly Pod[]>, owners: Owners): Shortage | undefined {
  if (decision === undefined || decision.nodeReasons.length === 0) return undefined;
  const requests = podRequests(pods[0]?.spec ?? {});
  const shortages: Shortage[] = [];
  for (const { node: name, reasons } of decision.nodeReasons) {
    if (!reasons.every((reason) => reason.startsWith('Insufficient ') || reason === 'Too many pods')) continue;
    const node = nodes.find(({ metadata }) => metadata.name === name);
    if (node !== undefined) shortages.push(shortageOn(node, name, requests, pods, placed.get(name) ?? [], owners));
  }
  shortages.sort((a, b) => a.share - b.share || (a.node < b.node ? -1 : 1));
  if (shortages[0] !== undefined) return shortages[0];
  const [closest] = [...decision.nodeReasons].sort((a, b) => a.reasons.length - b.reasons.length || (a.node < b.node ? -1 : 1));
  return closest === undefined ? undefined : { node: closest.node, lacks: listed(closest.reasons), share: 1 };
}

function shortageOn(node: Node, name: string, requests: ReadonlyMap<string, Quantity>, pods: readonly Pod[], placed: readonly Pod[], owners: Owners): Shortage {
  const allocatable = allocatableOf(node);
  const used = requestsOf(placed);
  const lacks: string[] = [];
  let share = 0;
  let lacking: string | undefined;
  for (const [resource, wanted] of requests) {
    const room = allocatable.get(resource)?.nanos ?? 0n;
    const missing = (used.get(resource)?.nanos ?? 0n) + wanted.nanos - room;
    if (missing <= 0n || wanted.nanos === 0n) continue;
    lacks.push(`${formatQuantity({ nanos: missing, format: wanted.format })} ${resource}`);
    lacking ??= resource;
    share += Number(missing) / Number(wanted.nanos);
  }
  // A pod of a DaemonSet or with the name of a node in its selector is meant for this node, and no other helps.
  const isPinned = pods.some((pod) => owners.workloadOf(pod).kind === 'DaemonSet' || pod.spec?.nodeSelector?.['kubernetes.io/hostname'] !== undefined);
  const more = isPinned ? undefined : moreNodes(name, pods.length, requests, allocatable, placed.filter((pod) => owners.workloadOf(pod).kind === 'DaemonSet'));
  if (lacks.length === 0) return { node: name, lacks: 'has no room for one more pod', share: 1, more };
  const asked = lacking === undefined ? undefined : requests.get(lacking);
  const asks = asked === undefined ? '' : `it asks for ${formatQuantity(asked)} ${lacking ?? ''}`;
  return {
    node: name,
    lacks: `${listed(lacks)} short`,
    share,
    ...(lacking === undefined ? {} : { lacking }),
    more,
    advice: isPinned ? asks : more === undefined ? `${asks}, more than ${name} has when it is empty` : `${asks}; ${more.nodes === 1 ? 'one more node' : `${more.nodes} more nodes`} like ${name} ${more.nodes === 1 ? 'makes' : 'make'} room`,
  };
}

/** How many nodes take so many pods, when they run nothing else but what runs on every node; undefined when not even one pod fits. */
function moreNodes(like: string, amount: number, requests: ReadonlyMap<string, Quantity>, allocatable: ReadonlyMap<string, Quantity>, onEveryNode: readonly Pod[]): MoreNodes | undefined {
  const used = requestsOf(onEveryNode);
  let podsANode = wholeUnits(allocatable.get('pods') ?? { nanos: 0n, format: 'DecimalSI' }) - onEveryNode.length;
  for (const [resource, { nanos }] of requests) {
    const room = (allocatable.get(resource)?.nanos ?? 0n) - (used.get(resource)?.nanos ?? 0n);
    if (nanos > 0n) podsANode = Math.min(podsANode, Number(room / nanos));
  }
  return podsANode < 1 ? undefined : { nodes: Math.ceil(amount / podsANode), like };
}
