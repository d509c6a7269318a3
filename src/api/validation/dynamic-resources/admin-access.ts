import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import { forbidden, type FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { ValidationContext } from '../../strategy.ts';
import type { DeviceClaim, ExactDeviceRequest } from '../../types/resource-v1.ts';

/** The label of namespaces in which claims may ask for devices that others use. */
export const ADMIN_ACCESS_LABEL = 'resource.kubernetes.io/admin-access';

const REQUESTS: FieldPath = 'spec.devices.requests';

/**
 * Only namespaces with the label may ask for admin access; the first request that does is named, with the same path in claims and in
 * templates (`AuthorizedForAdmin` in pkg/registry/resource/resource.go, v1.36). Of a namespace that is not known nothing is said.
 */
export function validateAdminAccess(claim: DeviceClaim | undefined, { namespaceLabels }: ValidationContext): FieldError[] {
  const index = (claim?.requests ?? []).findIndex(({ exactly }) => exactly?.adminAccess === true);
  if (index === -1 || namespaceLabels === undefined || (Object.hasOwn(namespaceLabels, ADMIN_ACCESS_LABEL) && namespaceLabels[ADMIN_ACCESS_LABEL] === 'true')) return [];
  return [forbidden(child(at(REQUESTS, index), 'adminAccess'), `needs the label ${ADMIN_ACCESS_LABEL}: "true" on the namespace`)];
}

/** Removes the field while its feature is off, unless the stored claim has it. `claim` is in the shape of any version. */
export function dropDisabledAdminAccess(claim: DeviceClaim | undefined, version: KubernetesVersion, stored?: DeviceClaim): void {
  if (isFeatureOn('DRAAdminAccess', version) || requestsOf(stored).some(({ adminAccess }) => adminAccess !== undefined)) return;
  for (const request of requestsOf(claim)) delete request.adminAccess;
}

/** What holds the fields of a request: `exactly`, or the request itself in v1beta1. */
function requestsOf(claim: DeviceClaim | undefined): ExactDeviceRequest[] {
  return (claim?.requests ?? []).map((request) => request.exactly ?? (request as ExactDeviceRequest));
}
