import type { KubeObject } from '../../api/object.ts';
import { formatTime, parseTime } from '../kernel/wall-clock.ts';
import type { Pod } from '../objects.ts';
import type { DeleteOptions } from '../request.ts';

export const ORPHAN_FINALIZER = 'orphan';
export const FOREGROUND_FINALIZER = 'foregroundDeletion';

const DEFAULT_GRACE_SECONDS = 30;

/** Deleting these without a policy leaves their dependents: DefaultGarbageCollectionPolicy in pkg/registry/batch/job and pkg/registry/core/replicationcontroller. */
const ORPHANED_BY_DEFAULT = new Set(['Job.batch', 'ReplicationController']);

/** What a delete request does to an object: gone at once, or the state in which it waits for its grace period and finalizers. */
export interface DeletionStep {
  readonly remove: boolean;
  readonly object: KubeObject;
}

/**
 * The first step of a deletion (k8s.io/apiserver/pkg/registry/rest/delete.go and generic/registry/store.go, v1.36). Pods get their grace period when they
 * are bound and not finished; everything else goes at once unless finalizers hold it.
 */
export function beginDeletion(object: KubeObject, kind: string, options: DeleteOptions, nowEpochMs: number): DeletionStep {
  const finalizers = finalizersAfter(object, kind, options.propagation);
  const graceSeconds = kind === 'Pod' ? podGraceSeconds(object, options.graceSeconds) : 0;
  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
  if (deletionTimestamp !== undefined) {
    const remaining = deletionGracePeriodSeconds ?? 0;
    const shortened = kind === 'Pod' && graceSeconds < remaining && options.graceSeconds !== undefined;
    if (shortened && graceSeconds === 0 && finalizers.length === 0) return { remove: true, object: lastState(object, kind, nowEpochMs) };
    if (!shortened) return remaining === 0 && finalizers.length === 0 && kind !== 'Namespace' ? { remove: true, object: lastState(object, kind, nowEpochMs) } : { remove: false, object: withFinalizers(object, finalizers) };
    const endMs = (parseTime(deletionTimestamp) ?? nowEpochMs) - (remaining - graceSeconds) * 1000;
    const metadata = { ...object.metadata, finalizers, deletionTimestamp: formatTime(endMs), deletionGracePeriodSeconds: graceSeconds };
    return { remove: false, object: { ...object, metadata } };
  }
  if (graceSeconds === 0 && finalizers.length === 0 && kind !== 'Namespace') return { remove: true, object: lastState(object, kind, nowEpochMs) };
  const { generation } = object.metadata;
  const metadata = {
    ...object.metadata,
    ...(generation === undefined ? {} : { generation: generation + 1 }),
    finalizers,
    deletionTimestamp: formatTime(nowEpochMs + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
  };
  return { remove: false, object: { ...object, metadata } };
}

/** What watches see last of an object that goes: of a pod, that its grace period is over. */
function lastState(object: KubeObject, kind: string, nowEpochMs: number): KubeObject {
  if (kind !== 'Pod') return object;
  return { ...object, metadata: { ...object.metadata, deletionTimestamp: object.metadata.deletionTimestamp ?? formatTime(nowEpochMs), deletionGracePeriodSeconds: 0 } };
}

/** Whether an object whose finalizers have changed is gone now. Namespaces wait for `spec.finalizers`, pods for their kubelet. */
export function isDeletionComplete(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers ?? []).length > 0 || (deletionGracePeriodSeconds ?? 0) > 0) return false;
  const spec = (object as { readonly spec?: { readonly finalizers?: readonly string[] } }).spec;
  return object.kind !== 'Namespace' || (spec?.finalizers ?? []).length === 0;
}

function withFinalizers(object: KubeObject, finalizers: string[]): KubeObject {
  const before = object.metadata.finalizers ?? [];
  return before.length === finalizers.length ? object : { ...object, metadata: { ...object.metadata, finalizers } };
}

function finalizersAfter(object: KubeObject, kind: string, propagation: DeleteOptions['propagation']): string[] {
  const present = object.metadata.finalizers ?? [];
  const policy = propagation ?? (present.includes(ORPHAN_FINALIZER) ? 'Orphan' : present.includes(FOREGROUND_FINALIZER) ? 'Foreground' : ORPHANED_BY_DEFAULT.has(kind) ? 'Orphan' : 'Background');
  const others = present.filter((finalizer) => finalizer !== ORPHAN_FINALIZER && finalizer !== FOREGROUND_FINALIZER);
  if (policy === 'Orphan') return [...others, ORPHAN_FINALIZER];
  return policy === 'Foreground' ? [...others, FOREGROUND_FINALIZER] : others;
}

/** pkg/registry/core/pod/strategy.go, CheckGracefulDelete. */
function podGraceSeconds(object: KubeObject, requested: number | undefined): number {
  const { spec, status } = object as Pod;
  const bound = (spec?.nodeName ?? '') !== '';
  if (!bound || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  const seconds = requested ?? spec?.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  return seconds < 0 ? 1 : seconds;
}
