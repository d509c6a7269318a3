import type { KubeObject } from '../../api/object.ts';
import type { Job, Namespace, PersistentVolumeClaim, Pod } from '../objects.ts';

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
    case 'Job.batch':
      return { ...withGeneratedSelector({ ...object, metadata } as Job), status: {} } as Job;
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

/** A Job finds its pods by its own uid unless it says how (generateSelector in pkg/registry/batch/job/strategy.go). */
function withGeneratedSelector(job: Job): Job {
  if (job.spec?.manualSelector === true) return job;
  const { uid = '', name = '' } = job.metadata;
  const labels = { 'controller-uid': uid, 'batch.kubernetes.io/controller-uid': uid, 'job-name': name, 'batch.kubernetes.io/job-name': name };
  const template = job.spec?.template;
  return {
    ...job,
    spec: {
      ...job.spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: { ...template?.metadata, labels: { ...template?.metadata?.labels, ...labels } } },
    },
  };
}

/** Their status is an object from the start, so that controllers can read it. */
const WITH_STATUS = new Set([
  'ReplicationController',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'CronJob.batch',
  'HorizontalPodAutoscaler.autoscaling',
  'PodDisruptionBudget.policy',
  'ResourceQuota',
  'ResourceClaim.resource.k8s.io',
]);

/** Nodes report their status themselves when they register. */
const KEEPS_STATUS = new Set(['Node']);
