import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { isFeatureOn } from '../feature-gates.ts';
import { cloneJson } from '../json.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { equalPods } from '../pod-equality.ts';
import type { Job, JobSpec } from '../types/batch-v1.ts';
import type { Affinity, PodSpec, PodTemplateSpec } from '../types/core-v1.ts';
import { validateJob, validateSelectedJobSpec } from './job.ts';
import type { PodOptions } from './pod/options.ts';

const IMMUTABLE = ['selector', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const;

/** What may change in a Job (pkg/apis/batch/validation/validation.go, `ValidateJobUpdate`, v1.36). The server checks the spec twice, once as if it were new. */
export function validateJobUpdate(job: Job, old: Job, options: PodOptions): FieldError[] {
  const spec = job.spec ?? {};
  const oldSpec = old.spec ?? {};
  const errors = [...validateJob(job, options), ...validateSelectedJobSpec(spec, options), ...validateCompletions(spec, oldSpec, 'spec.completions')];
  errors.push(...validateTemplateUpdate(spec.template ?? {}, old, options.version));
  for (const field of IMMUTABLE) {
    if (!equalPods({ [field]: spec[field] }, { [field]: oldSpec[field] })) errors.push(immutable(child('spec', field), spec[field]));
  }
  return errors;
}

function immutable(path: FieldPath, value: unknown): FieldError {
  return invalid(path, value ?? null, 'may not be changed, delete the Job and create it again');
}

/** Only an Indexed Job can be made longer or shorter, and only with its parallelism. */
function validateCompletions(spec: JobSpec, old: JobSpec, path: FieldPath): FieldError[] {
  if (spec.completions === old.completions) return [];
  if (spec.completionMode !== 'Indexed') return [immutable(path, spec.completions)];
  // That completions are missing is told with the spec.
  return spec.completions === undefined || spec.completions === spec.parallelism ? [] : [invalid(path, spec.completions, 'may be changed only together with parallelism, to the same number')];
}

/** While a Job is suspended, its pods can still be directed elsewhere, and from 1.36 on be given other resources. */
function validateTemplateUpdate(template: PodTemplateSpec, old: Job, version: KubernetesVersion): FieldError[] {
  const oldTemplate = old.spec?.template ?? {};
  if (!mayChangePods(old, version)) return equalPods({ template }, { template: oldTemplate }) ? [] : [immutable('spec.template', 'template')];
  const allowed = cloneJson(oldTemplate.spec ?? {});
  takeOverDirectives(allowed, template.spec ?? {});
  if (isFeatureOn('MutablePodResourcesForSuspendedJobs', version)) takeOverResources(allowed, template.spec ?? {});
  return equalPods(template.spec ?? {}, allowed) ? [] : [immutable('spec.template.spec', 'template')];
}

/** Suspended before it started; from 1.36 on also once its pods are gone. */
function mayChangePods(old: Job, version: KubernetesVersion): boolean {
  if (old.spec?.suspend !== true) return false;
  const { startTime, active = 0, conditions = [] } = old.status ?? {};
  if (startTime === undefined) return true;
  const hasStopped = active === 0 && conditions.some(({ type, status }) => type === 'Suspended' && status === 'True');
  return hasStopped && isFeatureOn('MutableSchedulingDirectivesForSuspendedJobs', version);
}

/** What decides where a pod runs; pod affinity is not among it. Labels and annotations are not compared at all. */
function takeOverDirectives(allowed: PodSpec, wanted: PodSpec): void {
  allowed.nodeSelector = wanted.nodeSelector;
  allowed.tolerations = wanted.tolerations;
  allowed.schedulingGates = wanted.schedulingGates;
  allowed.affinity = withNodeAffinityOf(allowed.affinity, wanted.affinity);
}

function withNodeAffinityOf(affinity: Affinity | undefined, wanted: Affinity | undefined): Affinity | undefined {
  const merged: Affinity = { ...affinity, nodeAffinity: wanted?.nodeAffinity };
  const isEmpty = merged.nodeAffinity === undefined && merged.podAffinity === undefined && merged.podAntiAffinity === undefined;
  return wanted === undefined && isEmpty ? undefined : merged;
}

function takeOverResources(allowed: PodSpec, wanted: PodSpec): void {
  for (const list of ['containers', 'initContainers'] as const) {
    allowed[list]?.forEach((container, index) => {
      container.resources = wanted[list]?.[index]?.resources;
    });
  }
}
