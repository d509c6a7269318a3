import type { Volume } from '../../../api/types/core-v1.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Status } from '../status.ts';
import { unresolvable, unschedulable } from '../status.ts';

const NAME = 'VolumeRestrictions';

interface State {
  /** Claims with access mode ReadWriteOncePod. */
  readonly exclusiveClaims: ReadonlySet<string>;
  /** How often other pods use them. */
  conflicts: number;
}

/** Disks that only one pod of a node may write, and claims that only one pod may use (plugins/volumerestrictions, v1.36). */
export const volumeRestrictions: Plugin = definePlugin({
  name: NAME,
  scope: 'cycle',
  preFilter(pod, snapshot): PreFilterResult<State> {
    const hasDisks = (pod.spec.volumes ?? []).some(isExclusiveDisk);
    const exclusiveClaims = exclusiveClaimsOf(pod, snapshot);
    if (!(exclusiveClaims instanceof Set)) return { kind: 'rejected', status: exclusiveClaims };
    let conflicts = 0;
    for (const claim of exclusiveClaims) if (snapshot.podsUsingClaim(pod.namespace, claim) > 0) conflicts += 1;
    return hasDisks || conflicts > 0 ? { kind: 'state', state: { exclusiveClaims, conflicts } } : { kind: 'skip' };
  },
  filter(state: State, pod, node) {
    const disks = (pod.spec.volumes ?? []).filter(isExclusiveDisk);
    if (disks.some((disk) => node.pods.some((other) => (other.spec.volumes ?? []).some((used) => disksConflict(disk, used))))) {
      return unschedulable(NAME, 'node(s) had no available disk');
    }
    if (state.conflicts === 0) return undefined;
    return unschedulable(NAME, 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod');
  },
  addPod: (state: State, pod, added) => countConflicts(state, pod, added, 1),
  removePod: (state: State, pod, removed) => countConflicts(state, pod, removed, -1),
});

function exclusiveClaimsOf(pod: PodInfo, snapshot: Snapshot): Set<string> | Status {
  const claims = new Set<string>();
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (persistentVolumeClaim === undefined) continue;
    const name = persistentVolumeClaim.claimName ?? '';
    const claim = snapshot.objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) return unresolvable(NAME, `persistentvolumeclaim "${name}" not found`);
    if ((claim.spec?.accessModes ?? []).includes('ReadWriteOncePod')) claims.add(name);
  }
  return claims;
}

function countConflicts(state: State, pod: PodInfo, other: PodInfo, sign: 1 | -1): void {
  if (other.namespace !== pod.namespace) return;
  for (const { persistentVolumeClaim } of other.spec.volumes ?? []) {
    if (persistentVolumeClaim !== undefined && state.exclusiveClaims.has(persistentVolumeClaim.claimName ?? '')) state.conflicts += sign;
  }
}

function isExclusiveDisk(volume: Volume): boolean {
  return volume.gcePersistentDisk !== undefined || volume.awsElasticBlockStore !== undefined || volume.rbd !== undefined || volume.iscsi !== undefined;
}

/** Whether two pods of one node cannot both have these disks: the same one, unless it may be and is shared for reading. */
function disksConflict(a: Volume, b: Volume): boolean {
  if (a.gcePersistentDisk !== undefined && a.gcePersistentDisk.pdName === b.gcePersistentDisk?.pdName) {
    return !(a.gcePersistentDisk.readOnly === true && b.gcePersistentDisk?.readOnly === true);
  }
  if (a.awsElasticBlockStore !== undefined) return a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore?.volumeID;
  if (a.iscsi !== undefined) return a.iscsi.iqn === b.iscsi?.iqn && !(a.iscsi.readOnly === true && b.iscsi?.readOnly === true);
  if (a.rbd === undefined || b.rbd === undefined) return false;
  const others = b.rbd.monitors ?? [];
  const isSame = (a.rbd.monitors ?? []).some((monitor) => others.includes(monitor)) && (a.rbd.pool ?? 'rbd') === (b.rbd.pool ?? 'rbd') && a.rbd.image === b.rbd.image;
  return isSame && !(a.rbd.readOnly === true && b.rbd.readOnly === true);
}
