import { equalJson } from '../../api/json.ts';
import { compareQuantities, parseQuantity } from '../../api/quantity.ts';
import type { PersistentVolumeClaimCondition } from '../../api/types/core-v1.ts';
import { isBound } from '../../api/volume-claims.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../component.ts';
import { objectKey, type PersistentVolume, type PersistentVolumeClaim, type Pod } from '../objects.ts';
import { claimKeysOf } from '../pods/claim-keys.ts';
import { SecondaryIndex } from '../store/secondary-index.ts';

/** From the request for more room until the volume has it. */
export const EXPANSION_MS = 2000;
/** From then on, until the node has made the file system larger. */
const FILE_SYSTEM_MS = 1000;
const RESIZING = 'Resizing';
const FILE_SYSTEM = 'FileSystemResizePending';

/**
 * Makes volumes larger when their claims ask for it: the resizer that a CSI driver brings along, and the kubelet's part
 * (kubernetes-csi/external-resizer; pkg/volume/util/operationexecutor, v1.36). The file system grows while a pod runs with it. Divergences: it never
 * fails; drivers can do it while the volume is in use.
 */
export function startVolumeExpander(context: ComponentContext): void {
  const client = clientOf(context, 'volume-expander');
  const podsByClaim = new SecondaryIndex<Pod>((pod) => (pod.status?.phase === 'Running' ? claimKeysOf(pod) : []));
  client.store.addIndex('Pod', podsByClaim as unknown as SecondaryIndex);
  const grownAtMs = new Map<string, number>();
  const queue = reconcileQueue(context, reconcile);
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    if (type === 'deleted') grownAtMs.delete(object.metadata.uid ?? '');
    else if (isBound(object) && wantsMore(object)) queue.add(objectKey(object));
  });
  client.watch('Pod', ({ type, object, previous }) => {
    if (type !== 'deleted' && object.status?.phase === 'Running' && previous?.status?.phase !== 'Running') for (const key of claimKeysOf(object)) queue.add(key);
  });

  function reconcile(key: string): ReconcileResult {
    const claim = client.getByKey('PersistentVolumeClaim', key);
    const volume = claim === undefined ? undefined : client.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
    if (claim === undefined || volume?.spec?.csi === undefined || !isBound(claim) || !wantsMore(claim)) return undefined;
    const uid = claim.metadata.uid ?? '';
    if (isSmaller(volume.spec.capacity?.['storage'], requestOf(claim))) {
      const dueMs = grownAtMs.get(uid) ?? context.loop.nowMs + EXPANSION_MS;
      grownAtMs.set(uid, dueMs);
      if (dueMs > context.loop.nowMs) {
        report(claim, RESIZING, 'ControllerResizeInProgress');
        queue.addAfter(key, dueMs - context.loop.nowMs);
        return undefined;
      }
      growVolume(claim, volume);
    }
    return growFileSystem(key, client.getByKey('PersistentVolumeClaim', key) ?? claim);
  }

  function growVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    client.update({ ...volume, spec: { ...volume.spec, capacity: { ...volume.spec?.capacity, storage: requestOf(claim) } } } as PersistentVolume);
    report(claim, FILE_SYSTEM, 'NodeResizePending');
    context.recorder.event(claim, 'Normal', 'FileSystemResizeRequired', 'Require file system resize of volume on node', client.by);
  }

  function growFileSystem(key: string, claim: PersistentVolumeClaim): ReconcileResult {
    const uid = claim.metadata.uid ?? '';
    const isFileSystem = (claim.spec?.volumeMode ?? 'Filesystem') === 'Filesystem';
    if (isFileSystem && podsByClaim.count(key) === 0) return undefined;
    const dueMs = Math.max((grownAtMs.get(uid) ?? 0) + FILE_SYSTEM_MS, context.loop.nowMs);
    if (isFileSystem && dueMs > context.loop.nowMs) {
      queue.addAfter(key, dueMs - context.loop.nowMs);
      return undefined;
    }
    grownAtMs.delete(uid);
    const { allocatedResourceStatuses: _states, ...status } = claim.status ?? {};
    const conditions = (status.conditions ?? []).filter(({ type }) => type !== RESIZING && type !== FILE_SYSTEM);
    client.updateStatus({ ...claim, status: { ...status, conditions, capacity: { ...status.capacity, storage: requestOf(claim) } } } as PersistentVolumeClaim);
    if (isFileSystem) context.recorder.event(claim, 'Normal', 'FileSystemResizeSuccessful', 'MountVolume.NodeExpandVolume succeeded', client.by);
    return undefined;
  }

  function report(claim: PersistentVolumeClaim, type: string, state: string): void {
    const lastTransitionTime = claim.status?.conditions?.find((condition) => condition.type === type)?.lastTransitionTime ?? client.clock.timestamp;
    const condition: PersistentVolumeClaimCondition = { type, status: 'True', lastTransitionTime };
    const status = { ...claim.status, conditions: [condition], allocatedResources: { ...claim.status?.allocatedResources, storage: requestOf(claim) }, allocatedResourceStatuses: { storage: state } };
    if (!equalJson(status, claim.status)) client.updateStatus({ ...claim, status } as PersistentVolumeClaim);
  }
}

function requestOf({ spec }: PersistentVolumeClaim): string {
  return String(spec?.resources?.requests?.['storage'] ?? '0');
}

function wantsMore(claim: PersistentVolumeClaim): boolean {
  return isSmaller(claim.status?.capacity?.['storage'], requestOf(claim));
}

function isSmaller(amount: string | number | bigint | undefined, than: string): boolean {
  const [left, right] = [parseQuantity(String(amount ?? '')), parseQuantity(than)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) < 0;
}
