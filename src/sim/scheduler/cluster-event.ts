/** What happened in the cluster, as far as it may help a pod that waits (k8s.io/kube-scheduler/framework/types.go, ClusterEvent). */
export interface ClusterEvent {
  /** `AssignedPod` is a pod that has a node. */
  readonly resource:
    | 'AssignedPod'
    | 'Node'
    | 'PersistentVolume'
    | 'PersistentVolumeClaim'
    | 'StorageClass'
    | 'CSINode'
    | 'CSIDriver'
    | 'CSIStorageCapacity'
    | 'VolumeAttachment'
    | 'ResourceClaim'
    | 'ResourceSlice'
    | 'DeviceClass';
  /** Of assigned pods only some changes matter: `relabel`, and `shrink` (it asks for less). */
  readonly action: 'add' | 'update' | 'delete' | 'relabel' | 'shrink';
}

type Interest = Partial<Record<ClusterEvent['resource'], string>>;

const ADD = 'add';
const CHANGE = 'add update';
const ANY = 'add update delete relabel';

/**
 * The events that may make a pod schedulable that a plugin turned down (EventsToRegister of each plugin, v1.36). The finer hints,
 * which look at the objects, only spare attempts that fail again: they are left out.
 */
const INTERESTS: Readonly<Record<string, Interest>> = {
  NodeUnschedulable: { Node: CHANGE },
  NodeName: { Node: ADD },
  TaintToleration: { Node: CHANGE },
  NodeAffinity: { Node: CHANGE },
  NodePorts: { AssignedPod: 'delete', Node: ADD },
  NodeResourcesFit: { AssignedPod: 'shrink delete', Node: CHANGE },
  VolumeRestrictions: { AssignedPod: 'delete', Node: ADD, PersistentVolumeClaim: CHANGE },
  NodeVolumeLimits: { AssignedPod: 'delete', CSINode: CHANGE, PersistentVolumeClaim: ADD, VolumeAttachment: 'delete' },
  VolumeBinding: { Node: CHANGE, StorageClass: CHANGE, PersistentVolumeClaim: CHANGE, PersistentVolume: CHANGE, CSINode: CHANGE, CSIDriver: CHANGE, CSIStorageCapacity: CHANGE },
  VolumeZone: { Node: CHANGE, StorageClass: ADD, PersistentVolumeClaim: CHANGE, PersistentVolume: CHANGE },
  PodTopologySpread: { AssignedPod: ANY, Node: ANY },
  InterPodAffinity: { AssignedPod: ANY, Node: CHANGE },
  DynamicResources: { Node: CHANGE, ResourceClaim: CHANGE, ResourceSlice: CHANGE, DeviceClass: CHANGE },
};

/** Whether an event may help a pod that these plugins turned down; one that no plugin turned down is helped by anything. */
export function mayHelp(event: ClusterEvent, plugins: readonly string[]): boolean {
  if (plugins.length === 0) return true;
  return plugins.some((plugin) => INTERESTS[plugin]?.[event.resource]?.split(' ').includes(event.action) === true);
}
