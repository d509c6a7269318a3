import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isPodLevelResource, podLimits, podRequests } from '../../effective-requests.ts';
import { compareQuantities, formatQuantity } from '../../quantity.ts';
import { isHugePagesName, isOvercommitAllowed, isWholeHugePages } from '../../resource-names.ts';
import type { Quantity } from '../../types/api-resource.ts';
import type { PodSpec, ResourceClaim, ResourceRequirements } from '../../types/core-v1.ts';
import { validateDns1123Label } from '../problems.ts';
import { amountOf, validateContainerResourceName, validateResourceAmount, validateResourceName } from '../resource-quantity.ts';
import type { PodOptions } from './options.ts';

type NameRule = (name: string, path: FieldPath) => FieldError[];

/** Requests, limits and claims of a container (pkg/apis/core/validation/validation.go, `validateResourceRequirements`, v1.36). */
export function validateContainerResources(resources: ResourceRequirements, claimNames: ReadonlySet<string>, options: PodOptions, path: FieldPath): FieldError[] {
  return validateRequirements(resources, validateContainerResourceName, claimNames, options, path);
}

/** Requests and limits of the pod as a whole, which must fit its containers (`validatePodResources`). */
export function validatePodResources(spec: PodSpec, claimNames: ReadonlySet<string>, options: PodOptions, path: FieldPath): FieldError[] {
  const { resources } = spec;
  if (resources === undefined) return [];
  // What may not be there at all is not looked at any further.
  if (spec.os?.name === 'windows') return [forbidden(path, 'a Windows pod cannot have it, give resources to its containers')];
  const errors = validateRequirements(resources, validatePodLevelName, claimNames, options, path);
  if (resources.claims !== undefined) errors.push(forbidden(child(path, 'claims'), 'claims belong to containers, not to the pod as a whole'));
  errors.push(...validatePodLevelSums(spec, resources, path));
  return errors;
}

function validatePodLevelName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (errors.length > 0 || isPodLevelResource(name)) return errors;
  return [notSupported(path, name, ['cpu', 'memory', 'hugepages-…'])];
}

function validatePodLevelSums(spec: PodSpec, resources: ResourceRequirements, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const ofContainers = { ...spec, resources: undefined, overhead: undefined };
  for (const [name, sum] of podRequests(ofContainers)) {
    const request = entryOf(resources.requests, name);
    if (request !== undefined && compareQuantities(sum, amountOf(request)) > 0) {
      errors.push(invalid(at(child(path, 'requests'), name), request, `must be at least ${formatQuantity(sum)}, which its containers request together`));
    }
  }
  // The limits of containers may come to more than that of the pod, but not for huge pages, which are reserved.
  for (const [name, sum] of podLimits(ofContainers)) {
    const limit = isHugePagesName(name) ? entryOf(resources.limits, name) : undefined;
    if (limit !== undefined && compareQuantities(sum, amountOf(limit)) > 0) {
      errors.push(invalid(at(child(path, 'limits'), name), limit, `must be at least ${formatQuantity(sum)}, the limits of its containers together`));
    }
  }
  (spec.containers ?? []).forEach((container, index) => {
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const podLimit = entryOf(resources.limits, name);
      if (podLimit !== undefined && compareQuantities(amountOf(limit), amountOf(podLimit)) > 0) {
        const limitPath = child(at(at(child(path, 'containers'), index), name), 'limits');
        errors.push(invalid(limitPath, limit, `must be no more than ${podLimit}, the limit of the pod`));
      }
    }
  });
  return errors;
}

function entryOf(list: Readonly<Record<string, Quantity>> | undefined, name: string): Quantity | undefined {
  return list !== undefined && Object.hasOwn(list, name) ? list[name] : undefined;
}

function validateRequirements(
  resources: ResourceRequirements,
  validateName: NameRule,
  claimNames: ReadonlySet<string>,
  options: PodOptions,
  path: FieldPath,
): FieldError[] {
  const { limits = {}, requests = {} } = resources;
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const errors: FieldError[] = [];
  for (const [name, limit] of Object.entries(limits)) errors.push(...validateAmount(name, limit, validateName, options, at(child(path, 'limits'), name)));
  for (const [name, request] of Object.entries(requests)) {
    errors.push(...validateAmount(name, request, validateName, options, at(child(path, 'requests'), name)));
    errors.push(...validateRequestAgainstLimit(name, request, entryOf(limits, name), path));
  }
  if (names.some(isHugePagesName) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'huge pages need cpu or memory beside them'));
  }
  errors.push(...validateClaims(resources.claims ?? [], claimNames, child(path, 'claims')));
  return errors;
}

function validateAmount(name: string, value: Quantity, validateName: NameRule, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = [...validateName(name, path), ...validateResourceAmount(name, value, path)];
  if (isHugePagesName(name) && !options.allowIndivisibleHugePages && !isWholeHugePages(name, amountOf(value))) {
    errors.push(invalid(path, value, `must be a whole number of pages of ${name}`));
  }
  return errors;
}

/** The server names the list of requests or limits, not the resource. */
function validateRequestAgainstLimit(name: string, request: Quantity, limit: Quantity | undefined, path: FieldPath): FieldError[] {
  if (limit === undefined) return isOvercommitAllowed(name) ? [] : [required(child(path, 'limits'), `${name} needs a limit as high as its request`)];
  const order = compareQuantities(amountOf(request), amountOf(limit));
  if (order !== 0 && !isOvercommitAllowed(name)) return [invalid(child(path, 'requests'), request, `must be the same as the ${name} limit of ${limit}`)];
  return order > 0 ? [invalid(child(path, 'requests'), request, `must be no more than the ${name} limit of ${limit}`)] : [];
}

function validateClaims(claims: readonly ResourceClaim[], claimNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const claimPath = at(path, index);
    const { name = '', request = '' } = claim;
    if (name === '') return [required(claimPath, 'names one of the resourceClaims of the pod')];
    const errors: FieldError[] = [];
    if (seen.has(name)) {
      errors.push(duplicate(claimPath, name));
    } else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') errors.push(...validateDns1123Label(request, child(claimPath, 'request')));
      if (seen.has(key)) errors.push(duplicate(claimPath, key));
      // A whole claim overlaps with every request of it that came before.
      else if (request === '') for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(claimPath, name));
      seen.add(key);
    }
    if (!claimNames.has(name)) errors.push(notFound(claimPath, name));
    return errors;
  });
}
