import { child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';

/** Metadata of a template that has nothing but labels and annotations (`ValidateTemplateObjectMeta`). */
export function validateTemplateMetadata(metadata: ObjectMeta, path: FieldPath): FieldError[] {
  const errors = [...validateAnnotations(metadata.annotations, child(path, 'annotations')), ...validateLabels(metadata.labels, child(path, 'labels'))];
  for (const [field, value] of Object.entries(metadata)) {
    if (field === 'annotations' || field === 'labels' || (isUnset(value) && field !== 'deletionGracePeriodSeconds')) continue;
    // The server makes the name from the field of the Go type.
    errors.push(forbidden(child(path, field === 'uid' ? 'uID' : field), 'the template takes labels and annotations only, remove it'));
  }
  return errors;
}

/** The server compares with the zero value of Go, which an empty list that was given is not. */
function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}
