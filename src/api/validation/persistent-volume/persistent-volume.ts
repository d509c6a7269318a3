import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { compareKubernetesVersions } from '../../kubernetes-version.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { wholeUnits } from '../../quantity.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../types/core-v1.ts';
import { validateImmutable } from '../immutable.ts';
import { validateNodeSelector } from '../node-selector.ts';
import { validateAccessModes, VOLUME_MODES } from '../persistent-volume-claim-spec.ts';
import { validateDns1123Subdomain } from '../problems.ts';
import { amountOf, validatePositiveQuantity } from '../resource-quantity.ts';
import { SOURCE_FIELDS, validatePersistentVolumeSource } from './sources.ts';

const RECLAIM_POLICIES: readonly string[] = ['Delete', 'Recycle', 'Retain'];

/** The rules for a PersistentVolume (pkg/apis/core/validation/validation.go, `ValidatePersistentVolume`, v1.36). */
export function validatePersistentVolume(volume: PersistentVolume, allowInvalidAffinityValues = false): FieldError[] {
  const spec = volume.spec ?? {};
  const path = 'spec';
  const errors = validateAccessModes(spec.accessModes ?? [], child(path, 'accessModes'));
  errors.push(...validateCapacity(spec, child(path, 'capacity')));
  const policy = spec.persistentVolumeReclaimPolicy ?? '';
  const policyPath = child(path, 'persistentVolumeReclaimPolicy');
  if (policy !== '' && !RECLAIM_POLICIES.includes(policy)) errors.push(notSupported(policyPath, policy, RECLAIM_POLICIES));
  errors.push(...validateNodeAffinity(spec, allowInvalidAffinityValues, child(path, 'nodeAffinity')));
  errors.push(...validatePersistentVolumeSource(spec, volume.metadata?.name ?? '', path));
  if (policy === 'Recycle' && spec.hostPath !== undefined && isRoot(spec.hostPath.path ?? '')) {
    errors.push(forbidden(policyPath, "must not be Recycle for a hostPath of '/': recycling deletes every file"));
  }
  errors.push(...validateClasses(spec, path));
  return errors;
}

const MOUNT_OPTIONS_ANNOTATION = 'volume.beta.kubernetes.io/mount-options';
const MOUNTED_SOURCES = [
  'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'nfs', 'rbd', 'quobyte', 'iscsi', 'cinder', 'cephfs', 'azureFile', 'vsphereVolume', 'azureDisk',
  'portworxVolume',
] as const;

/** Mount options in an annotation, which only the older kinds of volumes understand (pkg/volume/validation/pv_validation.go). */
export function validateMountOptions({ metadata, spec = {} }: PersistentVolume): FieldError[] {
  if (metadata?.annotations?.[MOUNT_OPTIONS_ANNOTATION] === undefined || MOUNTED_SOURCES.some((field) => spec[field] !== undefined)) return [];
  return [forbidden('metadata.annotations', `${MOUNT_OPTIONS_ANNOTATION} does not apply to this type of volume, use spec.mountOptions`)];
}

/** The source is fixed; only a secret for expansion may be added (`ValidatePersistentVolumeUpdate`). */
export function validatePersistentVolumeUpdate(volume: PersistentVolume, old: PersistentVolume, version: KubernetesVersion): FieldError[] {
  const spec = volume.spec ?? {};
  const before = old.spec ?? {};
  // The server validates the new object twice.
  const asNew = validatePersistentVolume(volume, hasInvalidAffinityValues(before));
  const errors = [...asNew, ...asNew, ...validateMountOptions(volume)];
  if (!SOURCE_FIELDS.every((field) => sameSource(spec, before, field))) {
    errors.push(forbidden('spec.persistentvolumesource', 'may not be changed, create another PersistentVolume'));
  }
  errors.push(...validateImmutable(spec.volumeMode, before.volumeMode, 'volumeMode'));
  // An affinity may be added, and later only its labels renamed from beta to GA.
  if (before.nodeAffinity !== undefined && !semanticEqual(withGaLabels(spec.nodeAffinity, before.nodeAffinity), spec.nodeAffinity)) {
    errors.push(invalid('nodeAffinity', spec.nodeAffinity, 'may not be changed, create another PersistentVolume'));
  }
  if (compareKubernetesVersions(version, '1.34') < 0 && spec.volumeAttributesClassName !== before.volumeAttributesClassName) {
    errors.push(forbidden('spec.volumeAttributesClassName', 'may not be changed before Kubernetes 1.34'));
  }
  return errors;
}

