import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { cronScheduleProblem } from '../cron-schedule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength } from '../names.ts';
import { isTimeZone } from '../time-zones.ts';
import type { CronJob, CronJobSpec, JobTemplateSpec } from '../types/batch-v1.ts';
import { validateJobSpec } from './job.ts';
import { validateNonNegative } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';

const CONCURRENCY_POLICIES: readonly string[] = ['Allow', 'Forbid', 'Replace'];
/** A Job's name has 11 more characters, and its pods get a label with it. */
const MAX_NAME_BYTES = 52;

/** A CronJob (pkg/apis/batch/validation/validation.go, `ValidateCronJobCreate`, v1.36). */
export function validateCronJob(cronJob: CronJob, options: PodOptions): FieldError[] {
  const errors = validateSpec(cronJob.spec ?? {}, undefined, options);
  const name = cronJob.metadata?.name ?? '';
  if (byteLength(name) > MAX_NAME_BYTES) errors.push(invalid('metadata.name', name, `must be no more than ${MAX_NAME_BYTES} characters: names of Jobs are made of it`));
  return errors;
}

export function validateCronJobUpdate(cronJob: CronJob, old: CronJob, options: PodOptions): FieldError[] {
  return validateSpec(cronJob.spec ?? {}, old.spec ?? {}, options);
}

function validateSpec(spec: CronJobSpec, old: CronJobSpec | undefined, options: PodOptions): FieldError[] {
  const { schedule = '', concurrencyPolicy = '' } = spec;
  const errors = schedule === '' ? [required('spec.schedule', 'says when, such as "0 3 * * *"')] : validateSchedule(spec, schedule, old, 'spec.schedule');
  for (const name of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const) {
    errors.push(...validateNonNegative(spec[name], child('spec', name)));
  }
  if (old === undefined || old.timeZone !== spec.timeZone) errors.push(...validateTimeZone(spec.timeZone, 'spec.timeZone'));
  if (concurrencyPolicy === '') errors.push(required('spec.concurrencyPolicy', `must be one of ${CONCURRENCY_POLICIES.join(', ')}`));
  else if (!CONCURRENCY_POLICIES.includes(concurrencyPolicy)) errors.push(notSupported('spec.concurrencyPolicy', concurrencyPolicy, CONCURRENCY_POLICIES));
  return [...errors, ...validateJobTemplate(spec.jobTemplate ?? {}, options, 'spec.jobTemplate')];
}

/** A zone inside the schedule is what old objects may have, but not beside the field for it. */
function validateSchedule(spec: CronJobSpec, schedule: string, old: CronJobSpec | undefined, path: FieldPath): FieldError[] {
  const problem = cronScheduleProblem(schedule);
  const errors: FieldError[] = problem === undefined ? [] : [invalid(path, schedule, problem)];
  if (!schedule.includes('TZ')) return errors;
  const mayHaveZone = (old?.schedule ?? '').includes('TZ');
  if (!mayHaveZone) errors.push(invalid(path, schedule, 'cannot name a time zone, use the field timeZone'));
  else if (spec.timeZone !== undefined) errors.push(invalid(path, schedule, 'cannot name a time zone beside the field timeZone'));
  return errors;
}

function validateTimeZone(zone: string | undefined, path: FieldPath): FieldError[] {
  if (zone === undefined) return [];
  if (zone === '') return [invalid(path, zone, 'must not be empty, remove it or name a zone such as Europe/Oslo')];
  const errors: FieldError[] = zone.toLowerCase() === 'local' ? [invalid(path, zone, 'must be a zone of the IANA database such as Europe/Oslo')] : [];
  if (!isTimeZone(zone)) errors.push(invalid(path, zone, 'is no zone of the IANA database, whose names look like Europe/Oslo'));
  return errors;
}

function validateJobTemplate(template: JobTemplateSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const { spec = {} } = template;
  const specPath = child(path, 'spec');
  const errors = validateJobSpec(spec, options, specPath);
  if (spec.selector !== undefined) errors.push(invalid(child(specPath, 'selector'), spec.selector, 'is made by the server for each Job, remove it'));
  if (spec.manualSelector === true) errors.push(notSupported(child(specPath, 'manualSelector'), true, ['false']));
  return errors;
}
