import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { qualifiedNameProblems } from '../names.ts';
import { milliUnits, parseQuantity } from '../quantity.ts';
import type { Quantity } from '../quantity.ts';
import type { Quantity as QuantityText } from '../types/api-resource.ts';
import { validateQualifiedName } from './problems.ts';

/** Names of resources and what they may be used for (pkg/apis/core/helper/helpers.go and pkg/apis/core/validation/validation.go, v1.36). */
const HUGE_PAGES = 'hugepages-';
const REQUESTS = 'requests.';
const DEFAULT_NAMESPACE = 'kubernetes.io/';

const CONTAINER: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];
/** Counts of objects: whole numbers. */
const COUNTED: readonly string[] = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA: readonly string[] = [
  ...CONTAINER,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...COUNTED,
];

export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}

/** Belongs to Kubernetes: has no prefix, or one in kubernetes.io (`IsNativeResource`). */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes(DEFAULT_NAMESPACE);
}

/** A resource of a third party, such as `nvidia.com/gpu` (`IsExtendedResourceName`). */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith(REQUESTS) && qualifiedNameProblems(`${REQUESTS}${name}`).length === 0;
}

/** Whether requests may be lower than limits (`IsOvercommitAllowed`). */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Whether only whole amounts make sense (`IsIntegerResourceName`). */
export function isIntegerResource(name: string): boolean {
  return COUNTED.includes(name) || isExtendedResource(name);
}

/** What quotas know without a prefix (`IsStandardQuotaResourceName`). */
export function isStandardQuotaResource(name: string): boolean {
  return QUOTA.includes(name) || isHugePages(name) || name.startsWith(`${REQUESTS}${HUGE_PAGES}`);
}

/** Any resource: a name that Kubernetes knows, or one with a prefix (`validateResourceName`). */
export function validateResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateQualifiedName(name, path);
  if (errors.length === 0 && !name.includes('/') && name !== 'storage' && !isStandardQuotaResource(name)) {
    errors.push(invalid(path, name, 'is no resource that Kubernetes knows, give it the domain of its maker as prefix'));
  }
  return errors;
}

/** What a container may ask for (`validateContainerResourceName`). */
export function validateContainerResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!CONTAINER.includes(name) && !isHugePages(name)) errors.push(invalid(path, name, 'is no resource of containers, use cpu, memory, ephemeral-storage or hugepages-<size>'));
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(invalid(path, name, "is no extended resource: it must not start with 'requests.' and must be a valid name with that prefix"));
  }
  return errors;
}

/** What a quota may limit (`ValidateResourceQuotaResourceName`). */
export function validateQuotaResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/') && !isStandardQuotaResource(name)) errors.push(invalid(path, name, 'is no resource that quotas count'));
  return errors;
}

/** The amount of a resource: never negative, whole where the resource is counted (`ValidateResourceQuantityValue`). */
export function validateResourceAmount(name: string, value: QuantityText, path: FieldPath): FieldError[] {
  const amount = amountOf(value);
  const errors = validateNonNegativeAmount(value, path);
  if (isIntegerResource(name) && milliUnits(amount) % 1000 !== 0) errors.push(invalid(path, value, `must be a whole number, ${name} is counted in units`));
  return errors;
}

export function validateNonNegativeAmount(value: QuantityText, path: FieldPath): FieldError[] {
  return amountOf(value).nanos < 0n ? [invalid(path, value, 'must be 0 or more')] : [];
}

/** More than nothing (`ValidatePositiveQuantityValue`). */
export function validatePositiveAmount(value: QuantityText, path: FieldPath): FieldError[] {
  return amountOf(value).nanos <= 0n ? [invalid(path, value, 'must be more than 0')] : [];
}

/** Whole pages only: a positive multiple of the page size that the name states (`IsHugePageResourceValueDivisible`). */
export function isWholeHugePages(name: string, value: QuantityText): boolean {
  const pageSize = parseQuantity(name.slice(HUGE_PAGES.length));
  const unit = 1_000_000_000n;
  if (pageSize === undefined || pageSize.nanos <= 0n || pageSize.nanos % unit !== 0n) return false;
  return amountOf(value).nanos % pageSize.nanos === 0n;
}

/** Decoded quantities are always readable; absent ones are zero. */
export function amountOf(value: QuantityText | undefined): Quantity {
  return parseQuantity(value ?? 0) ?? { nanos: 0n, format: 'DecimalSI' };
}
