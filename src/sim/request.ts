import type { KubeObject } from '../api/object.ts';

/** Names one object. `kind` may carry the group where a kind alone is ambiguous: `Ingress.networking.k8s.io`. */
export interface ObjectRef {
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string | undefined;
}

/** Why the API server refused a request: one field, or the whole object when `path` is empty. */
export interface RefusalCause {
  /** In the API server's notation: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly reason: string;
  readonly message: string;
}

/** What the API server answered to one request. */
export type ApplyOutcome =
  | { readonly accepted: true; readonly verb: 'created' | 'updated' | 'unchanged' | 'deleted' | 'deleting' | 'evicted'; readonly object: KubeObject }
  | { readonly accepted: false; readonly code: number; readonly reason: string; readonly message: string; readonly causes: readonly RefusalCause[] };

/** An object that the API server refused, and its answer. */
export interface Refused {
  readonly object: KubeObject;
  readonly outcome: Extract<ApplyOutcome, { readonly accepted: false }>;
}

export interface DeleteOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly graceSeconds?: number;
}

export interface ApplyOptions {
  /** Who applies; fields that the same manager applied before and now leaves out are removed. Default `kubeplan`. */
  readonly fieldManager?: string;
  /** For namespaced objects that name none. Default `default`. */
  readonly namespace?: string;
}

/** What something uses, in bytes. What is absent stays as it was. */
export interface UseStatement {
  /** Of a pod's containers the one that is meant. Default: the one that kubectl takes when none is named. Nodes have none. */
  readonly container?: string;
  readonly memoryBytes?: number;
  /** Ephemeral storage: writable layers, logs, emptyDir volumes. */
  readonly diskBytes?: number;
}
