import { annotation, classOfClaim, isBound } from '../../api/volume-claims.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import { objectKey, type PersistentVolume, type PersistentVolumeClaim } from '../objects.ts';

/** From the request for a volume until it is there. */
export const PROVISION_MS = 2000;

const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';

/**
 * Makes the volumes that claims ask for (sigs.k8s.io/sig-storage-lib-external-provisioner, as CSI drivers bring it along): the provisioner of every
 * storage class runs and never fails. Divergence: volumes have no topology, any node can mount them.
 */
export function startVolumeProvisioner(context: ComponentContext): void {
  const client = clientOf(context, 'volume-provisioner');
  const asked = new Set<string>();
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    const uid = object.metadata.uid ?? '';
    if (type === 'deleted' || asked.has(uid) || annotation(object, PROVISIONER) === undefined || isBound(object)) return;
    asked.add(uid);
    context.loop.at(context.loop.nowMs + PROVISION_MS, context.order, objectKey(object), () => provision(objectKey(object)));
  });

  function provision(key: string): void {
    const claim = client.getByKey('PersistentVolumeClaim', key);
    if (claim === undefined || isBound(claim) || claim.metadata.deletionTimestamp !== undefined) return;
    client.create(volumeFor(claim, client.get('StorageClass.storage.k8s.io', undefined, classOfClaim(claim))?.reclaimPolicy));
  }
}

function volumeFor(claim: PersistentVolumeClaim, reclaimPolicy: string | undefined): PersistentVolume {
  const { namespace, name, uid } = claim.metadata;
  const driver = annotation(claim, PROVISIONER) ?? '';
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid ?? ''}`, annotations: { 'pv.kubernetes.io/provisioned-by': driver } },
    spec: {
      capacity: { storage: claim.spec?.resources?.requests?.['storage'] ?? '1Gi' },
      accessModes: claim.spec?.accessModes,
      storageClassName: classOfClaim(claim),
      persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
      volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      csi: { driver, volumeHandle: uid },
    },
  };
}
