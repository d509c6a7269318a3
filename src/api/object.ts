import type { ObjectMeta } from './types/meta-v1.ts';

/** Any Kubernetes object. `metadata` has the fields of meta/v1 ObjectMeta; everything else depends on the kind. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** `Deployment shop/web`, or `Node a` for what has no namespace: how objects are called in texts. */
export function describeObject(object: { readonly kind: string; readonly metadata: { readonly namespace?: string | undefined; readonly name?: string | undefined } }): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined || namespace === '' ? `${object.kind} ${name ?? ''}` : `${object.kind} ${namespace}/${name ?? ''}`;
}
