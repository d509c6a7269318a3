import type { FieldPath } from '../../diag/field-path.ts';
import { required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { pathSegmentProblems } from '../object-name.ts';
import { invalidForEach } from './problems.ts';

/** A text that must be there and fit into a URL as one segment. */
export function validateSegment(text: string, path: FieldPath): FieldError[] {
  return text === '' ? [required(path, 'must not be empty')] : invalidForEach(path, text, pathSegmentProblems(text));
}
