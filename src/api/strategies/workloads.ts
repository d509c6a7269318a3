import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultPodTemplateObject,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from '../defaults/workloads.ts';
import { defaultPod } from '../defaults/pod.ts';
import { rollbackProblem, templateGenerationProblem } from '../deprecated-annotations.ts';
import { labelName, subdomainName } from '../object-name.ts';
import { appArmorWarnings } from '../prepare/app-armor.ts';
import { dropDisabledPodFields } from '../prepare/disabled-pod-fields.ts';
import { preparePodForCreate, preparePodForUpdate } from '../prepare/pod.ts';
import {
  prepareCronJobForCreate,
  prepareCronJobForUpdate,
  prepareDaemonSetForCreate,
  prepareDaemonSetForUpdate,
  prepareJobForCreate,
  prepareJobForUpdate,
  prepareStatefulSetForCreate,
  prepareStatefulSetForUpdate,
  prepareWorkloadForCreate,
  prepareWorkloadForUpdate,
} from '../prepare/workloads.ts';
import type { Strategy, ValidationContext } from '../strategy.ts';
import { defineStrategy } from '../strategy.ts';
import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../types/apps-v1.ts';
import type { CronJob, Job } from '../types/batch-v1.ts';
import type { Pod, PodTemplate, PodTemplateSpec, ReplicationController } from '../types/core-v1.ts';
import { validateControllerRevision, validateControllerRevisionUpdate } from '../validation/controller-revision.ts';
import { validateCronJob, validateCronJobUpdate } from '../validation/cron-job.ts';
import { validateDaemonSet, validateDaemonSetUpdate } from '../validation/daemon-set.ts';
import { validateDeployment, validateDeploymentUpdate } from '../validation/deployment.ts';
import { validateJob } from '../validation/job.ts';
import { validateJobUpdate } from '../validation/job-update.ts';
import { podOptionsFor } from '../validation/pod/pod-options.ts';
import type { PodOptions } from '../validation/pod/options.ts';
import { validatePodTemplateSpec } from '../validation/pod/pod-template.ts';
import { validatePodUpdate } from '../validation/pod/pod-update.ts';
import { validatePod } from '../validation/pod/pod.ts';
import { validateReplicaSet, validateReplicaSetUpdate } from '../validation/replica-set.ts';
import { validateReplicationController } from '../validation/replication-controller.ts';
import { validateStatefulSet, validateStatefulSetUpdate } from '../validation/stateful-set.ts';
import { warnPod } from '../warnings/pod.ts';
import { warnBareTemplate, warnCronJob, warnJob, warnNamedWorkload, warnReplicationController, warnStatefulSet, warnTemplateOf } from '../warnings/workloads.ts';

function templateOptions(context: ValidationContext, stored?: PodTemplateSpec): PodOptions {
  return podOptionsFor(context.version, false, stored);
}

const pod = defineStrategy<Pod>({
  apiVersion: 'v1',
  kind: 'Pod',
  namespaced: true,
  nameProblems: subdomainName,
  applyDefaults: defaultPod,
  warningsOfPreparing: (object, { version }) => appArmorWarnings(object, version),
  prepareForCreate: preparePodForCreate,
  validate: (object, context) => validatePod(object, podOptionsFor(context.version, true)),
  prepareForUpdate: preparePodForUpdate,
  validateUpdate: (object, old, context) => validatePodUpdate(object, old, podOptionsFor(context.version, true, old)),
  // Hardly anybody changes pods by hand, so the server does not warn on updates.
  warnings: (object, _context, old) => (old === undefined ? warnPod(object.metadata ?? {}, object.spec ?? {}) : []),
});

const podTemplate = defineStrategy<PodTemplate>({
  apiVersion: 'v1',
  kind: 'PodTemplate',
  namespaced: true,
  nameProblems: subdomainName,
  applyDefaults: defaultPodTemplateObject,
  prepareForCreate: (object, context) => {
    delete object.metadata?.generation;
    dropDisabledPodFields(object.template?.spec, context.version);
  },
  validate: (object, context) => validatePodTemplateSpec(object.template ?? {}, templateOptions(context), 'template'),
  prepareForUpdate: (object, old, context) => dropDisabledPodFields(object.template?.spec, context.version, old.template?.spec),
  validateUpdate: (object, old, context) => validatePodTemplateSpec(object.template ?? {}, templateOptions(context, old.template), 'template'),
  warnings: (object, _context, old) => warnBareTemplate(object, old),
});

