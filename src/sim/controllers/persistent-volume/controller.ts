import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import { keyFor, objectKey, type PersistentVolume, type PersistentVolumeClaim } from '../../objects.ts';
import { SecondaryIndex } from '../../store/secondary-index.ts';
import { classOfClaim, isBound, SELECTED_NODE, smallestSuitableVolume, waitsForConsumer } from '../../../api/volume-claims.ts';

const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const PROTECTION = 'kubernetes.io/pv-protection';

/** Binds claims and volumes, and says who has to make what is missing (pkg/controller/volume/persistentvolume/pv_controller.go, v1.36). */
export function startPersistentVolumeController(context: ComponentContext): void {
  const client = clientOf(context, 'persistent-volume-controller');
  const byClaim = new SecondaryIndex<PersistentVolume>((volume) => (volume.spec?.claimRef === undefined ? [] : [keyFor(volume.spec.claimRef.namespace, volume.spec.claimRef.name ?? '')]));
  client.store.addIndex('PersistentVolume', byClaim as unknown as SecondaryIndex);
  const claims = reconcileQueue(context, (key) => reconcileClaim(key, context, client, byClaim));
  const volumes = reconcileQueue(context, (key) => reconcileVolume(key, client));
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    if (type !== 'deleted') claims.add(objectKey(object));
    else if (object.spec?.volumeName !== undefined) volumes.add(object.spec.volumeName);
  });
  client.watch('PersistentVolume', ({ type, object, previous }) => {
    if (type !== 'deleted') volumes.add(objectKey(object));
    const { claimRef } = object.spec ?? {};
    if (claimRef !== undefined) claims.add(keyFor(claimRef.namespace, claimRef.name ?? ''));
    else if (type === 'created' || (object.status?.phase === 'Available' && previous?.status?.phase !== 'Available')) for (const claim of client.list('PersistentVolumeClaim')) if (!isBound(claim)) claims.add(objectKey(claim));
  });
}

function reconcileClaim(key: string, context: ComponentContext, client: Client, byClaim: SecondaryIndex<PersistentVolume>): ReconcileResult {
  const claim = client.getByKey('PersistentVolumeClaim', key);
  if (claim === undefined || isBound(claim) || claim.metadata.deletionTimestamp !== undefined) return undefined;
  const volume = volumeFor(client, claim, byClaim);
  if (volume !== undefined) return bind(client, claim, volume);
  if ((claim.spec?.volumeName ?? '') !== '') return undefined;
  const name = classOfClaim(claim);
  const storageClass = client.get('StorageClass.storage.k8s.io', undefined, name);
  if (waitsForConsumer(storageClass) && claim.metadata.annotations?.[SELECTED_NODE] === undefined) {
    context.recorder.event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding', client.by);
    return undefined;
  }
  const provisioner = storageClass?.provisioner ?? '';
  if (provisioner === '' || provisioner === NO_PROVISIONER) {
    context.recorder.event(claim, 'Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set', client.by);
    return undefined;
  }
  if (claim.metadata.annotations?.[PROVISIONER] === provisioner) return undefined;
  const text = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  context.recorder.event(claim, 'Normal', 'ExternalProvisioning', text, client.by);
  client.update({ ...claim, metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, [PROVISIONER]: provisioner } } });
  return undefined;
}

/** The volume that is reserved for the claim or that it names; for immediate binding also the smallest that suits. */
function volumeFor(client: Client, claim: PersistentVolumeClaim, byClaim: SecondaryIndex<PersistentVolume>): PersistentVolume | undefined {
  const named = claim.spec?.volumeName ?? '';
  if (named !== '') {
    const volume = client.get('PersistentVolume', undefined, named);
    const holder = volume?.spec?.claimRef;
    const isFree = holder === undefined || (holder.namespace === claim.metadata.namespace && holder.name === claim.metadata.name);
    return isFree ? volume : undefined;
  }
  for (const volume of byClaim.get(objectKey(claim))) {
    const uid = volume.spec?.claimRef?.uid ?? '';
    if (uid === '' || uid === claim.metadata.uid) return volume;
  }
  const storageClass = client.get('StorageClass.storage.k8s.io', undefined, classOfClaim(claim));
  if (waitsForConsumer(storageClass)) return undefined;
  const volumes = [...client.list('PersistentVolume')].sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
  return smallestSuitableVolume(claim, volumes, undefined, new Set()) as PersistentVolume | undefined;
}

function bind(client: Client, claim: PersistentVolumeClaim, volume: PersistentVolume): ReconcileResult {
  const { namespace, name, uid } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
  const reserved = volume.spec?.claimRef?.uid === uid ? volume : undefined;
  const annotations = reserved === undefined ? { ...volume.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' } : volume.metadata.annotations;
  const taken = reserved ?? client.update({ ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef } });
  const current = 'ok' in taken ? (taken.ok ? taken.object : undefined) : taken;
  if (current === undefined) return { failed: `volume ${volume.metadata.name ?? ''} could not be reserved` };
  client.updateStatus({ ...current, status: { ...current.status, phase: 'Bound' } } as PersistentVolume);
  const bound = client.update({
    ...claim,
    metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, [BIND_COMPLETED]: 'yes', ...(claim.spec?.volumeName === undefined ? { [BOUND_BY_CONTROLLER]: 'yes' } : {}) } },
    spec: { ...claim.spec, volumeName: volume.metadata.name },
  });
  if (!bound.ok) return { failed: bound.message };
  client.updateStatus({ ...bound.object, status: { phase: 'Bound', accessModes: volume.spec?.accessModes, capacity: volume.spec?.capacity } } as PersistentVolumeClaim);
  return undefined;
}

/** Volumes without a claim are available; those whose claim is gone are released, and deleted if their policy says so. */
function reconcileVolume(key: string, client: Client): ReconcileResult {
  const volume = client.getByKey('PersistentVolume', key);
  if (volume === undefined) return undefined;
  const { claimRef } = volume.spec ?? {};
  const claim = claimRef === undefined ? undefined : client.get('PersistentVolumeClaim', claimRef.namespace, claimRef.name ?? '');
  const isHeld = claimRef !== undefined && ((claimRef.uid ?? '') === '' || claim?.metadata.uid === claimRef.uid);
  const phase = claimRef === undefined ? 'Available' : isHeld ? (volume.status?.phase ?? 'Pending') : 'Released';
  // The protection of volumes is that of claims: what is in use stays (pkg/controller/volume/pvprotection).
  const isUsed = claimRef !== undefined && isHeld && claim !== undefined;
  if ((phase === 'Released' && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') || (volume.metadata.deletionTimestamp !== undefined && !isUsed)) {
    const unprotected = client.update({ ...volume, metadata: { ...volume.metadata, finalizers: (volume.metadata.finalizers ?? []).filter((finalizer) => finalizer !== PROTECTION) } });
    if (volume.metadata.deletionTimestamp === undefined && unprotected.ok) client.delete(unprotected.object);
    return undefined;
  }
  if (volume.status?.phase !== phase) client.updateStatus({ ...volume, status: { ...volume.status, phase } } as PersistentVolume);
  return undefined;
}
