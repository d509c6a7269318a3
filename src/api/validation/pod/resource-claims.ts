import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { PodResourceClaim } from '../../types/core-v1.ts';
import { validateDns1123Label, validateDns1123Subdomain } from '../problems.ts';

/** Claims of devices, by which containers call them (pkg/apis/core/validation/validation.go, `validatePodResourceClaims`, v1.36). */
export function validateResourceClaims(claims: readonly PodResourceClaim[], path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return claims.flatMap((claim, index) => {
    const claimPath = at(path, index);
    const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(child(claimPath, 'name'), 'containers refer to the claim by it'));
    else if (names.has(name)) errors.push(duplicate(child(claimPath, 'name'), name));
    else errors.push(...validateDns1123Label(name, child(claimPath, 'name')));
    names.add(name);
    if ((resourceClaimName === undefined) === (resourceClaimTemplateName === undefined)) {
      errors.push(invalid(claimPath, name, 'needs either resourceClaimName or resourceClaimTemplateName'));
    }
    if (resourceClaimName !== undefined) errors.push(...validateDns1123Subdomain(resourceClaimName, child(claimPath, 'resourceClaimName')));
    if (resourceClaimTemplateName !== undefined) {
      errors.push(...validateDns1123Subdomain(resourceClaimTemplateName, child(claimPath, 'resourceClaimTemplateName')));
    }
    return errors;
  });
}
