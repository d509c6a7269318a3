import type { ValidationContext } from '../strategy.ts';
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../types/apps-v1.ts';
import type { CronJob, Job, JobSpec } from '../types/batch-v1.ts';
import type { PodTemplate, ReplicationController } from '../types/core-v1.ts';
import { MAX_INT32 } from '../validation/numbers.ts';
import { defaultPodTemplate } from './pod-spec.ts';
import { defaultClaimSpec } from './volume.ts';

/** What the API server fills in by kind (pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go, pkg/apis/core/v1/defaults.go, v1.36). Each changes its object. */
export function defaultDeployment(deployment: Deployment, context: ValidationContext): void {
  const spec = (deployment.spec ??= {});
  spec.replicas ??= 1;
  const strategy = (spec.strategy ??= {});
  if ((strategy.type ?? '') === '') strategy.type = 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') {
    strategy.rollingUpdate ??= {};
    strategy.rollingUpdate.maxUnavailable ??= '25%';
    strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
  defaultPodTemplate((spec.template ??= {}), context);
}

export function defaultReplicaSet(replicaSet: ReplicaSet, context: ValidationContext): void {
  const spec = (replicaSet.spec ??= {});
  spec.replicas ??= 1;
  defaultPodTemplate((spec.template ??= {}), context);
}

export function defaultDaemonSet(daemonSet: DaemonSet, context: ValidationContext): void {
  const spec = (daemonSet.spec ??= {});
  const strategy = (spec.updateStrategy ??= {});
  if ((strategy.type ?? '') === '') strategy.type = 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') {
    strategy.rollingUpdate ??= {};
    strategy.rollingUpdate.maxUnavailable ??= 1;
    strategy.rollingUpdate.maxSurge ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
  defaultPodTemplate((spec.template ??= {}), context);
}

export function defaultStatefulSet(statefulSet: StatefulSet, context: ValidationContext): void {
  const spec = (statefulSet.spec ??= {});
  if ((spec.podManagementPolicy ?? '') === '') spec.podManagementPolicy = 'OrderedReady';
  const strategy = (spec.updateStrategy ??= {});
  if ((strategy.type ?? '') === '') {
    strategy.type = 'RollingUpdate';
    strategy.rollingUpdate ??= {};
  }
  if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate !== undefined) strategy.rollingUpdate.partition ??= 0;
  const retention = (spec.persistentVolumeClaimRetentionPolicy ??= {});
  if ((retention.whenDeleted ?? '') === '') retention.whenDeleted = 'Retain';
  if ((retention.whenScaled ?? '') === '') retention.whenScaled = 'Retain';
  spec.replicas ??= 1;
  spec.revisionHistoryLimit ??= 10;
  defaultPodTemplate((spec.template ??= {}), context);
  for (const claim of spec.volumeClaimTemplates ?? []) {
    // Whatever was written there (pkg/apis/apps/v1/conversion.go).
    claim.apiVersion = 'v1';
    claim.kind = 'PersistentVolumeClaim';
    defaultClaimSpec((claim.spec ??= {}));
    const status = (claim.status ??= {});
    if ((status.phase ?? '') === '') status.phase = 'Pending';
  }
}

export function defaultReplicationController(controller: ReplicationController, context: ValidationContext): void {
  const spec = (controller.spec ??= {});
  const labels = spec.template?.metadata?.labels;
  if (labels !== undefined) {
    if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
    const metadata = (controller.metadata ??= {});
    if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
  }
  spec.replicas ??= 1;
  defaultPodTemplate(spec.template, context);
}

export function defaultPodTemplateObject(object: PodTemplate, context: ValidationContext): void {
  defaultPodTemplate((object.template ??= {}), context);
}

export function defaultJob(job: Job, context: ValidationContext): void {
  const spec = (job.spec ??= {});
  // One pod, unless either number is given.
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : MAX_INT32;
  const labels = spec.template?.metadata?.labels;
  const metadata = (job.metadata ??= {});
  if (labels !== undefined && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  spec.manualSelector ??= false;
  defaultJobPods(spec, context);
}

export function defaultCronJob(cronJob: CronJob, context: ValidationContext): void {
  const spec = (cronJob.spec ??= {});
  if ((spec.concurrencyPolicy ?? '') === '') spec.concurrencyPolicy = 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
  // The Job is filled in only when it is made; its pods and patterns now.
  const template = (spec.jobTemplate ??= {});
  defaultJobPods((template.spec ??= {}), context);
}

function defaultJobPods(spec: JobSpec, context: ValidationContext): void {
  for (const rule of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of rule.onPodConditions ?? []) if ((pattern.status ?? '') === '') pattern.status = 'True';
  }
  defaultPodTemplate((spec.template ??= {}), context);
}
