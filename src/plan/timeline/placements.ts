import { amountsOf, podRequests } from '../../api/effective-requests.ts';
import type { KubeObject } from '../../api/object.ts';
import { addQuantities, formatQuantity, parseQuantity, type Quantity } from '../../api/quantity.ts';
import { isTerminal } from '../../sim/pods/conditions.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import type { NodePlacement, NodeResource } from '../plan-model.ts';
import { isPod, type Owners } from './owners.ts';

const ZONE = 'topology.kubernetes.io/zone';
const SHOWN_FIRST = ['cpu', 'memory'];
/** Every pod takes one of these; they are compared, not requested. */
const PODS = 'pods';

/** Where pods are before and after, and how full that makes the nodes. By name of the node. */
export function placementsOf(before: readonly KubeObject[], after: readonly KubeObject[], owners: Owners): NodePlacement[] {
  const nodes = after.filter((object): object is Node => object.kind === 'Node').sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
  const left = podsByNode(before);
  const right = podsByNode(after);
  return nodes.map((node) => {
    const name = node.metadata.name ?? '';
    const zone = node.metadata.labels?.[ZONE];
    const [was, is] = [left.get(name) ?? [], right.get(name) ?? []];
    return { node: name, ...(zone === undefined ? {} : { zone }), resources: resourcesOf(node, was, is), workloads: workloadsOf(was, is, owners) };
  });
}

/** Pods that take room: bound and not finished. */
export function podsByNode(objects: readonly KubeObject[]): Map<string, Pod[]> {
  const pods = new Map<string, Pod[]>();
  for (const object of objects) {
    if (!isPod(object) || isTerminal(object)) continue;
    const node = object.spec?.nodeName;
    if (node === undefined || node === '') continue;
    const known = pods.get(node);
    if (known === undefined) pods.set(node, [object]);
    else known.push(object);
  }
  return pods;
}

export function requestsOf(pods: readonly Pod[]): Map<string, Quantity> {
  const sum = new Map<string, Quantity>();
  for (const pod of pods) {
    for (const [name, amount] of podRequests(pod.spec ?? {})) {
      const known = sum.get(name);
      sum.set(name, known === undefined ? amount : addQuantities(known, amount));
    }
  }
  return sum;
}

/** What a node offers to pods: its allocatable amounts, or its capacity where it says nothing else. */
export function allocatableOf(node: Node): Map<string, Quantity> {
  return amountsOf(node.status?.allocatable ?? node.status?.capacity);
}

function resourcesOf(node: Node, was: readonly Pod[], is: readonly Pod[]): NodeResource[] {
  const allocatable = allocatableOf(node);
  const [before, after] = [requestsOf(was), requestsOf(is)];
  before.set(PODS, pieces(was.length));
  after.set(PODS, pieces(is.length));
  const names = [...allocatable.keys()].filter((name) => SHOWN_FIRST.includes(name) || name === PODS || before.has(name) || after.has(name));
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return names.map((resource) => {
    const room = allocatable.get(resource) ?? pieces(0);
    const [used, uses] = [before.get(resource) ?? pieces(0), after.get(resource) ?? pieces(0)];
    return { resource, allocatable: formatQuantity(room), before: formatQuantity(used), after: formatQuantity(uses), percentBefore: percent(used, room), percentAfter: percent(uses, room) };
  });
}

function rank(resource: string): number {
  const index = SHOWN_FIRST.indexOf(resource);
  return index === -1 ? SHOWN_FIRST.length : index;
}

function pieces(amount: number): Quantity {
  return parseQuantity(amount) ?? { nanos: 0n, format: 'DecimalSI' };
}

function percent(used: Quantity, room: Quantity): number {
  return room.nanos === 0n ? 0 : Math.round((Number(used.nanos) * 100) / Number(room.nanos));
}

function workloadsOf(was: readonly Pod[], is: readonly Pod[], owners: Owners): NodePlacement['workloads'] {
  const counts = new Map<string, { before: number; after: number }>();
  const add = (pod: Pod, side: 'before' | 'after'): void => {
    const name = workloadName(owners.workloadOf(pod));
    const known = counts.get(name) ?? { before: 0, after: 0 };
    known[side] += 1;
    counts.set(name, known);
  };
  for (const pod of was) add(pod, 'before');
  for (const pod of is) add(pod, 'after');
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([workload, { before, after }]) => ({ workload, before, after }));
}

/** `shop/web`. */
export function workloadName(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined || namespace === '' ? (name ?? '') : `${namespace}/${name ?? ''}`;
}
