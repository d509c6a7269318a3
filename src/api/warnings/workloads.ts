import { at } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { equalPods } from '../pod-equality.ts';
import type { ServerWarning } from '../strategy.ts';
import type { StatefulSet } from '../types/apps-v1.ts';
import type { CronJob, Job, JobSpec } from '../types/batch-v1.ts';
import type { PodTemplate, PodTemplateSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { warnClaimSpec } from './fractional-bytes.ts';
import { warnName, warnPodTemplate } from './pod.ts';

interface WithTemplate {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: { readonly template?: PodTemplateSpec | undefined } | undefined;
}

/** On update the server looks at the template only when the spec has changed (pkg/registry/apps/*\/strategy.go, v1.36). */
function isUnchanged(object: WithTemplate, old: WithTemplate | undefined): boolean {
  return old !== undefined && equalPods(object.spec, old.spec);
}

/** DaemonSets; the names of their pods are not guessed. */
export function warnTemplateOf(object: WithTemplate, old?: WithTemplate): ServerWarning[] {
  return isUnchanged(object, old) ? [] : warnPodTemplate(object.spec?.template, 'spec.template');
}

/** PodTemplates. */
export function warnBareTemplate({ template }: PodTemplate, old?: PodTemplate): ServerWarning[] {
  return old !== undefined && equalPods({ template }, { template: old.template }) ? [] : warnPodTemplate(template, 'template');
}

/** On update the server looks at the wrong one of the two templates: the one that is given up (pkg/registry/core/replicationcontroller/strategy.go). */
export function warnReplicationController(object: WithTemplate, old?: WithTemplate): ServerWarning[] {
  if (old === undefined) return warnNamedWorkload(object);
  return isUnchanged(object, old) ? [] : warnPodTemplate(old.spec?.template, 'spec.template');
}

/** Deployments and ReplicaSets. */
export function warnNamedWorkload(object: WithTemplate, old?: WithTemplate): ServerWarning[] {
  return [...(old === undefined ? warnName(object.metadata ?? {}) : []), ...warnTemplateOf(object, old)];
}

export function warnStatefulSet(statefulSet: StatefulSet, old?: StatefulSet): ServerWarning[] {
  const { volumeClaimTemplates = [], revisionHistoryLimit = 0 } = statefulSet.spec ?? {};
  const warnings = warnTemplateOf(statefulSet, old);
  // The server leaves out `spec` of the claim.
  volumeClaimTemplates.forEach((claim, index) => warnings.push(...warnClaimSpec(claim.spec, at('spec.volumeClaimTemplates', index))));
  if (revisionHistoryLimit < 0) warnings.push({ path: 'spec.revisionHistoryLimit', message: 'a negative limit keeps every old revision, better is 0 or more' });
  return warnings;
}

export function warnJob(job: Job, old?: Job): ServerWarning[] {
  const warnings = old === undefined ? warnName(job.metadata ?? {}) : [];
  return isUnchanged(job, old) ? warnings : [...warnings, ...warnJobSpec(job.spec ?? {}, 'spec')];
}

export function warnCronJob(cronJob: CronJob, old?: CronJob): ServerWarning[] {
  const { schedule = '', jobTemplate } = cronJob.spec ?? {};
  const warnings = old === undefined ? warnName(cronJob.metadata ?? {}) : [];
  if (old === undefined || !equalPods(cronJob.spec, old.spec)) warnings.push(...warnJobSpec(jobTemplate?.spec ?? {}, 'spec.jobTemplate.spec'));
  if (old !== undefined && schedule.includes('TZ')) warnings.push({ path: 'spec.schedule', message: 'names a time zone, for which there is the field timeZone' });
  return warnings;
}

const MANY_COMPLETIONS = 100_000;
const MUCH_PARALLELISM = 10_000;

function warnJobSpec(spec: JobSpec, path: FieldPath): ServerWarning[] {
  const { completions = 0, parallelism = 0 } = spec;
  const isHuge = spec.completionMode === 'Indexed' && completions > MANY_COMPLETIONS && parallelism > MUCH_PARALLELISM;
  const warnings: ServerWarning[] = isHuge
    ? [{ path, message: `with more than ${MANY_COMPLETIONS} completions and parallelism above ${MUCH_PARALLELISM}, completed indexes may be lost track of` }]
    : [];
  return [...warnings, ...warnPodTemplate(spec.template, `${path}.template`)];
}
