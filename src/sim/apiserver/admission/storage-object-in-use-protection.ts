import type { AdmissionPlugin } from './plugin.ts';

const FINALIZERS: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
  PersistentVolume: 'kubernetes.io/pv-protection',
};

/** Claims and volumes stay as long as they are in use (plugin/pkg/admission/storage/storageobjectinuseprotection, v1.36). */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  kinds: new Set(Object.keys(FINALIZERS)),
  admit: ({ operation, kind, object }) => {
    const finalizer = FINALIZERS[kind];
    const present = object.metadata.finalizers ?? [];
    if (operation !== 'create' || finalizer === undefined || present.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...present, finalizer] } };
  },
};
