import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../objects.ts';
import { isTerminal } from '../pods/conditions.ts';

/** What happened in the cluster, as far as it may help a pod that fits nowhere (pkg/scheduler/eventhandlers.go, v1.36). */
export type ClusterChange = 'node' | 'pod-gone' | 'pod-placed' | 'volume' | 'claim-device' | 'other';

const POD_GONE = ['NodeResourcesFit', 'NodePorts', 'InterPodAffinity', 'PodTopologySpread', 'VolumeRestrictions', 'NodeVolumeLimits', 'DynamicResources'];
const VOLUME = ['VolumeBinding', 'VolumeZone', 'VolumeRestrictions', 'NodeVolumeLimits'];

/** The plugins whose verdict a change may turn (their EventsToRegister). A change of nodes may turn all. */
const HELPED: Readonly<Record<Exclude<ClusterChange, 'node'>, ReadonlySet<string>>> = {
  'pod-gone': new Set(POD_GONE),
  'pod-placed': new Set(['InterPodAffinity', 'PodTopologySpread']),
  volume: new Set(VOLUME),
  'claim-device': new Set(['DynamicResources']),
  other: new Set(['InterPodAffinity']),
};

const VOLUME_KINDS = new Set(['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'CSINode', 'CSIDriver', 'CSIStorageCapacity', 'VolumeAttachment']);
const DEVICE_KINDS = new Set(['ResourceClaim', 'ResourceSlice', 'DeviceClass']);

/** Whether a change may help a pod that these plugins turned down; no plugins: something else went wrong, any change may help. */
export function mayHelp(change: ClusterChange, plugins: readonly string[]): boolean {
  if (change === 'node' || plugins.length === 0) return true;
  return plugins.some((plugin) => HELPED[change].has(plugin));
}

export function changeOf(object: KubeObject): ClusterChange {
  if (VOLUME_KINDS.has(object.kind)) return 'volume';
  return DEVICE_KINDS.has(object.kind) ? 'claim-device' : 'other';
}

/** What a write of a pod means for others; undefined when nothing. */
export function podChangeOf(type: 'created' | 'updated' | 'deleted', pod: Pod, previous: Pod | undefined): ClusterChange | undefined {
  const placed = (pod.spec?.nodeName ?? '') !== '';
  if (!placed) return undefined;
  if (type === 'deleted') return 'pod-gone';
  if (isTerminal(pod)) return previous !== undefined && isTerminal(previous) ? undefined : 'pod-gone';
  if (previous === undefined || (previous.spec?.nodeName ?? '') === '' || previous.metadata.labels !== pod.metadata.labels) return 'pod-placed';
  return previous.metadata.deletionTimestamp === undefined && pod.metadata.deletionTimestamp !== undefined ? 'pod-gone' : undefined;
}
