import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import type { FieldError } from '../../field-error.ts';
import type { CrossVersionObjectReference } from '../../types/autoscaling-v2.ts';
import { invalid } from '../../field-error.ts';
import { parseApiVersion } from '../../gvk.ts';
import { validateSegment } from '../path-segment.ts';

/** How strict the apiVersion of a reference is read. */
export type ApiVersionRule = 'any' | 'parsed' | 'withGroup';

/** What the autoscaler scales, or what a metric is about (`ValidateCrossVersionObjectReference`). */
export function validateScaleTarget({ kind = '', name = '', apiVersion = '' }: CrossVersionObjectReference, path: FieldPath, rule: ApiVersionRule): FieldError[] {
  const errors = [...validateSegment(kind, child(path, 'kind')), ...validateSegment(name, child(path, 'name'))];
  const parts = apiVersion.split('/').length;
  if (rule !== 'any' && parts > 2) errors.push(invalid(child(path, 'apiVersion'), apiVersion, 'must be a version, or a group and a version such as apps/v1'));
  else if (rule === 'withGroup' && parseApiVersion(apiVersion).group === '') errors.push(invalid(child(path, 'apiVersion'), apiVersion, 'must name the API group, such as apps/v1'));
  return errors;
}

/**
 * What is asked of the apiVersion of the scale target: a change that leaves the reference as it is passes, and the one scalable kind of the
 * core group needs no group (`validationOptionsForHorizontalPodAutoscaler` in pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go).
 */
export function scaleTargetRule(target: CrossVersionObjectReference, old: CrossVersionObjectReference | undefined): ApiVersionRule {
  if (old !== undefined && old.apiVersion === target.apiVersion && old.kind === target.kind) return 'any';
  return target.kind === 'ReplicationController' ? 'parsed' : 'withGroup';
}
