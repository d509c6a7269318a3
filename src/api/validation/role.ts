import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { AggregationRule, ClusterRole, PolicyRule, Role } from '../types/rbac-v1.ts';
import { isUsableLabelSelector, validateLabelSelector } from './label-selector.ts';

/** The rules for Roles and ClusterRoles (pkg/apis/rbac/validation/validation.go, v1.36). */
export function validateRole({ rules = [] }: Role): FieldError[] {
  return rules.flatMap((rule, index) => validatePolicyRule(rule, true, at('rules', index)));
}

export function validateClusterRole({ rules, aggregationRule }: ClusterRole, old?: ClusterRole): FieldError[] {
  const errors = (rules ?? []).flatMap((rule, index) => validatePolicyRule(rule, false, at('rules', index)));
  return aggregationRule === undefined ? errors : [...errors, ...validateAggregation(aggregationRule, old?.aggregationRule, 'aggregationRule')];
}

function validatePolicyRule({ verbs = [], nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] }: PolicyRule, namespaced: boolean, path: FieldPath): FieldError[] {
  const errors: FieldError[] = verbs.length === 0 ? [required(child(path, 'verbs'), 'a rule allows at least one verb')] : [];
  if (nonResourceURLs.length > 0) {
    const urlsPath = child(path, 'nonResourceURLs');
    if (namespaced) errors.push(invalid(urlsPath, nonResourceURLs, 'belong to no namespace, use a ClusterRole'));
    if (apiGroups.length + resources.length + resourceNames.length > 0) errors.push(invalid(urlsPath, nonResourceURLs, 'exclude resources, make two rules of them'));
    return errors;
  }
  if (apiGroups.length === 0) errors.push(required(child(path, 'apiGroups'), 'a rule for resources names at least one API group; the core group is ""'));
  if (resources.length === 0) errors.push(required(child(path, 'resources'), 'a rule for resources names at least one'));
  return errors;
}

function validateAggregation({ clusterRoleSelectors = [] }: AggregationRule, old: AggregationRule | undefined, path: FieldPath): FieldError[] {
  const selectorsPath = child(path, 'clusterRoleSelectors');
  if (clusterRoleSelectors.length === 0) return [required(selectorsPath, 'needs at least one selector of the roles to collect')];
  const allowInvalidValues = (old?.clusterRoleSelectors ?? []).some((selector) => validateLabelSelector(selector, {}, '').length > 0);
  return clusterRoleSelectors.flatMap((selector, index) => {
    const place = at(selectorsPath, index);
    const errors = validateLabelSelector(selector, { allowInvalidValues }, place);
    if (!isUsableLabelSelector(selector)) errors.push(invalid(place, selector, 'cannot be used as a selector'));
    return errors;
  });
}
