import { settleDataSources } from '../../defaults/claim-data-source.ts';
import { defaultCsiDriver, defaultPersistentVolume, defaultPersistentVolumeClaim, defaultStorageClass } from '../../defaults/storage.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { subdomainName } from '../../object-name.ts';
import { defineStrategy } from '../../strategy.ts';
import type { Strategy } from '../../strategy.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../types/core-v1.ts';
import type { CSIDriver, CSINode, CSIStorageCapacity, StorageClass, VolumeAttachment, VolumeAttributesClass } from '../../types/storage-v1.ts';
import { validateCsiDriver, validateCsiDriverUpdate } from '../../validation/csi-driver.ts';
import { validateCsiNode, validateCsiNodeUpdate } from '../../validation/csi-node.ts';
import { validateCsiStorageCapacity, validateCsiStorageCapacityUpdate } from '../../validation/csi-storage-capacity.ts';
import { validatePersistentVolumeClaim, validatePersistentVolumeClaimUpdate } from '../../validation/persistent-volume-claim.ts';
import { validateMountOptions, validatePersistentVolume, validatePersistentVolumeUpdate } from '../../validation/persistent-volume/persistent-volume.ts';
import { validateStorageClass, validateStorageClassUpdate } from '../../validation/storage-class.ts';
import { validateVolumeAttachment, validateVolumeAttachmentUpdate } from '../../validation/volume-attachment.ts';
import { validateVolumeAttributesClass, validateVolumeAttributesClassUpdate } from '../../validation/volume-attributes-class.ts';
import { csiDriverWarnings, csiStorageCapacityWarnings, persistentVolumeClaimWarnings, persistentVolumeWarnings, storageClassWarnings } from '../../warnings/storage.ts';
import { keepStatus } from './status.ts';

const STORAGE_V1 = 'storage.k8s.io/v1';

/** VolumeAttributesClass is the same in its older versions. */
function volumeAttributesClass(version: 'v1' | 'v1beta1' | 'v1alpha1'): Strategy {
  return defineStrategy<VolumeAttributesClass>({
    apiVersion: `storage.k8s.io/${version}`,
    kind: 'VolumeAttributesClass',
    namespaced: false,
    nameProblems: subdomainName,
    validate: validateVolumeAttributesClass,
    validateUpdate: validateVolumeAttributesClassUpdate,
  });
}

/** Volumes, claims and the drivers behind them. */
export const storageStrategies: readonly Strategy[] = [
  defineStrategy<PersistentVolume>({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: defaultPersistentVolume,
    prepareForCreate: (volume, { version }) => {
      volume.status = { phase: 'Pending' };
      dropAttributesClass(volume.spec, version);
    },
    validate: (volume) => [...validatePersistentVolume(volume), ...validateMountOptions(volume)],
    prepareForUpdate: (volume, old, { version }) => {
      keepStatus(volume, old);
      dropAttributesClass(volume.spec, version, old.spec);
    },
    validateUpdate: (volume, old, { version }) => validatePersistentVolumeUpdate(volume, old, version),
    warnings: persistentVolumeWarnings,
  }),
  defineStrategy<PersistentVolumeClaim>({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultPersistentVolumeClaim,
    prepareForCreate: (claim, { version }) => {
      claim.status = { phase: 'Pending' };
      dropAttributesClass(claim.spec, version);
      settleDataSources((claim.spec ??= {}));
    },
    validate: validatePersistentVolumeClaim,
    prepareForUpdate: (claim, old, { version }) => {
      keepStatus(claim, old);
      dropAttributesClass(claim.spec, version, old.spec);
      settleDataSources((claim.spec ??= {}), old.spec);
    },
    validateUpdate: validatePersistentVolumeClaimUpdate,
    warnings: persistentVolumeClaimWarnings,
  }),
  defineStrategy<StorageClass>({
    apiVersion: STORAGE_V1,
    kind: 'StorageClass',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: defaultStorageClass,
    validate: validateStorageClass,
    validateUpdate: validateStorageClassUpdate,
    warnings: storageClassWarnings,
  }),
  volumeAttributesClass('v1'),
  volumeAttributesClass('v1beta1'),
  volumeAttributesClass('v1alpha1'),
  defineStrategy<VolumeAttachment>({
    apiVersion: STORAGE_V1,
    kind: 'VolumeAttachment',
    namespaced: false,
    nameProblems: subdomainName,
    prepareForCreate: (attachment) => {
      attachment.status = { attached: false };
    },
    validate: validateVolumeAttachment,
    prepareForUpdate: keepStatus,
    validateUpdate: validateVolumeAttachmentUpdate,
  }),
  defineStrategy<CSIDriver>({
    apiVersion: STORAGE_V1,
    kind: 'CSIDriver',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: defaultCsiDriver,
    validate: validateCsiDriver,
    validateUpdate: validateCsiDriverUpdate,
    warnings: csiDriverWarnings,
  }),
  defineStrategy<CSINode>({
    apiVersion: STORAGE_V1,
    kind: 'CSINode',
    namespaced: false,
    nameProblems: subdomainName,
    validate: validateCsiNode,
    validateUpdate: validateCsiNodeUpdate,
  }),
  defineStrategy<CSIStorageCapacity>({
    apiVersion: STORAGE_V1,
    kind: 'CSIStorageCapacity',
    namespaced: true,
    nameProblems: subdomainName,
    validate: (capacity) => validateCsiStorageCapacity(capacity),
    validateUpdate: validateCsiStorageCapacityUpdate,
    warnings: csiStorageCapacityWarnings,
  }),
];

interface WithAttributesClass {
  volumeAttributesClassName?: string | undefined;
}

/** Before Kubernetes 1.34 the field is only kept where it is in use (pkg/api/persistentvolumeclaim/util.go and pkg/api/persistentvolume/util.go). */
function dropAttributesClass(spec: WithAttributesClass | undefined, version: KubernetesVersion, old?: WithAttributesClass): void {
  if (!isFeatureOn('VolumeAttributesClass', version) && old?.volumeAttributesClassName === undefined) delete spec?.volumeAttributesClassName;
}
