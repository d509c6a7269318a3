import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { isFeatureOn } from '../feature-gates.ts';
import { cloneJson } from '../json.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { equalPods } from '../pod-equality.ts';
import type { Job, JobSpec } from '../types/batch-v1.ts';
import type { Affinity, PodTemplateSpec } from '../types/core-v1.ts';
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
  if (spec.completions === undefined) return [required(path, 'completionMode Indexed needs the number of indexes')];
  return spec.completions === spec.parallelism ? [] : [invalid(path, spec.completions, 'may be changed only together with parallelism, to the same number')];
}

/** While a Job is suspended, its pods can still be directed elsewhere, and from 1.36 on be given other resources. */
function validateTemplateUpdate(template: PodTemplateSpec, old: Job, version: KubernetesVersion): FieldError[] {
  const oldTemplate = old.spec?.template ?? {};
  const isSuspended = old.spec?.suspend === true;
  const hasStopped = isSuspended && (old.status?.active ?? 0) === 0 && (old.status?.conditions ?? []).some(({ type, status }) => type === 'Suspended' && status === 'True');
  const mayDirect = isSuspended && (old.status?.startTime === undefined || (hasStopped && isFeatureOn('MutableSchedulingDirectivesForSuspendedJobs', version)));
  const mayResize = hasStopped && isFeatureOn('MutablePodResourcesForSuspendedJobs', version);
  const allowed = cloneJson(oldTemplate);
  if (mayDirect) takeOverDirectives(allowed, template);
  if (mayResize) takeOverResources(allowed, template);
  if (equalPods({ template }, { template: allowed })) return [];
  return [immutable(mayDirect ? 'spec.template.spec' : 'spec.template', 'template')];
}

/** Labels, annotations and what decides where a pod runs; pod affinity is not among it. */
function takeOverDirectives(allowed: PodTemplateSpec, template: PodTemplateSpec): void {
  const spec = (allowed.spec ??= {});
  const { metadata, spec: wanted = {} } = template;
  allowed.metadata = { ...allowed.metadata, annotations: metadata?.annotations, labels: metadata?.labels };
  spec.nodeSelector = wanted.nodeSelector;
  spec.tolerations = wanted.tolerations;
  spec.schedulingGates = wanted.schedulingGates;
  spec.affinity = withNodeAffinityOf(spec.affinity, wanted.affinity);
}

function withNodeAffinityOf(affinity: Affinity | undefined, wanted: Affinity | undefined): Affinity | undefined {
  const merged: Affinity = { ...affinity, nodeAffinity: wanted?.nodeAffinity };
  const isEmpty = merged.nodeAffinity === undefined && merged.podAffinity === undefined && merged.podAntiAffinity === undefined;
  return wanted === undefined && isEmpty ? undefined : merged;
}

function takeOverResources(allowed: PodTemplateSpec, template: PodTemplateSpec): void {
  for (const list of ['containers', 'initContainers'] as const) {
    allowed.spec?.[list]?.forEach((container, index) => {
      container.resources = template.spec?.[list]?.[index]?.resources;
    });
  }
}
