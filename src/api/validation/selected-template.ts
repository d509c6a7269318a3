import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { matchesLabelSelector } from '../label-selector.ts';
import type { PodTemplateSpec } from '../types/core-v1.ts';
import type { LabelSelector } from '../types/meta-v1.ts';
import { isEmptyLabelSelector, isUsableLabelSelector, validateLabelSelector } from './label-selector.ts';
import type { PodOptions } from './pod/options.ts';
import { validatePodTemplateSpec } from './pod/pod-template.ts';

/** A selector that must be there and select something (pkg/apis/apps/validation/validation.go, v1.36). */
export function validateWorkloadSelector(selector: LabelSelector | undefined, path: FieldPath): FieldError[] {
  if (selector === undefined) return [required(path, 'says which pods are meant, the same as the labels of the template')];
  const errors = validateLabelSelector(selector, {}, path);
  if (isEmptyLabelSelector(selector)) errors.push(invalid(path, selector, 'must not be empty, or it would select every pod'));
  return errors;
}

/**
 * A template whose pods run for ever and are selected by the workload (`ValidatePodTemplateSpecForReplicaSet`). When no matcher can be
 * made of the selector, the template is not looked at.
 */
export function validateSelectedTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
  options: PodOptions,
  selectorPath: FieldPath,
  path: FieldPath,
): FieldError[] {
  if (!isUsableLabelSelector(selector)) return [invalid(selectorPath, selector, 'cannot be used to match labels')];
  return [...validateLabelsAreSelected(selector, template, path), ...validatePodTemplateSpec(template, options, path), ...validateRunsForEver(template, path)];
}

/** Pods that are replaced when they end: they restart, and have no deadline. */
export function validateRunsForEver(template: PodTemplateSpec, path: FieldPath): FieldError[] {
  const specPath = child(path, 'spec');
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  const errors: FieldError[] = restartPolicy === 'Always' ? [] : [notSupported(child(specPath, 'restartPolicy'), restartPolicy, ['Always'])];
  if (activeDeadlineSeconds !== undefined) errors.push(forbidden(child(specPath, 'activeDeadlineSeconds'), 'these pods run until they are replaced, remove it'));
  return errors;
}

/** The labels of a template must be among those selected; an absent selector selects nothing. */
export function validateLabelsAreSelected(selector: LabelSelector | undefined, template: PodTemplateSpec, path: FieldPath): FieldError[] {
  const labels = template.metadata?.labels;
  if (isEmptyLabelSelector(selector) || matchesLabelSelector(selector, labels)) return [];
  return [invalid(child(child(path, 'metadata'), 'labels'), labels ?? null, 'are not selected by the selector, give both the same labels')];
}
