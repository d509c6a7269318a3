import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { matchesLabels } from '../label-selector.ts';
import type { ReplicationController } from '../types/core-v1.ts';
import { validateNonNegative } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';
import { validatePodTemplateSpec } from './pod/pod-template.ts';
import { validateRunsForEver } from './selected-template.ts';

/** A ReplicationController (pkg/apis/core/validation/validation.go, `ValidateReplicationControllerSpec`, v1.36). */
export function validateReplicationController(controller: ReplicationController, options: PodOptions): FieldError[] {
  const { replicas, minReadySeconds, selector = {}, template } = controller.spec ?? {};
  const errors = [...validateNonNegative(minReadySeconds, 'spec.minReadySeconds'), ...validateNonNegative(replicas, 'spec.replicas')];
  if (Object.keys(selector).length === 0) errors.push(required('spec.selector', 'says which pods are meant, the same as the labels of the template'));
  if (template === undefined) return [...errors, required('spec.template', 'says what pods to make')];
  const labels = template.metadata?.labels;
  if (!matchesLabels(selector, labels)) errors.push(invalid('spec.template.metadata.labels', labels ?? null, 'are not selected by the selector, give both the same labels'));
  return [...errors, ...validatePodTemplateSpec(template, options, 'spec.template'), ...validateRunsForEver(template, 'spec.template')];
}
