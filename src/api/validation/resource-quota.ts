import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { isStandardResourceName } from '../resource-names.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../types/core-v1.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { validateResourceAmount, validateResourceName } from './resource-quantity.ts';

const POD_SCOPES: readonly string[] = ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
/** Scopes that a selector can only ask to exist. */
const EXISTING_SCOPES: readonly string[] = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const EXCLUSIVE_PAIRS: readonly (readonly [string, string])[] = [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']];
const POD_RESOURCES: readonly string[] = ['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const CLAIM_RESOURCES: readonly string[] = ['persistentvolumeclaims', 'requests.storage'];

/** The rules for a ResourceQuota (pkg/apis/core/validation/validation.go, `ValidateResourceQuotaSpec`, v1.36). */
export function validateResourceQuota(quota: ResourceQuota, version: KubernetesVersion): FieldError[] {
  const spec = quota.spec ?? {};
  const hard = spec.hard ?? {};
  const errors = Object.entries(hard).flatMap(([name, amount]) => {
    const path = at('spec.hard', name);
    return [...validateQuotaResourceName(name, path), ...validateResourceAmount(name, amount, path)];
  });
  errors.push(...validateScopes(spec, version, 'spec.scopes'));
  errors.push(...validateSelector(spec, version, 'spec.scopeSelector.matchExpressions'));
  return errors;
}

/** Scopes are fixed; their order does not matter. */
export function validateResourceQuotaUpdate(quota: ResourceQuota, old: ResourceQuota, version: KubernetesVersion): FieldError[] {
  const errors = validateResourceQuota(quota, version);
  const now = new Set(quota.spec?.scopes ?? []);
  const before = new Set(old.spec?.scopes ?? []);
  if (now.size !== before.size || [...now].some((scope) => !before.has(scope))) {
    errors.push(invalid('spec.scopes', quota.spec?.scopes ?? [], 'may not be changed, delete the quota and create it again'));
  }
  return errors;
}

function isQuotaResource(name: string): boolean {
  return name !== 'storage' && isStandardResourceName(name);
}

function validateQuotaResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/') && !isQuotaResource(name)) errors.push(invalid(path, name, 'is no resource that quotas count'));
  return errors;
}

function isScope(scope: string, version: KubernetesVersion): boolean {
  if (scope === 'VolumeAttributesClass') return compareKubernetesVersions(version, '1.34') >= 0;
  return scope === 'BestEffort' || POD_SCOPES.includes(scope);
}

/** Whether a scope can narrow what the quota counts of a resource (`IsResourceQuotaScopeValidForResource`). */
function appliesTo(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass') return CLAIM_RESOURCES.includes(resource);
  return !POD_SCOPES.includes(scope) || POD_RESOURCES.includes(resource);
}

/** One error for each resource that the scope cannot narrow. */
function misappliedScope(scope: string, spec: ResourceQuotaSpec, path: FieldPath): FieldError[] {
  return Object.keys(spec.hard ?? {})
    .filter((name) => isQuotaResource(name) && !appliesTo(scope, name))
    .map((name) => invalid(path, scope, `does not apply to ${name}, move one of them to a quota of its own`));
}

function validateScopes(spec: ResourceQuotaSpec, version: KubernetesVersion, path: FieldPath): FieldError[] {
  const scopes = spec.scopes ?? [];
  const errors = scopes.flatMap((scope) => [
    ...(isScope(scope, version) ? [] : [invalid(path, scope, 'is no scope of quotas')]),
    ...misappliedScope(scope, spec, path),
  ]);
  return [...errors, ...conflicts(scopes, path)];
}

function validateSelector(spec: ResourceQuotaSpec, version: KubernetesVersion, path: FieldPath): FieldError[] {
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  const errors = requirements.flatMap((requirement) => {
    const scope = requirement.scopeName ?? '';
    return [
      ...(isScope(scope, version) ? [] : [invalid(child(path, 'scopeName'), scope, 'is no scope of quotas')]),
      ...misappliedScope(scope, spec, path),
      ...validateOperator(requirement, path),
    ];
  });
  return [...errors, ...conflicts(requirements.map(({ scopeName = '' }) => scopeName), path)];
}

function validateOperator({ scopeName = '', operator = '', values = [] }: ScopedResourceSelectorRequirement, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (EXISTING_SCOPES.includes(scopeName) && operator !== 'Exists') errors.push(invalid(child(path, 'operator'), operator, `must be Exists, scope ${scopeName} has no values`));
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(child(path, 'values'), `operator ${operator} needs at least one value`));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(invalid(child(path, 'values'), values, `operator ${operator} takes no values, remove them`));
      break;
    default:
      errors.push(invalid(child(path, 'operator'), operator, 'is no operator, use In, NotIn, Exists or DoesNotExist'));
  }
  return errors;
}

function conflicts(scopes: readonly string[], path: FieldPath): FieldError[] {
  return EXCLUSIVE_PAIRS.filter((pair) => pair.every((scope) => scopes.includes(scope))).map((pair) => invalid(path, scopes, `${pair.join(' and ')} exclude each other`));
}
