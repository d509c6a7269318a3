import type { PersistentVolumeClaim, StorageClass } from '../../objects.ts';
import type { AdmissionPlugin } from './plugin.ts';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
const IS_DEFAULT_BETA = 'storageclass.beta.kubernetes.io/is-default-class';

/** A claim that names no class gets the default one, of several the newest (plugin/pkg/admission/storage/storageclass/setdefault, v1.36). */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  kinds: new Set(['PersistentVolumeClaim']),
  admit: ({ operation, object }, { store }) => {
    const claim = object as PersistentVolumeClaim;
    if (operation !== 'create' || claim.spec?.storageClassName !== undefined || claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined) return claim;
    const found = newestDefault(store.list('StorageClass.storage.k8s.io'));
    return found === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } };
  },
};

export function newestDefault(classes: Iterable<StorageClass>): StorageClass | undefined {
  const defaults = [...classes].filter(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true' || metadata.annotations?.[IS_DEFAULT_BETA] === 'true');
  defaults.sort((a, b) => compare(b.metadata.creationTimestamp, a.metadata.creationTimestamp) || compare(a.metadata.name, b.metadata.name));
  return defaults[0];
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
