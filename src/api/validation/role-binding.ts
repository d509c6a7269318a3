import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { RBAC_GROUP } from '../defaults/rbac.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { RoleBinding, RoleRef, Subject } from '../types/rbac-v1.ts';
import { validateSegment } from './path-segment.ts';
import { invalidForEach } from './problems.ts';

const SUBJECT_KINDS: readonly string[] = ['Group', 'ServiceAccount', 'User'];

/** The rules for RoleBindings and ClusterRoleBindings (pkg/apis/rbac/validation/validation.go, v1.36). */
export function validateBinding({ roleRef = {}, subjects = [] }: RoleBinding, namespaced: boolean): FieldError[] {
  return [
    ...validateRoleRef(roleRef, namespaced ? ['ClusterRole', 'Role'] : ['ClusterRole'], 'roleRef'),
    ...subjects.flatMap((subject, index) => validateSubject(subject, namespaced, at('subjects', index))),
  ];
}

/** A binding keeps its role: who may bind it was decided when it was made. */
export function validateBindingUpdate(binding: RoleBinding, old: RoleBinding, namespaced: boolean): FieldError[] {
  const errors = validateBinding(binding, namespaced);
  if (!semanticEqual(binding.roleRef, old.roleRef)) errors.push(invalid('roleRef', binding.roleRef, 'may not be changed, delete the binding and create it again'));
  return errors;
}

function validateRoleRef({ apiGroup = '', kind = '', name = '' }: RoleRef, kinds: readonly string[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (apiGroup !== RBAC_GROUP) errors.push(notSupported(child(path, 'apiGroup'), apiGroup, [RBAC_GROUP]));
  if (!kinds.includes(kind)) errors.push(notSupported(child(path, 'kind'), kind, kinds));
  return [...errors, ...validateSegment(name, child(path, 'name'))];
}

function validateSubject({ kind = '', name = '', apiGroup = '', namespace = '' }: Subject, namespaced: boolean, path: FieldPath): FieldError[] {
  const groupPath = child(path, 'apiGroup');
  const errors: FieldError[] = name === '' ? [required(child(path, 'name'), 'names who gets the role')] : [];
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.push(...invalidForEach(child(path, 'name'), name, dns1123SubdomainProblems(name)));
      if (apiGroup !== '') errors.push(notSupported(groupPath, apiGroup, ['""']));
      if (!namespaced && namespace === '') errors.push(required(child(path, 'namespace'), 'names the namespace of the service account'));
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) errors.push(notSupported(groupPath, apiGroup, [RBAC_GROUP]));
      break;
    default:
      errors.push(notSupported(child(path, 'kind'), kind, SUBJECT_KINDS));
  }
  return errors;
}
