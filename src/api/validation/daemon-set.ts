import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { DaemonSet, DaemonSetUpdateStrategy } from '../types/apps-v1.ts';
import { validateImmutable } from './immutable.ts';
import { isEmptyLabelSelector, isUsableLabelSelector, validateLabelSelector } from './label-selector.ts';
import { countOrPercentOf, validateAtMost100Percent, validateNonNegative, validateNonNegativeIntOrPercent } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';
import { validatePodTemplateSpec } from './pod/pod-template.ts';
import { validateLabelsAreSelected, validateRunsForEver } from './selected-template.ts';

/** A DaemonSet (pkg/apis/apps/validation/validation.go, `ValidateDaemonSetSpec`, v1.36). An absent selector is noticed only because it selects nothing. */
export function validateDaemonSet(daemonSet: DaemonSet, options: PodOptions): FieldError[] {
  const { selector, template = {}, minReadySeconds, updateStrategy = {}, revisionHistoryLimit } = daemonSet.spec ?? {};
  const errors = validateLabelSelector(selector, {}, 'spec.selector');
  if (isUsableLabelSelector(selector)) errors.push(...validateLabelsAreSelected(selector, template, 'spec.template'));
  if (isEmptyLabelSelector(selector)) errors.push(invalid('spec.selector', selector, 'must not be empty, or it would select every pod'));
  errors.push(...validatePodTemplateSpec(template, options, 'spec.template'), ...validateRunsForEver(template, 'spec.template'));
  errors.push(...validateNonNegative(minReadySeconds, 'spec.minReadySeconds'));
  errors.push(...validateUpdateStrategy(updateStrategy, 'spec.updateStrategy'));
  errors.push(...validateNonNegative(revisionHistoryLimit, 'spec.revisionHistoryLimit'));
  return errors;
}

function validateUpdateStrategy(strategy: DaemonSetUpdateStrategy, path: FieldPath): FieldError[] {
  const { type = '', rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupported(path, type, ['OnDelete', 'RollingUpdate'])];
  const rollingPath = child(path, 'rollingUpdate');
  if (rollingUpdate === undefined) return [required(rollingPath, 'says how many pods may be replaced at once')];
  const errors: FieldError[] = [];
  for (const field of ['maxUnavailable', 'maxSurge'] as const) {
    const value = rollingUpdate[field];
    errors.push(...validateNonNegativeIntOrPercent(value, child(rollingPath, field)), ...validateAtMost100Percent(value, child(rollingPath, field)));
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const hasUnavailable = countOrPercentOf(maxUnavailable) !== 0;
  const hasSurge = countOrPercentOf(maxSurge) !== 0;
  if (hasUnavailable && hasSurge) errors.push(invalid(child(rollingPath, 'maxSurge'), maxSurge, 'must be 0 unless maxUnavailable is 0: a DaemonSet uses one of them'));
  if (!hasUnavailable && !hasSurge) errors.push(required(child(rollingPath, 'maxUnavailable'), 'cannot be 0 when maxSurge is 0 too: no pod could ever be replaced'));
  return errors;
}

export function validateDaemonSetUpdate(daemonSet: DaemonSet, old: DaemonSet, options: PodOptions): FieldError[] {
  return [...validateDaemonSet(daemonSet, options), ...validateImmutable(daemonSet.spec?.selector, old.spec?.selector, 'spec.selector')];
}
