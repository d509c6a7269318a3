import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { labelValueProblems, qualifiedNameProblems } from '../names.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../types/meta-v1.ts';
import { validateLabels } from './metadata.ts';
import { invalidForEach, validateQualifiedName } from './problems.ts';

export interface LabelSelectorOptions {
  /** Set when the stored object already has such a value: then it may stay. */
  readonly allowInvalidValues?: boolean | undefined;
}

/** The rules for a LabelSelector (k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go, v1.36). An absent one is fine. */
export function validateLabelSelector(selector: LabelSelector | undefined, options: LabelSelectorOptions, path: FieldPath): FieldError[] {
  if (selector === undefined) return [];
  const errors = validateLabels(selector.matchLabels, child(path, 'matchLabels'));
  selector.matchExpressions?.forEach((requirement, index) => {
    errors.push(...validateRequirement(requirement, options, at(child(path, 'matchExpressions'), index)));
  });
  return errors;
}

function validateRequirement(requirement: LabelSelectorRequirement, options: LabelSelectorOptions, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const values = requirement.values ?? [];
  const { operator = '', key = '' } = requirement;
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(child(path, 'values'), `operator ${operator} needs at least one value`));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(child(path, 'values'), `operator ${operator} takes no values, remove them`));
      break;
    default:
      errors.push(invalid(child(path, 'operator'), operator, 'is no operator, use In, NotIn, Exists or DoesNotExist'));
  }
  errors.push(...validateQualifiedName(key, child(path, 'key')));
  if (options.allowInvalidValues !== true) {
    values.forEach((value, index) => {
      errors.push(...invalidForEach(at(child(path, 'values'), index), value, labelValueProblems(value)));
    });
  }
  return errors;
}

/** Whether the server can make a matcher of a selector (`LabelSelectorAsSelector`); an absent one matches nothing. */
export function isUsableLabelSelector(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return true;
  const pairs = Object.entries(selector.matchLabels ?? {});
  return (
    pairs.every(([key, value]) => qualifiedNameProblems(key).length === 0 && labelValueProblems(value).length === 0) &&
    (selector.matchExpressions ?? []).every((requirement) => validateRequirement(requirement, {}, '').length === 0)
  );
}

/** True for a selector that is there and has no terms: it matches everything. */
export function isEmptyLabelSelector(selector: LabelSelector | undefined): boolean {
  return selector !== undefined && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}
