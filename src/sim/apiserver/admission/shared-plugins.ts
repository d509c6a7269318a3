import { admit, validateAdmission, type AdmissionCluster } from '../../../api/admission/index.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { RuntimeClass } from '../../../api/types/node-v1.ts';
import type { IngressClass } from '../../../api/types/networking-v1.ts';
import type { Store } from '../../store/store.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

const KINDS = new Set(['Pod', 'Node', 'PersistentVolumeClaim', 'PersistentVolume', 'Ingress.networking.k8s.io']);

/** The plugins that need no more of a cluster than its classes, and that `validate` runs as well (src/api/admission). */
export const sharedPlugins: AdmissionPlugin = {
  name: 'Shared',
  kinds: KINDS,
  admit: ({ object, old }, { store, version }) => {
    const copy = writable(object);
    const cluster = classesOf(store);
    const refusal = admit(copy, old, cluster) ?? validateAdmission(copy, old, cluster, version);
    return refusal === undefined ? copy : refused(refusal.code, `${object.kind} "${object.metadata.name ?? ''}" is forbidden: ${refusal.message}`, [], refusal.reason);
  },
};

/** The classes that a store holds. It may be part of a cluster only, so what is not there may exist all the same. */
export function classesOf(store: Store): AdmissionCluster {
  return {
    complete: false,
    priorityClasses: [...store.list('PriorityClass.scheduling.k8s.io')],
    storageClasses: [...store.list('StorageClass.storage.k8s.io')],
    runtimeClasses: [...store.list('RuntimeClass.node.k8s.io')] as RuntimeClass[],
    ingressClasses: [...store.list('IngressClass.networking.k8s.io')] as IngressClass[],
    namespaces: [...store.list('Namespace')],
  };
}

/** The plugins set fields of metadata and spec: those two are copied, what is below is shared. */
function writable(object: KubeObject): KubeObject {
  const spec = (object as { readonly spec?: object }).spec;
  const copy = { ...object, metadata: { ...object.metadata } };
  return spec === undefined ? copy : ({ ...copy, spec: { ...spec } } as KubeObject);
}
