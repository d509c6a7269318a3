import type { Volume } from '../../../api/types/core-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import { controllerOf, objectKey, type PersistentVolumeClaim, type Pod } from '../../objects.ts';
import { isTerminating } from '../../pods/conditions.ts';
import { controllerReference } from '../ownership.ts';

/** Makes the claims of generic ephemeral volumes, which go with their pods (pkg/controller/volume/ephemeral/controller.go, v1.36). */
export function startEphemeralVolumeController(context: ComponentContext): void {
  const client = clientOf(context, 'ephemeral-volume-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  client.watch('Pod', ({ type, object }) => {
    if (type === 'created' && ephemeralVolumesOf(object).length > 0) queue.add(objectKey(object));
  });
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    const owner = controllerOf(object);
    if (type === 'deleted' && owner?.kind === 'Pod') queue.add(`${object.metadata.namespace ?? ''}/${owner.name}`);
  });
}

function reconcile(key: string, client: Client): ReconcileResult {
  const pod = client.getByKey('Pod', key);
  if (pod === undefined || isTerminating(pod)) return undefined;
  for (const volume of ephemeralVolumesOf(pod)) {
    const claim = claimFor(volume, pod);
    const existing = client.get('PersistentVolumeClaim', pod.metadata.namespace, claim.metadata.name ?? '');
    if (existing !== undefined && controllerOf(existing)?.uid !== pod.metadata.uid) return { failed: `PVC ${objectKey(claim)} was not created for pod ${key} (pod is not owner)` };
    const created = existing === undefined ? client.create(claim) : undefined;
    if (created?.ok === false) return { failed: created.message };
  }
  return undefined;
}

function ephemeralVolumesOf({ spec }: Pod): Volume[] {
  return (spec?.volumes ?? []).filter(({ ephemeral }) => ephemeral?.volumeClaimTemplate !== undefined);
}

function claimFor({ name = '', ephemeral }: Volume, pod: Pod): PersistentVolumeClaim {
  const { metadata, spec } = ephemeral?.volumeClaimTemplate ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `${pod.metadata.name ?? ''}-${name}`, namespace: pod.metadata.namespace, labels: metadata?.labels, annotations: metadata?.annotations, ownerReferences: [controllerReference(pod)] },
    spec,
  };
}
