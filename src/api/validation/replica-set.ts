import type { FieldError } from '../field-error.ts';
import type { ReplicaSet } from '../types/apps-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateNonNegative } from './numbers.ts';
import type { PodOptions } from './pod/options.ts';
import { validateSelectedTemplate, validateWorkloadSelector } from './selected-template.ts';

/** A ReplicaSet (pkg/apis/apps/validation/validation.go, `ValidateReplicaSetSpec`, v1.36). */
export function validateReplicaSet(replicaSet: ReplicaSet, options: PodOptions): FieldError[] {
  const { replicas, minReadySeconds, selector, template = {} } = replicaSet.spec ?? {};
  return [
    ...validateNonNegative(replicas, 'spec.replicas'),
    ...validateNonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...validateWorkloadSelector(selector, 'spec.selector'),
    ...validateSelectedTemplate(selector, template, options, 'spec.selector', 'spec.template'),
  ];
}

export function validateReplicaSetUpdate(replicaSet: ReplicaSet, old: ReplicaSet, options: PodOptions): FieldError[] {
  return [...validateReplicaSet(replicaSet, options), ...validateImmutable(replicaSet.spec?.selector, old.spec?.selector, 'spec.selector')];
}
