import { podRequests } from '../../api/effective-requests.ts';
import { equalJson } from '../../api/json.ts';
import { milliUnits } from '../../api/quantity.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ResourceClaim } from '../../api/types/resource-v1.ts';
import type { Pod } from '../objects.ts';
import { isTerminal } from '../pods/conditions.ts';
import type { ClusterEvent } from '../scheduler/cluster-event.ts';

const RESOURCES: ReadonlySet<string> = new Set<ClusterEvent['resource']>([
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'ResourceClaim',
  'ResourceSlice',
  'DeviceClass',
]);

type Change = 'created' | 'updated' | 'deleted';
const ACTIONS = { created: 'add', updated: 'update', deleted: 'delete' } as const;

/** What a write means for pods that fit nowhere (pkg/scheduler/eventhandlers.go, v1.36); undefined when nothing. */
export function eventOf(type: Change, object: KubeObject, previous: KubeObject | undefined): ClusterEvent | undefined {
  if (object.kind === 'ResourceClaim' && (type !== 'updated' || !freesDevices(object, previous))) return undefined;
  return RESOURCES.has(object.kind) ? { resource: object.kind as ClusterEvent['resource'], action: ACTIONS[type] } : undefined;
}

/** Claims come and change with the pods that use them; for other pods that matters when devices come free, or there is a user less. */
function freesDevices({ status }: ResourceClaim, previous: ResourceClaim | undefined): boolean {
  const before = previous?.status;
  return (before?.allocation !== undefined && status?.allocation === undefined) || (before?.reservedFor ?? []).length > (status?.reservedFor ?? []).length;
}

/** What a write of a pod means for others; undefined when nothing. A pod that terminates takes its room until it is gone. */
export function podEventOf(type: Change, pod: Pod, previous: Pod | undefined): ClusterEvent | undefined {
  if ((pod.spec?.nodeName ?? '') === '') return undefined;
  const event = (action: ClusterEvent['action']): ClusterEvent => ({ resource: 'AssignedPod', action });
  if (type === 'deleted') return event('delete');
  if (isTerminal(pod)) return previous !== undefined && isTerminal(previous) ? undefined : event('delete');
  if (previous === undefined || (previous.spec?.nodeName ?? '') === '') return event('add');
  if (!equalJson(previous.metadata.labels, pod.metadata.labels)) return event('relabel');
  return (pod.spec !== previous.spec || isBeingResized(pod, previous)) && asksForLess(pod, previous) ? event('shrink') : undefined;
}

/** A pod that gets smaller gives its room back when the kubelet has allotted less. */
function isBeingResized({ status }: Pod, { status: before }: Pod): boolean {
  return status?.containerStatuses !== before?.containerStatuses && before?.containerStatuses?.some(({ allocatedResources }) => allocatedResources !== undefined) === true;
}

function asksForLess(pod: Pod, previous: Pod): boolean {
  const [now, before] = [pod, previous].map(({ spec, status }) => podRequests(spec ?? {}, { status }));
  return [...(before ?? [])].some(([name, amount]) => {
    const left = now?.get(name);
    return left === undefined || milliUnits(left) < milliUnits(amount);
  });
}
