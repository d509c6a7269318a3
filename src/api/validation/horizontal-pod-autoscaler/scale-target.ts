import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import type { FieldError } from '../../field-error.ts';
import type { CrossVersionObjectReference } from '../../types/autoscaling-v2.ts';
import { validateSegment } from '../path-segment.ts';

/** What the autoscaler scales, or what a metric is about (`ValidateCrossVersionObjectReference`). */
export function validateScaleTarget({ kind = '', name = '' }: CrossVersionObjectReference, path: FieldPath): FieldError[] {
  return [...validateSegment(kind, child(path, 'kind')), ...validateSegment(name, child(path, 'name'))];
}
