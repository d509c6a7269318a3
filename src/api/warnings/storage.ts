import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../types/core-v1.ts';
import type { CSIDriver, CSIStorageCapacity, StorageClass } from '../types/storage-v1.ts';
import { amountOf } from '../validation/resource-quantity.ts';
import { nodeLabelWarnings, nodeRequirementWarnings, nodeSelectorTermWarnings, renamedNodeLabel } from './node-labels.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const MOUNT_OPTIONS_ANNOTATION = 'volume.beta.kubernetes.io/mount-options';

/** Volume types that no release of 1.29 or later has any more, by field: since when deprecated and since when without effect. */
const GONE_SOURCES = {
  cephfs: ['v1.28', 'v1.31'],
  photonPersistentDisk: ['v1.11', 'v1.16'],
  glusterfs: ['v1.25', 'v1.26'],
  rbd: ['v1.28', 'v1.31'],
  scaleIO: ['v1.16', 'v1.22'],
  storageos: ['v1.22', 'v1.25'],
} as const;

/** What the server warns about in PersistentVolumes (pkg/api/persistentvolume/util.go, v1.36). */
export function persistentVolumeWarnings({ metadata, spec = {} }: PersistentVolume): ServerWarning[] {
  const warnings = annotationWarnings(metadata?.annotations, CLASS_ANNOTATION, 'spec.storageClassName');
  warnings.push(...annotationWarnings(metadata?.annotations, MOUNT_OPTIONS_ANNOTATION, 'spec.mountOptions'));
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') {
    warnings.push({ path: 'spec.persistentVolumeReclaimPolicy', message: 'Recycle is deprecated, use dynamic provisioning instead' });
  }
  warnings.push(...nodeSelectorTermWarnings(spec.nodeAffinity?.required?.nodeSelectorTerms ?? [], 'spec.nodeAffinity.required.nodeSelectorTerms'));
  for (const [field, [since, without]] of Object.entries(GONE_SOURCES)) {
    if (spec[field as keyof typeof GONE_SOURCES] !== undefined) warnings.push({ path: child('spec', field), message: `deprecated in ${since}, without effect since ${without}` });
  }
  return warnings;
}

export function persistentVolumeClaimWarnings({ metadata, spec = {} }: PersistentVolumeClaim): ServerWarning[] {
  return [...annotationWarnings(metadata?.annotations, CLASS_ANNOTATION, 'spec.storageClassName'), ...claimSpecWarnings(spec, 'spec')];
}

/** Storage is counted in whole bytes (pkg/api/persistentvolumeclaim/util.go). */
export function claimSpecWarnings(spec: PersistentVolumeClaimSpec, path: FieldPath): ServerWarning[] {
  return (['requests', 'limits'] as const).flatMap((field) => {
    const amount = spec.resources?.[field]?.['storage'];
    if (amount === undefined || amountOf(amount).nanos % 1_000_000_000n === 0n) return [];
    return [{ path: at(child(child(path, 'resources'), field), 'storage'), message: `${amount} is a fraction of a byte, use a whole number` }];
  });
}

function annotationWarnings(annotations: Readonly<Record<string, string>> | undefined, name: string, field: FieldPath): ServerWarning[] {
  return annotations?.[name] === undefined ? [] : [{ path: at('metadata.annotations', name), message: `is deprecated, use ${field} instead` }];
}

/** Renamed labels of nodes (pkg/api/storage/util.go). */
export function storageClassWarnings({ allowedTopologies = [] }: StorageClass): ServerWarning[] {
  return allowedTopologies.flatMap((term, index) =>
    (term.matchLabelExpressions ?? []).flatMap(({ key = '' }, place) => {
      const message = renamedNodeLabel(key);
      return message === undefined ? [] : [{ path: child(at(child(at('allowedTopologies', index), 'matchLabelExpressions'), place), 'key'), message: `${key} is ${message}` }];
    }),
  );
}

export function csiStorageCapacityWarnings({ nodeTopology = {} }: CSIStorageCapacity): ServerWarning[] {
  return [...nodeLabelWarnings(nodeTopology.matchLabels, 'nodeTopology.matchLabels'), ...nodeRequirementWarnings(nodeTopology.matchExpressions ?? [], 'nodeTopology.matchExpressions')];
}

/** Tokens are better not written into the attributes of volumes, where they get logged (pkg/registry/storage/csidriver/strategy.go). */
export function csiDriverWarnings({ spec = {} }: CSIDriver, { version }: ValidationContext, old?: CSIDriver): ServerWarning[] {
  if (old !== undefined && semanticEqual(spec.tokenRequests, old.spec?.tokenRequests)) return [];
  if ((spec.tokenRequests ?? []).length === 0 || spec.serviceAccountTokenInSecrets !== undefined || compareKubernetesVersions(version, '1.35') < 0) return [];
  return [{ path: 'spec.serviceAccountTokenInSecrets', message: 'is unset; where the driver supports it, true keeps tokens out of volume attributes and logs' }];
}
