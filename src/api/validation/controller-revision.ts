import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { equalJson, isJsonObject } from '../json.ts';
import type { ControllerRevision } from '../types/apps-v1.ts';
import { validateNonNegative } from './numbers.ts';

/** A ControllerRevision (pkg/apis/apps/validation/validation.go, `ValidateControllerRevision`, v1.36). */
export function validateControllerRevision(revision: ControllerRevision): FieldError[] {
  const errors: FieldError[] = isJsonObject(revision.data) ? [] : [required('data', 'holds the state that is remembered, a JSON object')];
  return [...errors, ...validateNonNegative(revision.revision, 'revision')];
}

export function validateControllerRevisionUpdate(revision: ControllerRevision, old: ControllerRevision): FieldError[] {
  return [...validateControllerRevision(revision), ...(equalJson(revision.data, old.data) ? [] : [invalid('data', 'data', 'may not be changed, a revision is what was')])];
}
