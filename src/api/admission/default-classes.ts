import type { ObjectMeta } from '../types/meta-v1.ts';
import type { PersistentVolumeClaim } from '../types/core-v1.ts';
import type { Ingress } from '../types/networking-v1.ts';
import { isKind, type AdmissionPlugin } from './admission.ts';

const DEFAULT_STORAGE_CLASS = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_STORAGE_CLASS_BETA = 'storageclass.beta.kubernetes.io/is-default-class';
const STORAGE_CLASS_BETA = 'volume.beta.kubernetes.io/storage-class';
const DEFAULT_INGRESS_CLASS = 'ingressclass.kubernetes.io/is-default-class';
const INGRESS_CLASS = 'kubernetes.io/ingress.class';

/** A claim that names no class gets the default one (plugin/pkg/admission/storage/storageclass/setdefault, v1.36). */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit: (object, old, cluster) => {
    if (old !== undefined || !isKind(object, 'PersistentVolumeClaim', '')) return undefined;
    const claim = object as PersistentVolumeClaim;
    if (claim.spec?.storageClassName !== undefined || hasAnnotation(object.metadata, STORAGE_CLASS_BETA)) return undefined;
    const name = newestDefault(cluster.storageClasses, [DEFAULT_STORAGE_CLASS, DEFAULT_STORAGE_CLASS_BETA]);
    if (name !== undefined) (claim.spec ??= {}).storageClassName = name;
    return undefined;
  },
};

/** An Ingress that names no class gets the default one (plugin/pkg/admission/network/defaultingressclass, v1.36). */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit: (object, old, cluster) => {
    if (old !== undefined || !isKind(object, 'Ingress', 'networking.k8s.io')) return undefined;
    const ingress = object as Ingress;
    if (ingress.spec?.ingressClassName !== undefined || hasAnnotation(object.metadata, INGRESS_CLASS)) return undefined;
    const name = newestDefault(cluster.ingressClasses, [DEFAULT_INGRESS_CLASS]);
    if (name !== undefined) (ingress.spec ??= {}).ingressClassName = name;
    return undefined;
  },
};

function hasAnnotation(meta: ObjectMeta, key: string): boolean {
  return Object.hasOwn(meta.annotations ?? {}, key);
}

/** Of several defaults the one that was created last, then the first by name. */
function newestDefault(classes: readonly { readonly metadata?: ObjectMeta | undefined }[], annotations: readonly string[]): string | undefined {
  const defaults = classes.filter(({ metadata }) => annotations.some((key) => metadata?.annotations?.[key] === 'true'));
  const createdAt = (meta: ObjectMeta | undefined): string => meta?.creationTimestamp ?? '';
  const sorted = defaults.sort((a, b) => (createdAt(a.metadata) > createdAt(b.metadata) ? -1 : createdAt(a.metadata) < createdAt(b.metadata) ? 1 : (a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  return sorted[0]?.metadata?.name;
}
