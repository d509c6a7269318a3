import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems, labelValueProblems } from '../names.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PreferredSchedulingTerm } from '../types/core-v1.ts';
import { invalidForEach, validateQualifiedName } from './problems.ts';

/** The terms that a node must meet (pkg/apis/core/validation/validation.go, `ValidateNodeSelector`). `allowInvalidValues`: the stored object has such values. */
export function validateNodeSelector(selector: NodeSelector, allowInvalidValues: boolean, path: FieldPath): FieldError[] {
  const termsPath = child(path, 'nodeSelectorTerms');
  const terms = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) return [required(termsPath, 'needs at least one term, or nothing is selected')];
  return terms.flatMap((term, index) => validateNodeSelectorTerm(term, allowInvalidValues, at(termsPath, index)));
}

/** Terms with a weight from 1 to 100; their label values are not checked (`ValidatePreferredSchedulingTerms`). */
export function validatePreferredSchedulingTerms(terms: readonly PreferredSchedulingTerm[], path: FieldPath): FieldError[] {
  return terms.flatMap((term, index) => {
    const termPath = at(path, index);
    return [...validateWeight(term.weight, child(termPath, 'weight')), ...validateNodeSelectorTerm(term.preference ?? {}, true, child(termPath, 'preference'))];
  });
}

/** How much a preference counts. */
export function validateWeight(weight: number | undefined, path: FieldPath): FieldError[] {
  const value = weight ?? 0;
  return value < 1 || value > 100 ? [invalid(path, value, 'must be between 1 and 100')] : [];
}

export function validateNodeSelectorTerm(term: NodeSelectorTerm, allowInvalidValues: boolean, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  term.matchExpressions?.forEach((requirement, index) => {
    errors.push(...validateRequirement(requirement, allowInvalidValues, at(child(path, 'matchExpressions'), index)));
  });
  term.matchFields?.forEach((requirement, index) => {
    errors.push(...validateFieldRequirement(requirement, at(child(path, 'matchFields'), index)));
  });
  return errors;
}

function validateRequirement(requirement: NodeSelectorRequirement, allowInvalidValues: boolean, path: FieldPath): FieldError[] {
  const { operator = '', key = '', values = [] } = requirement;
  const valuesPath = child(path, 'values');
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(valuesPath, `operator ${operator} needs at least one value`));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(valuesPath, `operator ${operator} takes no values, remove them`));
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.push(required(valuesPath, `operator ${operator} needs exactly one value`));
      break;
    default:
      errors.push(invalid(child(path, 'operator'), operator, 'is no operator, use In, NotIn, Exists, DoesNotExist, Gt or Lt'));
  }
  errors.push(...validateQualifiedName(key, child(path, 'key')));
  if (!allowInvalidValues) {
    values.forEach((value, index) => {
      errors.push(...invalidForEach(at(valuesPath, index), value, labelValueProblems(value)));
    });
  }
  return errors;
}

function validateFieldRequirement(requirement: NodeSelectorRequirement, path: FieldPath): FieldError[] {
  const { operator = '', key = '', values = [] } = requirement;
  const valuesPath = child(path, 'values');
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(child(path, 'operator'), operator, 'fields take the operators In and NotIn only'));
  else if (values.length !== 1) errors.push(required(valuesPath, `operator ${operator} on a field needs exactly one value`));
  if (key !== 'metadata.name') {
    errors.push(invalid(child(path, 'key'), key, 'the only field to select nodes by is metadata.name'));
    return errors;
  }
  values.forEach((value, index) => {
    errors.push(...invalidForEach(at(valuesPath, index), value, dns1123SubdomainProblems(value)));
  });
  return errors;
}
