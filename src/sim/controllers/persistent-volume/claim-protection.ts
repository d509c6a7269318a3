import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import { objectKey, type Pod } from '../../objects.ts';
import { claimKeysOf } from '../../pods/claim-keys.ts';
import { SecondaryIndex } from '../../store/secondary-index.ts';

const FINALIZER = 'kubernetes.io/pvc-protection';

/** Keeps claims that a bound pod uses, also a finished one (pkg/controller/volume/pvcprotection, v1.36). */
export function startClaimProtectionController(context: ComponentContext): void {
  const client = clientOf(context, 'pvc-protection-controller');
  const podsByClaim = new SecondaryIndex<Pod>((pod) => claimKeysOf(pod));
  client.store.addIndex('Pod', podsByClaim as unknown as SecondaryIndex);
  const queue = reconcileQueue(context, (key) => reconcile(key, client, podsByClaim));
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    if (type !== 'deleted' && object.metadata.deletionTimestamp !== undefined) queue.add(objectKey(object));
  });
  client.watch('Pod', ({ type, object }) => {
    if (type === 'deleted') for (const key of claimKeysOf(object)) queue.add(key);
  });
}

function reconcile(key: string, client: Client, podsByClaim: SecondaryIndex<Pod>): ReconcileResult {
  const claim = client.getByKey('PersistentVolumeClaim', key);
  const finalizers = claim?.metadata.finalizers ?? [];
  if (claim === undefined || claim.metadata.deletionTimestamp === undefined || !finalizers.includes(FINALIZER)) return undefined;
  for (const pod of podsByClaim.get(key)) if ((pod.spec?.nodeName ?? '') !== '') return undefined;
  client.update({ ...claim, metadata: { ...claim.metadata, finalizers: finalizers.filter((finalizer) => finalizer !== FINALIZER) } });
  return undefined;
}