function validateCapacity({ capacity = {} }: PersistentVolumeSpec, path: FieldPath): FieldError[] {
  const names = Object.keys(capacity);
  const errors: FieldError[] = [];
  if (names.length === 0) errors.push(required(path, 'says how much storage the volume has'));
  if (names.length !== 1 || names[0] !== 'storage') errors.push(notSupported(path, capacity, ['storage']));
  for (const [name, amount] of Object.entries(capacity)) {
    const entry = at(path, name);
    if (wholeUnits(amountOf(amount)) < 0) errors.push(invalid(entry, amount, 'must not be negative'));
    errors.push(...validatePositiveQuantity(amount, entry));
  }
  return errors;
}

function validateNodeAffinity({ nodeAffinity }: PersistentVolumeSpec, allowInvalidValues: boolean, path: FieldPath): FieldError[] {
  if (nodeAffinity === undefined) return [];
  const requiredPath = child(path, 'required');
  return nodeAffinity.required === undefined
    ? [required(requiredPath, 'says which nodes can reach the volume')]
    : validateNodeSelector(nodeAffinity.required, allowInvalidValues, requiredPath);
}

function hasInvalidAffinityValues({ nodeAffinity }: PersistentVolumeSpec): boolean {
  const selector = nodeAffinity?.required;
  return selector !== undefined && validateNodeSelector(selector, false, '').length > validateNodeSelector(selector, true, '').length;
}

function validateClasses(spec: PersistentVolumeSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.storageClassName ?? '') !== '') errors.push(...validateDns1123Subdomain(spec.storageClassName ?? '', child(path, 'storageClassName')));
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode)) errors.push(notSupported(child(path, 'volumeMode'), spec.volumeMode, VOLUME_MODES));
  const attributesClass = spec.volumeAttributesClassName;
  if (attributesClass === undefined) return errors;
  const classPath = child(path, 'volumeAttributesClassName');
  if (attributesClass === '') errors.push(required(classPath, 'must name a class, or be left out'));
  else errors.push(...validateDns1123Subdomain(attributesClass, classPath));
  if (spec.csi === undefined) errors.push(required(child(path, 'csi'), 'only CSI volumes have a volumeAttributesClassName'));
  return errors;
}

/** Whether a path is the root after cleaning (`path.Clean`). */
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1);
    else if (part !== '' && part !== '.') depth += 1;
  }
  return depth === 0;
}

function sameSource(spec: PersistentVolumeSpec, old: PersistentVolumeSpec, field: (typeof SOURCE_FIELDS)[number]): boolean {
  if (field !== 'csi' || spec.csi === undefined || old.csi === undefined || old.csi.controllerExpandSecretRef !== undefined) {
    return (spec[field] === undefined) === (old[field] === undefined) && semanticEqual(spec[field], old[field]);
  }
  return semanticEqual({ ...spec.csi, controllerExpandSecretRef: undefined }, old.csi);
}

const GA_LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** The old affinity, with those label keys renamed that the new one has in their GA form at the same place. */
function withGaLabels(affinity: PersistentVolumeSpec['nodeAffinity'], old: PersistentVolumeSpec['nodeAffinity']): PersistentVolumeSpec['nodeAffinity'] {
  const terms = affinity?.required?.nodeSelectorTerms ?? [];
  if (old?.required === undefined) return old;
  return {
    ...old,
    required: {
      ...old.required,
      nodeSelectorTerms: (old.required.nodeSelectorTerms ?? []).map((term, index) => ({
        ...term,
        matchExpressions: (term.matchExpressions ?? []).map((requirement, place) => {
          const key = terms[index]?.matchExpressions?.[place]?.key;
          return key !== undefined && GA_LABELS[requirement.key ?? ''] === key ? { ...requirement, key } : requirement;
        }),
      })),
    },
  };
}
