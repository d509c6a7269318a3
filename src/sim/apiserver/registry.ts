import type { KubeObject } from '../../api/object.ts';
import type { Namespace, PersistentVolumeClaim, Pod } from '../objects.ts';

/** Kinds whose spec changes are counted in `metadata.generation`. */
const WITH_GENERATION = new Set([
  'Pod',
  'ReplicationController',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'CronJob.batch',
  'PodDisruptionBudget.policy',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
]);

/** What the registries set on create whatever the client says (PrepareForCreate in pkg/registry/…/strategy.go, v1.36). */
export function prepareForCreate(object: KubeObject, kind: string): KubeObject {
  const { deletionTimestamp: _time, deletionGracePeriodSeconds: _grace, ...kept } = object.metadata;
  const metadata = WITH_GENERATION.has(kind) ? { ...kept, generation: 1 } : kept;
  switch (kind) {
    case 'Pod':
      return { ...object, metadata, status: { phase: 'Pending' } } as Pod;
    case 'Namespace':
      return { ...object, metadata, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } } as Namespace;
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      return { ...object, metadata, status: { phase: 'Pending' } } as PersistentVolumeClaim;
    default: {
      const { status: _status, ...rest } = object as KubeObject & { status?: unknown };
      return WITH_STATUS.has(kind) ? ({ ...rest, metadata, status: {} } as KubeObject) : KEEPS_STATUS.has(kind) ? { ...object, metadata } : { ...rest, metadata };
    }
  }
}

/** Their status is an object from the start, so that controllers can read it. */
const WITH_STATUS = new Set([
  'ReplicationController',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'CronJob.batch',
  'HorizontalPodAutoscaler.autoscaling',
  'PodDisruptionBudget.policy',
  'ResourceQuota',
]);

/** Nodes report their status themselves when they register. */
const KEEPS_STATUS = new Set(['Node']);
