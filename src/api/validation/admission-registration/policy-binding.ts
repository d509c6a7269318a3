import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { dns1123SubdomainProblems } from '../../names.ts';
import { pathSegmentProblems } from '../../object-name.ts';
import type { MutatingAdmissionPolicyBinding, ParamRef, ValidatingAdmissionPolicyBinding } from '../../types/admissionregistration-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { invalidForEach } from '../problems.ts';
import { validateMatchResources } from './rules.ts';

const ACTIONS: readonly string[] = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND_ACTIONS: readonly string[] = ['Deny', 'Allow'];

/** The rules for a MutatingAdmissionPolicyBinding (pkg/apis/admissionregistration/validation/validation.go, v1.36). */
export function validateMutatingAdmissionPolicyBinding({ spec = {} }: MutatingAdmissionPolicyBinding): FieldError[] {
  const { policyName = '', paramRef, matchResources } = spec;
  const path = 'spec';
  return [
    ...(policyName === '' ? [required(child(path, 'policyName'), 'must name the policy')] : invalidForEach(child(path, 'policyName'), policyName, dns1123SubdomainProblems(policyName))),
    ...(paramRef === undefined ? [] : validateParamRef(paramRef, child(path, 'paramRef'))),
    ...(matchResources === undefined ? [] : validateMatchResources(matchResources, child(path, 'matchResources'))),
  ];
}

export function validateValidatingAdmissionPolicyBinding(binding: ValidatingAdmissionPolicyBinding): FieldError[] {
  return [...validateMutatingAdmissionPolicyBinding(binding), ...validateActions(binding.spec?.validationActions ?? [], 'spec.validationActions')];
}

function validateActions(actions: readonly string[], path: FieldPath): FieldError[] {
  if (actions.length === 0) return [required(path, `needs at least one of ${ACTIONS.join(', ')}`)];
  const errors: FieldError[] = [];
  actions.forEach((action, index) => {
    if (!ACTIONS.includes(action)) errors.push(notSupported(at(path, index), action, ACTIONS));
    if (actions.indexOf(action) < index) errors.push(duplicate(at(path, index), action));
  });
  if (actions.includes('Deny') && actions.includes('Warn')) errors.push(invalid(path, actions, 'must not hold both Deny and Warn, which would say the same twice'));
  return errors;
}

function validateParamRef({ name = '', selector, parameterNotFoundAction = '' }: ParamRef, path: FieldPath): FieldError[] {
  const errors = name === '' ? [] : invalidForEach(child(path, 'name'), name, pathSegmentProblems(name));
  errors.push(...validateLabelSelector(selector, {}, child(path, 'selector')));
  if (name !== '' && selector !== undefined) errors.push(forbidden(child(path, 'name'), 'excludes selector'), forbidden(child(path, 'selector'), 'excludes name'));
  if (name === '' && selector === undefined) errors.push(required(path, 'needs a name or a selector'));
  const actionPath = child(path, 'parameterNotFoundAction');
  if (parameterNotFoundAction === '') errors.push(required(actionPath, `must be one of ${NOT_FOUND_ACTIONS.join(', ')}`));
  else if (!NOT_FOUND_ACTIONS.includes(parameterNotFoundAction)) errors.push(notSupported(actionPath, parameterNotFoundAction, NOT_FOUND_ACTIONS));
  return errors;
}
