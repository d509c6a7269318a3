import type { FieldPath } from '../../diag/field-path.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { KubeObject } from '../object.ts';
import type { ServerWarning } from '../strategy.ts';
import type { LimitRange, Namespace } from '../types/core-v1.ts';
import type { IngressClass } from '../types/networking-v1.ts';
import type { RuntimeClass } from '../types/node-v1.ts';
import type { PriorityClass } from '../types/scheduling-v1.ts';
import type { StorageClass } from '../types/storage-v1.ts';
import type { PolicyInputs } from './policies/policy-inputs.ts';

/** What an admission plugin says no with. */
export interface AdmissionRefusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly path: FieldPath;
  /** An admission policy of the user refuses the request, and not a built-in plugin. */
  readonly byPolicy?: true;
}

/**
 * The objects that the built-in plugins look up. What is known of a cluster may be part of it: while `complete` is false, a class that is
 * not found may exist all the same, and nothing follows from it.
 */
export interface AdmissionCluster {
  readonly complete: boolean;
  readonly priorityClasses: readonly PriorityClass[];
  readonly runtimeClasses: readonly RuntimeClass[];
  readonly storageClasses: readonly StorageClass[];
  readonly ingressClasses: readonly IngressClass[];
  readonly namespaces?: readonly Namespace[];
  readonly limitRanges?: readonly LimitRange[];
  /** Admission policies and what they look at; absent: there are none. */
  readonly policies?: PolicyInputs;
}

/**
 * One admission plugin of the API server (plugin/pkg/admission, v1.36), as pure functions: `admit` changes the object before it is
 * validated, `validate` looks at it afterwards; each may refuse it. `warn` says what the server adds to its answer.
 */
export interface AdmissionPlugin {
  readonly name: string;
  readonly admit?: (object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster) => AdmissionRefusal | undefined;
  readonly validate?: (object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster, version: KubernetesVersion) => AdmissionRefusal | undefined;
  readonly warn?: (object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster, version: KubernetesVersion) => readonly ServerWarning[];
}

export function forbiddenByAdmission(path: FieldPath, message: string): AdmissionRefusal {
  return { code: 403, reason: 'Forbidden', message, path };
}

/** True for a create or update of a kind by its name and group. */
export function isKind(object: KubeObject, kind: string, group: string): boolean {
  return object.kind === kind && (group === '' ? !object.apiVersion.includes('/') : object.apiVersion.startsWith(`${group}/`));
}
