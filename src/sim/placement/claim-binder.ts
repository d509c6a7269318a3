import type { Client } from '../apiserver/client.ts';
import type { Pod, ResourceClaim } from '../objects.ts';
import { CLAIM_FINALIZER, isReservedFor, withConsumer } from '../pods/claim-consumers.ts';
import { decideClaims, type ClaimDecision } from '../scheduler/plugins/dynamic-resources.ts';
import { podInfo } from '../scheduler/pod-info.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';

/** Marks claims that the scheduler makes for extended resources. */
const EXTENDED = 'resource.kubernetes.io/extended-resource-claim';
/** The name of a claim in the store. */
const CLAIMS = 'ResourceClaim.resource.k8s.io';

/**
 * Writes the devices that were found on `node` into the pod's claims, and reserves them for the pod (PreBind of DynamicResources, v1.36). Returns why that
 * failed; undefined when the pod can be bound.
 */
export function bindClaims(client: Client, pod: Pod, node: string, snapshot: Snapshot): string | undefined {
  const mayAskForDevices = (pod.spec?.resourceClaims ?? []).length > 0 || snapshot.objects.inNamespace('DeviceClass', '').length > 0;
  if (!mayAskForDevices) return undefined;
  const target = snapshot.node(node);
  const decision = target === undefined ? undefined : decideClaims(podInfo(pod), target, snapshot);
  if (decision === undefined) return 'claim allocation not found for node';
  for (const { claim, allocation } of decision.allocations) {
    const held = withFinalizer(client, claim.metadata?.namespace, claim.metadata?.name ?? '');
    if (typeof held === 'string') return held;
    const updated = client.updateStatus(withConsumer({ ...held, status: { ...held.status, allocation } }, pod));
    if (!updated.ok) return `add allocation and reservation to claim ${pod.metadata.namespace ?? ''}/${claim.metadata?.name ?? ''}: ${updated.message}`;
  }
  const fault = decision.extended === undefined ? undefined : bindExtended(client, pod, decision.extended);
  if (fault !== undefined) return fault;
  for (const { metadata } of decision.allocated) {
    const claim = client.get(CLAIMS, metadata?.namespace, metadata?.name ?? '');
    if (claim !== undefined && !isReservedFor(claim, pod)) client.updateStatus(withConsumer(claim, pod));
  }
  return undefined;
}

/** Makes the claim that stands for extended resources, and says in the pod's status which container gets what of it. */
function bindExtended(client: Client, pod: Pod, { claim, allocation, mappings }: NonNullable<ClaimDecision['extended']>): string | undefined {
  const { namespace, name = '' } = pod.metadata;
  const created = client.create<ResourceClaim>({
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: { generateName: `${name}-extended-resources-`, namespace, annotations: { [EXTENDED]: 'true' }, finalizers: [CLAIM_FINALIZER], ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid: pod.metadata.uid, controller: true }] },
    spec: claim.spec,
  });
  if (!created.ok) return `create claim for extended resources of ${namespace ?? ''}/${name}: ${created.message}`;
  client.updateStatus(withConsumer({ ...created.object, status: { allocation } }, pod));
  const extendedResourceClaimStatus = { resourceClaimName: created.object.metadata.name, requestMappings: mappings.map((mapping) => ({ ...mapping })) };
  client.updateStatus({ ...pod, status: { ...pod.status, extendedResourceClaimStatus } });
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
