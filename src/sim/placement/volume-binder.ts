import type { Client } from '../apiserver/client.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../objects.ts';
import { podInfo } from '../scheduler/pod-info.ts';
import { decideVolumes } from '../scheduler/plugins/volume-binding.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';
import { SELECTED_NODE } from '../../api/volume-claims.ts';

/**
 * Binds the volumes that were found for a pod's claims, and asks for those that have to be made on `node` (PreBind of VolumeBinding, v1.36). True when
 * nothing is left to wait for.
 */
export function bindVolumes(client: Client, pod: Pod, node: string, snapshot: Snapshot): boolean {
  const info = podInfo(pod);
  if (info.claimNames.length === 0) return true;
  const target = snapshot.node(node);
  const decision = target === undefined ? undefined : decideVolumes(info, target, snapshot);
  if (decision === undefined) return false;
  for (const { claim, volume } of decision.bindings) assign(client, claim as PersistentVolumeClaim, volume as PersistentVolume);
  for (const claim of decision.provisions) selectNode(client, claim as PersistentVolumeClaim, node);
  return decision.bindings.length === 0 && decision.provisions.length === 0;
}

/** Reserves a volume for a claim; the volume controller completes the binding. */
function assign(client: Client, claim: PersistentVolumeClaim, volume: PersistentVolume): void {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
  if (volume.spec?.claimRef?.uid === uid) return;
  client.update({ ...volume, spec: { ...volume.spec, claimRef } });
}

function selectNode(client: Client, claim: PersistentVolumeClaim, node: string): void {
  const annotations = claim.metadata.annotations;
  if (annotations?.[SELECTED_NODE] === node) return;
  client.update({ ...claim, metadata: { ...claim.metadata, annotations: { ...annotations, [SELECTED_NODE]: node } } });
}
