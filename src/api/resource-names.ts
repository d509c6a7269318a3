import { parseQuantity, wholeUnits, milliUnits } from './quantity.ts';
import type { Quantity } from './quantity.ts';
import { qualifiedNameProblems } from './names.ts';

/** Rules for the names of resources (pkg/apis/core/helper/helpers.go, v1.36). */
export const HUGE_PAGES_PREFIX = 'hugepages-';

const CONTAINER_RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

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

const STANDARD: readonly string[] = [
  ...CONTAINER_RESOURCES,
  ...CONTAINER_RESOURCES.map((name) => `requests.${name}`),
  ...CONTAINER_RESOURCES.map((name) => `limits.${name}`),
  ...COUNTED,
  'storage',
  'requests.storage',
];

export function isHugePagesName(name: string): boolean {
  return name.startsWith(HUGE_PAGES_PREFIX);
}

/** Known to Kubernetes without a domain before it: resources of containers, of quotas and huge pages. */
export function isStandardResourceName(name: string): boolean {
  return STANDARD.includes(name) || isHugePagesName(name) || name.startsWith(`requests.${HUGE_PAGES_PREFIX}`);
}

export function isStandardContainerResourceName(name: string): boolean {
  return CONTAINER_RESOURCES.includes(name) || isHugePagesName(name);
}

/** Kubernetes' own: without a domain, or with one of kubernetes.io. */
export function isNativeResourceName(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** A device of somebody else, such as `example.org/gpu`. */
export function isExtendedResourceName(name: string): boolean {
  return !isNativeResourceName(name) && !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0;
}

/** Whether a limit may be more than the request. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResourceName(name) && !isHugePagesName(name);
}

/** Counted in whole things. */
export function isIntegerResourceName(name: string): boolean {
  return COUNTED.includes(name) || isExtendedResourceName(name);
}

/** Whether an amount of huge pages is a whole number of pages of the size in the name. */
export function isWholeHugePages(name: string, amount: Quantity): boolean {
  const size = parseQuantity(name.slice(HUGE_PAGES_PREFIX.length));
  if (size === undefined || size.nanos <= 0n || milliUnits(size) % 1000 !== 0) return false;
  return wholeUnits(amount) % wholeUnits(size) === 0;
}
