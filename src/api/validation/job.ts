import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, notSupported, required, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { domainPrefixedPathProblems } from '../dns-names.ts';
import { matchesLabelSelector } from '../label-selector.ts';
import { byteLength, dns1123LabelProblems } from '../names.ts';
import { JOB_NAME_LABELS, JOB_UID_LABELS, uidOfJob } from '../prepare/workloads.ts';
import type { Job, JobSpec } from '../types/batch-v1.ts';
import { validateJobPolicies } from './job-policies.ts';
import { isUsableLabelSelector, validateLabelSelector } from './label-selector.ts';
import { validateNonNegative } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';
import { validatePodTemplateSpec } from './pod/pod-template.ts';
import { invalidForEach } from './problems.ts';

const COMPLETION_MODES: readonly string[] = ['Indexed', 'NonIndexed'];
const MAX_INDEXED_PARALLELISM = 100_000;
const MAX_FAILED_INDEXES = 100_000;
/** Above these many completions, a limit of retries for each index must be modest. */
const MANY_COMPLETIONS = 100_000;
const MAX_WITH_MANY_COMPLETIONS = 10_000;
const MAX_MANAGED_BY_BYTES = 63;

/** A Job (pkg/apis/batch/validation/validation.go, `ValidateJob`, v1.36), after the server made its selector. */
export function validateJob(job: Job, options: PodOptions): FieldError[] {
  const spec = job.spec ?? {};
  const errors = [...validateGeneratedSelector(job), ...validateSelectedJobSpec(spec, options)];
  const { completions } = spec;
  if (spec.completionMode === 'Indexed' && completions !== undefined && completions > 0) {
    const name = job.metadata?.name ?? '';
    const problems = dns1123LabelProblems(`${name}-${completions - 1}`);
    if (problems.length > 0) errors.push(invalid('metadata.name', name, `the last pod would be ${name}-${completions - 1}, which ${problems.join(' and ')}`));
  }
  return errors;
}

/** The spec of a Job of its own; inside a CronJob there is no selector yet. */
export function validateSelectedJobSpec(spec: JobSpec, options: PodOptions): FieldError[] {
  const { selector, template = {} } = spec;
  const errors = validateJobSpec(spec, options, 'spec');
  if (selector === undefined) errors.push(required('spec.selector', 'says which pods are meant; leave manualSelector out and the server fills it in'));
  else errors.push(...validateLabelSelector(selector, {}, 'spec.selector'));
  const labels = template.metadata?.labels;
  if (isUsableLabelSelector(selector) && !matchesLabelSelector(selector, labels)) {
    errors.push(invalid('spec.template.metadata.labels', labels ?? null, 'are not selected by the selector'));
  }
  return errors;
}

/** What the server made must not have been changed by the user's own labels (`validateGeneratedSelector`). */
function validateGeneratedSelector(job: Job): FieldError[] {
  const { manualSelector, selector, template = {} } = job.spec ?? {};
  if (manualSelector === true || selector === undefined) return [];
  const uid = uidOfJob(job);
  const labels = template.metadata?.labels ?? {};
  const expected: Record<string, string> = {};
  for (const key of JOB_UID_LABELS) expected[key] = uid;
  for (const key of JOB_NAME_LABELS) expected[key] = job.metadata?.name ?? '';
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(expected)) {
    const path = at('spec.template.metadata.labels', key);
    if (!Object.hasOwn(labels, key)) errors.push(required(path, `must be ${value}, as the server makes it; remove the label`));
    else if (labels[key] !== value) errors.push(invalid(path, labels[key], `must be ${value}, as the server makes it; remove the label`));
  }
  if (isUsableLabelSelector(selector) && !matchesLabelSelector(selector, expected)) {
    errors.push(invalid('spec.selector', selector, 'is not what the server makes; remove it, or set manualSelector: true'));
  }
  return errors;
}

const COUNTS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;

/** What Jobs and the templates of CronJobs have in common (`validateJobSpec`); `path` is that of the spec. */
export function validateJobSpec(spec: JobSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = COUNTS.flatMap((name) => validateNonNegative(spec[name], child(path, name)));
  const { managedBy, completionMode } = spec;
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(child(path, 'backoffLimitPerIndex'), 'must be set beside maxFailedIndexes'));
  }
  if (managedBy !== undefined) {
    errors.push(...invalidForEach(child(path, 'managedBy'), managedBy, domainPrefixedPathProblems(managedBy)));
    if (byteLength(managedBy) > MAX_MANAGED_BY_BYTES) errors.push(tooLong(child(path, 'managedBy'), MAX_MANAGED_BY_BYTES));
  }
  if (completionMode !== undefined && !COMPLETION_MODES.includes(completionMode)) errors.push(notSupported(child(path, 'completionMode'), completionMode, COMPLETION_MODES));
  errors.push(...(completionMode === 'Indexed' ? validateIndexed(spec, path) : validateNotIndexed(spec, completionMode, path)));
  errors.push(...validateJobPolicies(spec, path));
  errors.push(...validatePodTemplateSpec(spec.template ?? {}, options, child(path, 'template')));
  errors.push(...validateRestartPolicy(spec, child(path, 'template.spec.restartPolicy')));
  return errors;
}

function validateIndexed(spec: JobSpec, path: FieldPath): FieldError[] {
  const { completions, parallelism, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const errors: FieldError[] = [];
  if (completions === undefined) errors.push(required(child(path, 'completions'), 'completionMode Indexed needs the number of indexes'));
  if (parallelism !== undefined && parallelism > MAX_INDEXED_PARALLELISM) errors.push(invalid(child(path, 'parallelism'), parallelism, `must be no more than ${MAX_INDEXED_PARALLELISM} when Indexed`));
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.push(invalid(child(path, 'maxFailedIndexes'), maxFailedIndexes, `must be no more than completions, which is ${completions}`));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MAX_FAILED_INDEXES) {
    errors.push(invalid(child(path, 'maxFailedIndexes'), maxFailedIndexes, `must be no more than ${MAX_FAILED_INDEXES}`));
  }
  if (completions !== undefined && completions > MANY_COMPLETIONS && backoffLimitPerIndex !== undefined) {
    if (maxFailedIndexes === undefined) errors.push(required(child(path, 'maxFailedIndexes'), `must be set with more than ${MANY_COMPLETIONS} completions`));
    for (const [name, value] of [['parallelism', parallelism], ['maxFailedIndexes', maxFailedIndexes]] as const) {
      if (value !== undefined && value > MAX_WITH_MANY_COMPLETIONS) {
        errors.push(invalid(child(path, name), value, `must be no more than ${MAX_WITH_MANY_COMPLETIONS} with more than ${MANY_COMPLETIONS} completions`));
      }
    }
  }
  return errors;
}

function validateNotIndexed(spec: JobSpec, mode: string | undefined, path: FieldPath): FieldError[] {
  if (mode !== undefined && mode !== 'NonIndexed') return [];
  return (['backoffLimitPerIndex', 'maxFailedIndexes'] as const).flatMap((name) => {
    const value = spec[name];
    return value === undefined ? [] : [invalid(child(path, name), value, 'needs completionMode: Indexed')];
  });
}

/** Defaulting makes an absent policy Always, which no Job can have. */
function validateRestartPolicy(spec: JobSpec, path: FieldPath): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(path, 'must be OnFailure or Never: the pods of a Job end')];
  if (policy === 'Never') return [];
  if (policy !== 'OnFailure') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  return spec.podFailurePolicy === undefined ? [] : [invalid(path, policy, 'must be Never beside podFailurePolicy, which looks at pods that ended')];
}
