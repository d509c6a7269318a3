import { TEMPLATE_GENERATION } from '../deprecated-annotations.ts';
import { isFeatureOn } from '../feature-gates.ts';
import { cloneJson } from '../json.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { equalPods } from '../pod-equality.ts';
import type { ValidationContext } from '../strategy.ts';
import type { DaemonSet, StatefulSet } from '../types/apps-v1.ts';
import type { CronJob, Job, JobSpec } from '../types/batch-v1.ts';
import type { PodTemplateSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { dropDisabledPodFields } from './disabled-pod-fields.ts';

/** Objects with a status, and a template somewhere. */
interface Workload {
  metadata?: ObjectMeta | undefined;
  status?: object | undefined;
}

/** A template of a workload, in its usual place. */
interface WithTemplate extends Workload {
  spec?: { template?: PodTemplateSpec | undefined } | undefined;
}

/** The status and the generation are the server's (pkg/registry/apps/*\/strategy.go, v1.36). Changes `object`. */
function resetStatus(object: Workload): void {
  object.status = {};
  delete object.metadata?.generation;
}

/** Status belongs to its own subresource. Changes `object`. */
function keepStatus(object: Workload, old: Workload): void {
  if (old.status === undefined) delete object.status;
  else object.status = cloneJson(old.status);
}

export function prepareWorkloadForCreate(object: WithTemplate, context: ValidationContext): void {
  resetStatus(object);
  dropDisabledPodFields(object.spec?.template?.spec, context.version);
}

export function prepareWorkloadForUpdate(object: WithTemplate, old: WithTemplate, context: ValidationContext): void {
  keepStatus(object, old);
  dropDisabledPodFields(object.spec?.template?.spec, context.version, old.spec?.template?.spec);
}

export function prepareStatefulSetForCreate(statefulSet: StatefulSet, context: ValidationContext): void {
  prepareWorkloadForCreate(statefulSet, context);
  statefulSet.status = { replicas: 0, availableReplicas: 0 };
  dropMaxUnavailable(statefulSet, context.version);
}

export function prepareStatefulSetForUpdate(statefulSet: StatefulSet, old: StatefulSet, context: ValidationContext): void {
  prepareWorkloadForUpdate(statefulSet, old, context);
  if (old.spec?.updateStrategy?.rollingUpdate?.maxUnavailable === undefined) dropMaxUnavailable(statefulSet, context.version);
}

function dropMaxUnavailable(statefulSet: StatefulSet, version: KubernetesVersion): void {
  if (!isFeatureOn('MaxUnavailableStatefulSet', version)) delete statefulSet.spec?.updateStrategy?.rollingUpdate?.maxUnavailable;
}

export function prepareDaemonSetForCreate(daemonSet: DaemonSet, context: ValidationContext): void {
  prepareWorkloadForCreate(daemonSet, context);
  setTemplateGeneration(daemonSet, Math.max(1, Number(daemonSet.metadata?.annotations?.[TEMPLATE_GENERATION] ?? 0)));
}

export function prepareDaemonSetForUpdate(daemonSet: DaemonSet, old: DaemonSet, context: ValidationContext): void {
  prepareWorkloadForUpdate(daemonSet, old, context);
  const count = Number(old.metadata?.annotations?.[TEMPLATE_GENERATION] ?? 0);
  const isSame = equalPods({ template: daemonSet.spec?.template }, { template: old.spec?.template });
  setTemplateGeneration(daemonSet, isSame ? count : count + 1);
}

function setTemplateGeneration(daemonSet: DaemonSet, count: number): void {
  const metadata = (daemonSet.metadata ??= {});
  (metadata.annotations ??= {})[TEMPLATE_GENERATION] = String(count);
}

/** Also makes the selector, from a uid that the server gives to every Job (`generateSelectorIfNeeded`). */
export function prepareJobForCreate(job: Job, context: ValidationContext): void {
  prepareWorkloadForCreate(job, context);
  const { spec } = job;
  if (spec === undefined) return;
  dropDisabledJobFields(spec, context.version);
  if (spec.manualSelector !== true) generateSelector(job, spec);
}

export function prepareJobForUpdate(job: Job, old: Job, context: ValidationContext): void {
  prepareWorkloadForUpdate(job, old, context);
  if (job.spec !== undefined) dropDisabledJobFields(job.spec, context.version, old.spec);
}

export function prepareCronJobForCreate(cronJob: CronJob, context: ValidationContext): void {
  resetStatus(cronJob);
  const spec = cronJob.spec?.jobTemplate?.spec;
  if (spec === undefined) return;
  dropDisabledPodFields(spec.template?.spec, context.version);
  dropDisabledJobFields(spec, context.version);
}

export function prepareCronJobForUpdate(cronJob: CronJob, old: CronJob, context: ValidationContext): void {
  keepStatus(cronJob, old);
  const spec = cronJob.spec?.jobTemplate?.spec;
  const oldSpec = old.spec?.jobTemplate?.spec;
  if (spec === undefined) return;
  dropDisabledPodFields(spec.template?.spec, context.version, oldSpec?.template?.spec);
  dropDisabledJobFields(spec, context.version, oldSpec);
}

function dropDisabledJobFields(spec: JobSpec, version: KubernetesVersion, old?: JobSpec): void {
  if (!isFeatureOn('JobSuccessPolicy', version) && old?.successPolicy === undefined) delete spec.successPolicy;
  if (!isFeatureOn('JobManagedBy', version) && old?.managedBy === undefined) delete spec.managedBy;
}

/** Labels by which a Job knows its pods, old names and new ones. */
export const JOB_UID_LABELS: readonly string[] = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
export const JOB_NAME_LABELS: readonly string[] = ['job-name', 'batch.kubernetes.io/job-name'];

/** Stands for the uid that the server makes up. */
const UNKNOWN_UID = '00000000-0000-0000-0000-000000000000';

export function uidOfJob(job: Job): string {
  return job.metadata?.uid ?? UNKNOWN_UID;
}

function generateSelector(job: Job, spec: JobSpec): void {
  const template = (spec.template ??= {});
  const labels = ((template.metadata ??= {}).labels ??= {});
  const uid = uidOfJob(job);
  // Labels that the user set stay; validation refuses those that contradict.
  for (const key of JOB_UID_LABELS) if (!Object.hasOwn(labels, key)) labels[key] = uid;
  for (const key of JOB_NAME_LABELS) if (!Object.hasOwn(labels, key)) labels[key] = job.metadata?.name ?? '';
  const pairs = ((spec.selector ??= {}).matchLabels ??= {});
  const key = 'batch.kubernetes.io/controller-uid';
  if (!Object.hasOwn(pairs, key)) pairs[key] = uid;
}
