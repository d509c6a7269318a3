import type { OwnerReference } from '../../../api/types/meta-v1.ts';
import { equalJson } from '../../../api/json.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Client } from '../../apiserver/client.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../objects.ts';
import type { Recorder } from '../../recorder.ts';
import { controllerReference } from '../ownership.ts';
import { claimsOf, isInRange, ordinalOf } from './identity.ts';

/** Creates the claims of a pod that do not exist; returns what went wrong. */
export function createMissingClaims(client: Client, recorder: Recorder, set: StatefulSet, pod: Pod): string | undefined {
  for (const claim of claimsOfPod(set, pod)) {
    const { namespace, name } = claim.metadata;
    if (client.get('PersistentVolumeClaim', namespace, name ?? '') !== undefined) continue;
    const created = client.create(claim);
    const subject = `Create Claim ${name ?? ''} Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`;
    if (!created.ok) {
      recorder.event(set, 'Warning', 'FailedCreate', `${subject} failed error: ${created.message}`, client.by);
      return created.message;
    }
    recorder.event(set, 'Normal', 'SuccessfulCreate', `${subject} success`, client.by);
  }
  return undefined;
}

/** Whether a claim of the pod is on its way out: the pod can only come back after it (PodClaimIsStale). */
export function hasStaleClaim(client: Client, set: StatefulSet, pod: Pod): boolean {
  return claimsOfPod(set, pod).some(({ metadata }) => client.get('PersistentVolumeClaim', metadata.namespace, metadata.name ?? '')?.metadata.deletionTimestamp !== undefined);
}

/**
 * Makes the owners of a pod's claims what the retention policy says (updateClaimOwnerRefForSetAndPod, v1.36): the set, if the claims are to go
 * with it, the pod, if it is being scaled away and they are to go with it.
 */
export function applyRetentionPolicy(client: Client, set: StatefulSet, pod: Pod): void {
  for (const wanted of claimsOfPod(set, pod)) {
    const claim = client.get('PersistentVolumeClaim', wanted.metadata.namespace, wanted.metadata.name ?? '');
    if (claim === undefined) continue;
    const ownerReferences = ownersOf(set, pod, claim);
    if (!equalJson(ownerReferences, claim.metadata.ownerReferences ?? [])) client.update({ ...claim, metadata: { ...claim.metadata, ownerReferences } });
  }
}

function ownersOf(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim): OwnerReference[] {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {};
  const condemned = !isInRange(set, ordinalOf(set, pod) ?? -1);
  const bySet = whenDeleted === 'Delete' && !(whenScaled === 'Delete' && condemned);
  const byPod = whenScaled === 'Delete' && condemned;
  const others = (claim.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== set.metadata.uid && reference.uid !== pod.metadata.uid);
  const kept = (owner: KubeObject): OwnerReference => (claim.metadata.ownerReferences ?? []).find((reference) => reference.uid === owner.metadata.uid) ?? controllerReference(owner);
  return [...others, ...(bySet ? [kept(set)] : []), ...(byPod && pod.metadata.uid !== undefined ? [kept(pod)] : [])];
}

function claimsOfPod(set: StatefulSet, pod: Pod): PersistentVolumeClaim[] {
  const ordinal = ordinalOf(set, pod);
  return ordinal === undefined ? [] : claimsOf(set, ordinal);
}