const replicationController = defineStrategy<ReplicationController>({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  namespaced: true,
  // The server checks the prefix of a generated name only for the name that it makes of it.
  nameProblems: (name, prefix) => (prefix ? [] : subdomainName(name, false)),
  applyDefaults: defaultReplicationController,
  prepareForCreate: prepareWorkloadForCreate,
  validate: (object, context) => validateReplicationController(object, templateOptions(context)),
  prepareForUpdate: prepareWorkloadForUpdate,
  validateUpdate: (object, old, context) => validateReplicationController(object, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnReplicationController(object, old),
});

const deployment = defineStrategy<Deployment>({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespaced: true,
  nameProblems: subdomainName,
  conversionProblem: rollbackProblem,
  applyDefaults: defaultDeployment,
  prepareForCreate: prepareWorkloadForCreate,
  validate: (object, context) => validateDeployment(object, templateOptions(context)),
  prepareForUpdate: prepareWorkloadForUpdate,
  validateUpdate: (object, old, context) => validateDeploymentUpdate(object, old, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnNamedWorkload(object, old),
});

const replicaSet = defineStrategy<ReplicaSet>({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  namespaced: true,
  nameProblems: subdomainName,
  applyDefaults: defaultReplicaSet,
  prepareForCreate: prepareWorkloadForCreate,
  validate: (object, context) => validateReplicaSet(object, templateOptions(context)),
  prepareForUpdate: prepareWorkloadForUpdate,
  validateUpdate: (object, old, context) => validateReplicaSetUpdate(object, old, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnNamedWorkload(object, old),
});

const statefulSet = defineStrategy<StatefulSet>({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  namespaced: true,
  nameProblems: labelName,
  applyDefaults: defaultStatefulSet,
  prepareForCreate: prepareStatefulSetForCreate,
  validate: (object, context) => validateStatefulSet(object, templateOptions(context)),
  prepareForUpdate: prepareStatefulSetForUpdate,
  validateUpdate: (object, old, context) => validateStatefulSetUpdate(object, old, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnStatefulSet(object, old),
});

const daemonSet = defineStrategy<DaemonSet>({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  namespaced: true,
  nameProblems: subdomainName,
  conversionProblem: templateGenerationProblem,
  applyDefaults: defaultDaemonSet,
  prepareForCreate: prepareDaemonSetForCreate,
  validate: (object, context) => validateDaemonSet(object, templateOptions(context)),
  prepareForUpdate: prepareDaemonSetForUpdate,
  validateUpdate: (object, old, context) => validateDaemonSetUpdate(object, old, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnTemplateOf(object, old),
});

const controllerRevision = defineStrategy<ControllerRevision>({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  namespaced: true,
  nameProblems: subdomainName,
  validate: validateControllerRevision,
  validateUpdate: validateControllerRevisionUpdate,
});

const job = defineStrategy<Job>({
  apiVersion: 'batch/v1',
  kind: 'Job',
  namespaced: true,
  nameProblems: subdomainName,
  applyDefaults: defaultJob,
  prepareForCreate: prepareJobForCreate,
  validate: (object, context) => validateJob(object, templateOptions(context)),
  prepareForUpdate: prepareJobForUpdate,
  validateUpdate: (object, old, context) => validateJobUpdate(object, old, templateOptions(context, old.spec?.template)),
  warnings: (object, _context, old) => warnJob(object, old),
});

const cronJob = defineStrategy<CronJob>({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  namespaced: true,
  nameProblems: subdomainName,
  applyDefaults: defaultCronJob,
  prepareForCreate: prepareCronJobForCreate,
  validate: (object, context) => validateCronJob(object, templateOptions(context)),
  prepareForUpdate: prepareCronJobForUpdate,
  validateUpdate: (object, old, context) => validateCronJobUpdate(object, old, templateOptions(context, old.spec?.jobTemplate?.spec?.template)),
  warnings: (object, _context, old) => warnCronJob(object, old),
});

/** Pod, PodTemplate, ReplicationController, and the kinds of `apps` and `batch`. */
export const workloadStrategies: readonly Strategy[] = [
  pod,
  podTemplate,
  replicationController,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  controllerRevision,
  job,
  cronJob,
];
