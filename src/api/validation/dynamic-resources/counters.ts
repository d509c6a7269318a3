import type { FieldPath } from '../../../diag/field-path.ts';
import { required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Counter } from '../../types/resource-v1.ts';
import { validateDns1123Label } from '../problems.ts';
import { validateEntries } from './lists.ts';

const MAX_COUNTERS = 32;
const MAX_LABEL_BYTES = 63;

/** Counters by name; any quantity will do. */
export function validateCounters(counters: Readonly<Record<string, Counter>>, path: FieldPath): FieldError[] {
  if (Object.keys(counters).length === 0) return [required(path, 'needs at least one counter')];
  return validateEntries(counters, MAX_COUNTERS, validateDns1123Label, () => [], MAX_LABEL_BYTES, path);
}
