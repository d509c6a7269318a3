import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { pathSegmentProblems } from '../../object-name.ts';
import type { MatchResources, NamedRuleWithOperations, RuleWithOperations } from '../../types/admissionregistration-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';

const OPERATIONS: readonly string[] = ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const SCOPES: readonly string[] = ['*', 'Cluster', 'Namespaced'];
export const MATCH_POLICIES: readonly string[] = ['Equivalent', 'Exact'];

/** Which requests a webhook or a policy is about (pkg/apis/admissionregistration/validation/validation.go, `validateRuleWithOperations`, v1.36). */
export function validateRule({ operations = [], apiGroups = [], apiVersions = [], resources = [], scope }: RuleWithOperations, path: FieldPath): FieldError[] {
  const errors = [
    ...validateNames(operations, child(path, 'operations'), 'operations'),
    ...validateNames(apiGroups, child(path, 'apiGroups'), 'API groups'),
    ...validateNames(apiVersions, child(path, 'apiVersions'), 'API versions'),
  ];
  operations.forEach((operation, index) => {
    if (!OPERATIONS.includes(operation)) errors.push(notSupported(at(child(path, 'operations'), index), operation, OPERATIONS));
  });
  apiVersions.forEach((version, index) => {
    if (version === '') errors.push(required(at(child(path, 'apiVersions'), index), "must be a version such as v1, or '*'"));
  });
  errors.push(...validateResources(resources, child(path, 'resources')));
  if (scope !== undefined && !SCOPES.includes(scope)) errors.push(notSupported(child(path, 'scope'), scope, SCOPES));
  return errors;
}

function validateNames(names: readonly string[], path: FieldPath, noun: string): FieldError[] {
  if (names.length === 0) return [required(path, `needs at least one entry, or '*'`)];
  return names.length > 1 && names.includes('*') ? [invalid(path, names, `'*' stands for all ${noun}, remove the others`)] : [];
}

function validateResources(resources: readonly string[], path: FieldPath): FieldError[] {
  if (resources.length === 0) return [required(path, "needs at least one entry, or '*'")];
  const errors: FieldError[] = [];
  const withAllSubresources = new Set<string>();
  const ofAllResources = new Set<string>();
  resources.forEach((text, index) => {
    const slash = text.indexOf('/');
    if (text === '') errors.push(required(at(path, index), "must be a resource such as pods or pods/status, or '*'"));
    if (slash === -1) return;
    const [resource, subresource] = [text.slice(0, slash), text.slice(slash + 1)];
    if (withAllSubresources.has(resource)) errors.push(invalid(at(path, index), text, `is covered by ${resource}/* already`));
    if (ofAllResources.has(subresource)) errors.push(invalid(at(path, index), text, `is covered by */${subresource} already`));
    if (subresource === '*') withAllSubresources.add(resource);
    if (resource === '*') ofAllResources.add(subresource);
  });
  if (resources.length > 1 && resources.includes('*/*')) errors.push(invalid(path, resources, "'*/*' stands for everything, remove the others"));
  // The server only remembers the last one without a slash, so ['pods', '*'] passes and ['*', 'pods'] does not.
  const lastPlain = resources.findLast((text) => text !== '' && !text.includes('/'));
  if (resources.includes('*') && lastPlain !== '*') errors.push(invalid(path, resources, "'*' stands for all resources, remove the others without a slash"));
  return errors;
}

/** What a policy or its binding applies to (`validateMatchResources`). */
export function validateMatchResources({ matchPolicy, namespaceSelector, objectSelector, resourceRules = [], excludeResourceRules = [] }: MatchResources, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (matchPolicy === undefined) errors.push(required(child(path, 'matchPolicy'), `must be one of ${MATCH_POLICIES.join(', ')}`));
  else if (!MATCH_POLICIES.includes(matchPolicy)) errors.push(notSupported(child(path, 'matchPolicy'), matchPolicy, MATCH_POLICIES));
  errors.push(
    ...validateLabelSelector(namespaceSelector, {}, child(path, 'namespaceSelector')),
    ...validateLabelSelector(objectSelector, {}, child(path, 'objectSelector')),
    ...resourceRules.flatMap((rule, index) => validateNamedRule(rule, at(child(path, 'resourceRules'), index))),
    ...excludeResourceRules.flatMap((rule, index) => validateNamedRule(rule, at(child(path, 'excludeResourceRules'), index))),
  );
  return errors;
}

function validateNamedRule(rule: NamedRuleWithOperations, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  (rule.resourceNames ?? []).forEach((name, index) => {
    const entry = at(child(path, 'resourceNames'), index);
    errors.push(...pathSegmentProblems(name).map((problem) => invalid(entry, name, problem)));
    if (seen.has(name)) errors.push(duplicate(entry, name));
    seen.add(name);
  });
  return [...errors, ...validateRule(rule, path)];
}
