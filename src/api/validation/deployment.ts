import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { ROLLBACK_TO } from '../deprecated-annotations.ts';
import { forbidden, invalid, notSupported } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from '../types/apps-v1.ts';
import { validateImmutable } from './immutable.ts';
import { countOrPercentOf, validateAtMost100Percent, validateNonNegative, validateNonNegativeIntOrPercent } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';
import { validateSelectedTemplate, validateWorkloadSelector } from './selected-template.ts';

/** A Deployment (pkg/apis/apps/validation/validation.go, `ValidateDeploymentSpec`, v1.36). */
export function validateDeployment(deployment: Deployment, options: PodOptions): FieldError[] {
  const spec = deployment.spec ?? {};
  const path = 'spec';
  const errors = validateNonNegative(spec.replicas, child(path, 'replicas'));
  errors.push(...validateWorkloadSelector(spec.selector, child(path, 'selector')));
  errors.push(...validateSelectedTemplate(spec.selector, spec.template ?? {}, options, child(path, 'selector'), child(path, 'template')));
  errors.push(...validateStrategy(spec.strategy ?? {}, child(path, 'strategy')));
  errors.push(...validateNonNegative(spec.minReadySeconds, child(path, 'minReadySeconds')));
  errors.push(...validateNonNegative(spec.revisionHistoryLimit, child(path, 'revisionHistoryLimit')));
  errors.push(...validateProgressDeadline(spec, child(path, 'progressDeadlineSeconds')));
  const revision = Number(deployment.metadata?.annotations?.[ROLLBACK_TO] ?? 0);
  return [...errors, ...validateNonNegative(revision, 'spec.rollback.version')];
}

function validateProgressDeadline(spec: DeploymentSpec, path: FieldPath): FieldError[] {
  const { progressDeadlineSeconds: seconds, minReadySeconds = 0 } = spec;
  if (seconds === undefined) return [];
  const errors = validateNonNegative(seconds, path);
  if (seconds <= minReadySeconds) errors.push(invalid(path, seconds, `must be more than minReadySeconds, which is ${minReadySeconds}`));
  return errors;
}

function validateStrategy(strategy: DeploymentStrategy, path: FieldPath): FieldError[] {
  const { type = '', rollingUpdate } = strategy;
  const rollingPath = child(path, 'rollingUpdate');
  if (type === 'Recreate') return rollingUpdate === undefined ? [] : [forbidden(rollingPath, 'type Recreate takes no rollingUpdate, remove it')];
  if (type !== 'RollingUpdate') return [notSupported(path, type, ['Recreate', 'RollingUpdate'])];
  if (rollingUpdate === undefined) return [];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = validateNonNegativeIntOrPercent(maxUnavailable, child(rollingPath, 'maxUnavailable'));
  errors.push(...validateNonNegativeIntOrPercent(maxSurge, child(rollingPath, 'maxSurge')));
  if (countOrPercentOf(maxUnavailable) === 0 && countOrPercentOf(maxSurge) === 0) {
    errors.push(invalid(child(rollingPath, 'maxUnavailable'), maxUnavailable, 'cannot be 0 when maxSurge is 0 too: no pod could ever be replaced'));
  }
  errors.push(...validateAtMost100Percent(maxUnavailable, child(rollingPath, 'maxUnavailable')));
  return errors;
}

export function validateDeploymentUpdate(deployment: Deployment, old: Deployment, options: PodOptions): FieldError[] {
  return [...validateDeployment(deployment, options), ...validateImmutable(deployment.spec?.selector, old.spec?.selector, 'spec.selector')];
}
