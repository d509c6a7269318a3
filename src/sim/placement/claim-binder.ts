import type { Client } from '../apiserver/client.ts';
import type { Pod, ResourceClaim } from '../objects.ts';
import { CLAIM_FINALIZER, isReservedFor, withConsumer } from '../pods/claim-consumers.ts';
import { decideClaims } from '../scheduler/plugins/dynamic-resources.ts';
import { podInfo } from '../scheduler/pod-info.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';

/** The name of a claim in the store. */
const CLAIMS = 'ResourceClaim.resource.k8s.io';

/**
 * Writes the devices that were found on `node` into the pod's claims, and reserves them for the pod (PreBind of DynamicResources, v1.36). Returns why that
 * failed; undefined when the pod can be bound.
 */
export function bindClaims(client: Client, pod: Pod, node: string, snapshot: Snapshot): string | undefined {
  if ((pod.spec?.resourceClaims ?? []).length === 0) return undefined;
  const target = snapshot.node(node);
  const decision = target === undefined ? undefined : decideClaims(podInfo(pod), target, snapshot);
  if (decision === undefined) return 'claim allocation not found for node';
  for (const { claim, allocation } of decision.allocations) {
    const held = withFinalizer(client, claim.metadata?.namespace, claim.metadata?.name ?? '');
    if (typeof held === 'string') return held;
    const updated = client.updateStatus(withConsumer({ ...held, status: { ...held.status, allocation } }, pod));
    if (!updated.ok) return `add allocation and reservation to claim ${pod.metadata.namespace ?? ''}/${claim.metadata?.name ?? ''}: ${updated.message}`;
  }
  for (const { metadata } of decision.allocated) {
    const claim = client.get(CLAIMS, metadata?.namespace, metadata?.name ?? '');
    if (claim !== undefined && !isReservedFor(claim, pod)) client.updateStatus(withConsumer(claim, pod));
  }
  return undefined;
}

/** Takes the devices back from a claim that nobody uses, so that they can be found elsewhere (PostFilter of DynamicResources). */
export function deallocateClaim(client: Client, namespace: string | undefined, name: string): void {
  const claim = client.get(CLAIMS, namespace, name);
  if (claim === undefined) return;
  const { allocation: _devices, reservedFor: _users, ...status } = claim.status ?? {};
  client.updateStatus({ ...claim, status });
}

/** The claim as stored, kept from deletion; or why it is not. */
function withFinalizer(client: Client, namespace: string | undefined, name: string): ResourceClaim | string {
  const claim = client.get(CLAIMS, namespace, name);
  if (claim === undefined) return `resourceclaim.resource.k8s.io "${name}" not found`;
  const finalizers = claim.metadata.finalizers ?? [];
  if (finalizers.includes(CLAIM_FINALIZER)) return claim;
  const updated = client.update({ ...claim, metadata: { ...claim.metadata, finalizers: [...finalizers, CLAIM_FINALIZER] } });
  return updated.ok ? updated.object : `add finalizer to claim ${namespace ?? ''}/${name}: ${updated.message}`;
}
