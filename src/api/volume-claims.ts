import type { Labels } from './label-selector.ts';
import { matchesLabelSelector } from './label-selector.ts';
import { matchesNodeSelector, type SelectableNode } from './node-selector.ts';
import { compareQuantities, parseQuantity } from './quantity.ts';
import type { PersistentVolume, PersistentVolumeClaim } from './types/core-v1.ts';
import type { StorageClass } from './types/storage-v1.ts';

const BOUND = 'pv.kubernetes.io/bind-completed';
/** The annotation by which the scheduler tells the provisioner where a volume is needed. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** The class of a claim: by the old annotation, else by its field; empty when it has none. */
export function classOfClaim(claim: PersistentVolumeClaim): string {
  return annotation(claim, CLASS_ANNOTATION) ?? claim.spec?.storageClassName ?? '';
}

function classOfVolume(volume: PersistentVolume): string {
  return annotation(volume, CLASS_ANNOTATION) ?? volume.spec?.storageClassName ?? '';
}

/** Whether a claim has its volume for good. */
export function isBound(claim: PersistentVolumeClaim): boolean {
  return (claim.spec?.volumeName ?? '') !== '' && (annotation(claim, BOUND) !== undefined || claim.status?.phase === 'Bound');
}

export function annotation(object: PersistentVolumeClaim | PersistentVolume, key: string): string | undefined {
  const annotations = object.metadata?.annotations as Labels | undefined;
  return annotations !== undefined && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}

export function waitsForConsumer(storageClass: StorageClass | undefined): boolean {
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether the volume can be used on the node; without a node (immediate binding) it can. */
export function reachesNode(volume: PersistentVolume, node: SelectableNode | undefined): boolean {
  const required = volume.spec?.nodeAffinity?.required;
  return node === undefined || required === undefined || matchesNodeSelector(required, node);
}

/**
 * The smallest available volume that suits a claim on a node; one that is reserved for the claim comes first, and rules all others
 * out when the node cannot reach it (k8s.io/component-helpers/storage/volume/pv_helpers.go, FindMatchingVolume, v1.36). `volumes` are
 * in order of name: among volumes of one size the real choice is random, here it is the first.
 */
export function smallestSuitableVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: SelectableNode | undefined,
  taken: ReadonlySet<PersistentVolume>,
): PersistentVolume | undefined {
  const wanted = parseQuantity(claim.spec?.resources?.requests?.['storage'] ?? 0);
  let smallest: PersistentVolume | undefined;
  let smallestSize = wanted;
  for (const volume of volumes) {
    const size = parseQuantity(volume.spec?.capacity?.['storage'] ?? 0);
    const isReserved = isReservedFor(volume, claim);
    if (size === undefined || wanted === undefined || taken.has(volume) || compareQuantities(size, wanted) < 0) continue;
    if (volume.spec?.claimRef !== undefined && !isReserved) continue;
    if ((volume.spec?.volumeMode ?? 'Filesystem') !== (claim.spec?.volumeMode ?? 'Filesystem')) continue;
    if ((volume.spec?.volumeAttributesClassName ?? '') !== (claim.spec?.volumeAttributesClassName ?? '')) continue;
    if (volume.metadata?.deletionTimestamp !== undefined) continue;
    if (isReserved) return reachesNode(volume, node) ? volume : undefined;
    if (!suits(volume, claim) || !reachesNode(volume, node)) continue;
    if (smallest === undefined || smallestSize === undefined || compareQuantities(smallestSize, size) > 0) {
      smallest = volume;
      smallestSize = size;
    }
  }
  return smallest;
}

function isReservedFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = volume.spec?.claimRef;
  if (reference === undefined || reference.name !== claim.metadata?.name || reference.namespace !== claim.metadata?.namespace) return false;
  return (reference.uid ?? '') === '' || reference.uid === claim.metadata?.uid;
}

function suits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  if (volume.status?.phase !== 'Available') return false;
  const selector = claim.spec?.selector;
  if (selector !== undefined && !matchesLabelSelector(selector, volume.metadata?.labels as Labels | undefined)) return false;
  if (classOfVolume(volume) !== classOfClaim(claim)) return false;
  return (claim.spec?.accessModes ?? []).every((mode) => (volume.spec?.accessModes ?? []).includes(mode));
}
