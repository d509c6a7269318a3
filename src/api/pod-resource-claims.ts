import type { PodResourceClaim, PodStatus } from './types/core-v1.ts';

/** Which ResourceClaim an entry of `spec.resourceClaims` of a pod stands for. */
export type NamedClaim =
  | { readonly kind: 'named'; readonly name: string; /** It was made from a template, so it must be the pod's own. */ readonly isGenerated: boolean }
  /** It is to be made from a template and has not been. */
  | { readonly kind: 'awaited' }
  /** Whoever made claims from templates found that this one is not needed. */
  | { readonly kind: 'unneeded' };

/** Reads an entry with what the pod's status says about it (k8s.io/dynamic-resource-allocation/resourceclaim/claim.go, Name, v1.36). */
export function namedClaim({ name: entry, resourceClaimName }: PodResourceClaim, status: PodStatus | undefined): NamedClaim {
  if (resourceClaimName !== undefined) return { kind: 'named', name: resourceClaimName, isGenerated: false };
  const generated = status?.resourceClaimStatuses?.find(({ name }) => name === entry);
  if (generated === undefined) return { kind: 'awaited' };
  return generated.resourceClaimName === undefined ? { kind: 'unneeded' } : { kind: 'named', name: generated.resourceClaimName, isGenerated: true };
}
