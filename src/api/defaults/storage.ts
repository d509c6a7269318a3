import type { PersistentVolume, PersistentVolumeClaim } from '../types/core-v1.ts';
import type { CSIDriver, StorageClass } from '../types/storage-v1.ts';
import { roundUpResourceList } from './resource-list.ts';

/** Defaults of the kinds for storage (pkg/apis/core/v1/defaults.go, pkg/apis/storage/v1/defaults.go, v1.36). */
export function defaultPersistentVolume(volume: PersistentVolume): void {
  const spec = (volume.spec ??= {});
  roundUpResourceList(spec.capacity);
  (volume.status ??= {}).phase ??= 'Pending';
  if ((spec.persistentVolumeReclaimPolicy ?? '') === '') spec.persistentVolumeReclaimPolicy = 'Retain';
  spec.volumeMode ??= 'Filesystem';
  if (spec.claimRef !== undefined) spec.claimRef = { ...spec.claimRef };
  if (spec.hostPath !== undefined) spec.hostPath.type ??= '';
  if (spec.iscsi !== undefined && (spec.iscsi.iscsiInterface ?? '') === '') spec.iscsi.iscsiInterface = 'default';
  if (spec.rbd !== undefined) {
    if ((spec.rbd.pool ?? '') === '') spec.rbd.pool = 'rbd';
    if ((spec.rbd.user ?? '') === '') spec.rbd.user = 'admin';
    if ((spec.rbd.keyring ?? '') === '') spec.rbd.keyring = '/etc/ceph/keyring';
  }
  if (spec.azureDisk !== undefined) {
    spec.azureDisk.cachingMode ??= 'ReadWrite';
    spec.azureDisk.fsType ??= 'ext4';
    spec.azureDisk.readOnly ??= false;
    spec.azureDisk.kind ??= 'Shared';
  }
  if (spec.scaleIO !== undefined) {
    if ((spec.scaleIO.storageMode ?? '') === '') spec.scaleIO.storageMode = 'ThinProvisioned';
    if ((spec.scaleIO.fsType ?? '') === '') spec.scaleIO.fsType = 'xfs';
  }
}

export function defaultPersistentVolumeClaim(claim: PersistentVolumeClaim): void {
  const spec = (claim.spec ??= {});
  spec.volumeMode ??= 'Filesystem';
  roundUpResourceList(spec.resources?.requests);
  roundUpResourceList(spec.resources?.limits);
  (claim.status ??= {}).phase ??= 'Pending';
}

export function defaultStorageClass(storageClass: StorageClass): void {
  storageClass.reclaimPolicy ??= 'Delete';
  storageClass.volumeBindingMode ??= 'Immediate';
}

export function defaultCsiDriver(driver: CSIDriver): void {
  const spec = (driver.spec ??= {});
  spec.attachRequired ??= true;
  spec.podInfoOnMount ??= false;
  spec.storageCapacity ??= false;
  spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType';
  if ((spec.volumeLifecycleModes ?? []).length === 0) spec.volumeLifecycleModes = ['Persistent'];
  spec.requiresRepublish ??= false;
  spec.seLinuxMount ??= false;
}

