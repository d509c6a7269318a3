import { amountsOf, podRequests, type ResourceAmounts } from '../../api/effective-requests.ts';
import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import type { KubeObject } from '../../api/object.ts';
import { formatQuantity, parseQuantity, type Quantity } from '../../api/quantity.ts';
import { firstUntoleratedTaint, SCHEDULING_EFFECTS } from '../../api/tolerations.ts';
import { usageOf } from '../../sim/quota/usage.ts';
import type { Node, Pod, ResourceQuota } from '../../sim/objects.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { fieldOf, numberAt, podSpecOf } from '../objects/workload.ts';
import { allocatableOf, podsByNode, requestsOf } from '../timeline/placements.ts';
import type { ChangeRun } from '../timeline/run-change.ts';
import type { Owners } from '../timeline/owners.ts';
import { type Prediction, shortName } from './prediction.ts';

const PODS = 'pods';
const ONE_POD: Quantity = { nanos: 1_000_000_000n, format: 'DecimalSI' };

/** Whether the quotas and the nodes have room for as many pods as an autoscaler may want, beside what else runs in the end. */
export function beyondRoom(workload: PlannedObject, scaler: PlannedObject, run: ChangeRun, owners: Owners): Prediction[] {
  const least = numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1;
  const most = numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? 0;
  const { kind, namespace, name: workloadName } = workload.reference;
  const own = owners.podsOf(run.after, kind, namespace, workloadName);
  // A pod that runs has what admission adds; without one the template has to do.
  const pod = own[0] ?? ({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: workload.reference.namespace }, spec: podSpecOf(workload.defaulted) } as Pod);
  const name = `HorizontalPodAutoscaler ${shortName(scaler)}`;
  return [...quotaRooms(pod, own, run.after), ...nodeRoom(pod, own, run.after)].flatMap(({ room, where }): Prediction[] => {
    if (room >= most) return [];
    if (room < least) return [{ rule: 'plan/hpa-beyond-limits', severity: 'error', object: scaler, path: 'spec.minReplicas', message: `${name} keeps at least ${least} pods (minReplicas), ${where}` }];
    return [{ rule: 'plan/hpa-beyond-limits', object: scaler, path: 'spec.maxReplicas', message: `${name} may want ${most} pods (maxReplicas), ${where}` }];
  });
}

interface Room {
  /** How many pods of the workload there is room for. */
  readonly room: number;
  readonly where: string;
}

function quotaRooms(pod: Pod, own: readonly Pod[], objects: readonly KubeObject[]): Room[] {
  const perPod = usageOf(pod, 'Pod', PODS, 0);
  const quotas = (objectsOfKind(objects, 'ResourceQuota') as readonly ResourceQuota[]).filter(({ metadata }) => metadata.namespace === pod.metadata.namespace);
  return quotas.flatMap((quota) => {
    const used = amountsOf(quota.status?.used);
    const rooms = [...amountsOf(quota.spec?.hard)].flatMap(([resource, hard]): Room[] => {
      const each = perPod.get(resource);
      if (each === undefined || each.nanos === 0n) return [];
      const free = hard.nanos - (used.get(resource)?.nanos ?? 0n);
      const room = own.length + Number(free / each.nanos);
      const takes = resource === PODS ? '' : `, each pod takes ${formatQuantity(each)}`;
      return [{ room, where: `ResourceQuota ${quota.metadata.name ?? ''} holds ${room} (${resource} ${formatQuantity(hard)}${takes})` }];
    });
    return tightest(rooms);
  });
}

/** At most that many fit, by requests, on the nodes that the pod may use: other constraints can only make it fewer. */
function nodeRoom(pod: Pod, own: readonly Pod[], objects: readonly KubeObject[]): Room[] {
  const spec = pod.spec ?? {};
  const nodes = (objectsOfKind(objects, 'Node') as readonly Node[]).filter((node) => fieldOf(node, 'status', 'allocatable') !== undefined);
  if (nodes.length === 0) return [];
  const mine = new Set(own.map(({ metadata }) => metadata.uid));
  const placed = podsByNode(objects);
  const usable = nodes.filter((node) => node.spec?.unschedulable !== true && matchesRequiredNodeAffinity(spec, { name: node.metadata.name ?? '', labels: node.metadata.labels ?? {} }) && firstUntoleratedTaint(node.spec?.taints, spec.tolerations, SCHEDULING_EFFECTS) === undefined);
  const perPod = podRequests(spec);
  const room = usable.reduce((sum, node) => sum + fitting(node, (placed.get(node.metadata.name ?? '') ?? []).filter(({ metadata }) => !mine.has(metadata.uid)), perPod), 0);
  const asks = ['cpu', 'memory'].flatMap((resource) => (perPod.get(resource) === undefined ? [] : [`${formatQuantity(perPod.get(resource) ?? ONE_POD)} ${resource}`]));
  return [{ room, where: `the ${usable.length === nodes.length ? nodes.length : `${usable.length} usable of ${nodes.length}`} nodes hold ${room}${asks.length === 0 ? '' : ` (each asks for ${asks.join(' and ')})`}` }];
}

function fitting(node: Node, others: readonly Pod[], perPod: ResourceAmounts): number {
  const allocatable = allocatableOf(node);
  const used = requestsOf(others);
  let most = Number((allocatable.get(PODS) ?? parseQuantity(110) ?? ONE_POD).nanos / ONE_POD.nanos) - others.length;
  for (const [resource, each] of perPod) {
    if (each.nanos === 0n) continue;
    const free = (allocatable.get(resource)?.nanos ?? 0n) - (used.get(resource)?.nanos ?? 0n);
    most = Math.min(most, Number(free / each.nanos));
  }
  return Math.max(0, most);
}

function tightest(rooms: readonly Room[]): Room[] {
  const [first] = [...rooms].sort((a, b) => a.room - b.room);
  return first === undefined ? [] : [first];
}
