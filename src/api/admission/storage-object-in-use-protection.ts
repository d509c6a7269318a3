import { isKind, type AdmissionPlugin } from './admission.ts';

/** Volumes, claims and volume attributes classes are not deleted while they are used (plugin/pkg/admission/storage/storageobjectinuseprotection, v1.36). */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit: (object, old) => {
    if (old !== undefined) return undefined;
    const finalizer = isKind(object, 'PersistentVolumeClaim', '')
      ? 'kubernetes.io/pvc-protection'
      : isKind(object, 'PersistentVolume', '')
        ? 'kubernetes.io/pv-protection'
        : isKind(object, 'VolumeAttributesClass', 'storage.k8s.io')
          ? 'kubernetes.io/vac-protection'
          : undefined;
    const finalizers = object.metadata.finalizers ?? [];
    if (finalizer !== undefined && !finalizers.includes(finalizer)) object.metadata.finalizers = [...finalizers, finalizer];
    return undefined;
  },
};
