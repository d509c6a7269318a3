import type { ResourceClaim as ClaimFields } from '../../api/types/resource-v1.ts';
import type { Pod, ResourceClaim } from '../objects.ts';

/** Keeps a claim for as long as it has devices (resource.Finalizer in k8s.io/api/resource/v1). */
export const CLAIM_FINALIZER = 'resource.kubernetes.io/delete-protection';

/** ResourceClaimReservedForMaxSize */
const MOST_CONSUMERS = 256;

export function canBeReserved({ status }: ClaimFields): boolean {
  return (status?.reservedFor ?? []).length < MOST_CONSUMERS;
}

export function isReservedFor({ status }: ClaimFields, { metadata }: { readonly metadata?: Pod['metadata'] | undefined }): boolean {
  return (status?.reservedFor ?? []).some(({ uid }) => (uid ?? '') === (metadata?.uid ?? ''));
}

/** The claim with the pod among those that use it. */
export function withConsumer(claim: ResourceClaim, { metadata }: Pod): ResourceClaim {
  const consumer = { resource: 'pods', name: metadata.name, uid: metadata.uid };
  return { ...claim, status: { ...claim.status, reservedFor: [...(claim.status?.reservedFor ?? []), consumer] } };
}
