import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { PodTemplateSpec } from '../../types/core-v1.ts';
import { validateAnnotations, validateLabels } from '../metadata.ts';
import type { PodOptions } from './options.ts';
import { validatePodAnnotations, validateProfilesMatchAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** A template from which pods are made (pkg/apis/core/validation/validation.go, `ValidatePodTemplateSpec`, v1.36). Labels and annotations are named without `metadata`, as the server does. */
export function validatePodTemplateSpec(template: PodTemplateSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const { metadata = {}, spec = {} } = template;
  const specPath = child(path, 'spec');
  const annotations = metadata.annotations ?? {};
  const errors = [...validateLabels(metadata.labels, child(path, 'labels')), ...validateAnnotations(annotations, child(path, 'annotations'))];
  errors.push(...validatePodAnnotations(annotations, spec, options, child(path, 'annotations')));
  errors.push(...validatePodSpec(spec, undefined, options, specPath));
  errors.push(...validateProfilesMatchAnnotations(annotations, spec, specPath));
  if ((spec.ephemeralContainers ?? []).length > 0) errors.push(forbidden(child(specPath, 'ephemeralContainers'), 'containers for debugging are added to running pods only'));
  return errors;
}
