import { child } from '../../diag/field-path.ts';
import { forbidden } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import { compareQuantities } from '../quantity.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { ValidationContext } from '../strategy.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../types/core-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import type { ClaimSpecOptions } from './persistent-volume-claim-spec.ts';
import { amountOf } from './resource-quantity.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const REQUEST_PATH = 'spec.resources.requests.storage';

/** The rules for a claim (pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeClaim`, v1.36). */
export function validatePersistentVolumeClaim(claim: PersistentVolumeClaim, context: ValidationContext): FieldError[] {
  return validateClaimSpec(claim.spec ?? {}, 'spec', optionsFor(context, undefined));
}

/** A claim keeps its spec, except that a bound one may grow and change its volumeAttributesClassName (`ValidatePersistentVolumeClaimUpdate`). */
export function validatePersistentVolumeClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim, context: ValidationContext): FieldError[] {
  const spec = claim.spec ?? {};
  const before = old.spec ?? {};
  const errors = validateClaimSpec(spec, 'spec', optionsFor(context, before));
  errors.push(...validateClassAnnotation(claim, old));
  if (!equalSpecs(comparable(claim, old), oldComparable(claim, old))) {
    errors.push(forbidden('spec', 'may not be changed, except for resources.requests and volumeAttributesClassName of bound claims'));
  }
  errors.push(...validateShrinking(spec, old));
  errors.push(...validateImmutable(spec.volumeMode, before.volumeMode, 'volumeMode'));
  if (compareKubernetesVersions(context.version, '1.34') < 0 && spec.volumeAttributesClassName !== before.volumeAttributesClassName) {
    errors.push(forbidden('spec.volumeAttributesClassName', 'may not be changed before Kubernetes 1.34'));
  }
  return errors;
}

function optionsFor(context: ValidationContext, old: PersistentVolumeClaimSpec | undefined): ClaimSpecOptions {
  return {
    volumeAttributesClass: hasAttributesClass(context, old),
    allowInvalidSelectorValues: validateLabelSelector(old?.selector, {}, '').length > 0,
    allowInvalidDataSourceGroup: old?.dataSource?.apiGroup !== undefined || old?.dataSourceRef?.apiGroup !== undefined,
  };
}

/** The gate VolumeAttributesClass is on by default from 1.34 on; a stored claim that uses it keeps it. */
function hasAttributesClass({ version }: ValidationContext, old: PersistentVolumeClaimSpec | undefined): boolean {
  return compareKubernetesVersions(version, '1.34') >= 0 || old?.volumeAttributesClassName !== undefined;
}

/** From annotation to field, and from no class to one, are the two ways to change the class. */
function movesClassFromAnnotation(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const oldClass = old.metadata?.annotations?.[CLASS_ANNOTATION];
  const newClass = claim.metadata?.annotations?.[CLASS_ANNOTATION];
  return oldClass !== undefined && old.spec?.storageClassName === undefined && claim.spec?.storageClassName === oldClass && (newClass === undefined || newClass === oldClass);
}

function setsFirstClass(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const annotation = old.metadata?.annotations?.[CLASS_ANNOTATION];
  const storageClassName = claim.spec?.storageClassName;
  return storageClassName !== undefined && old.spec?.storageClassName === undefined && (annotation === undefined || annotation === storageClassName);
}

function validateClassAnnotation(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  if (movesClassFromAnnotation(claim, old)) return [];
  const annotation = claim.metadata?.annotations?.[CLASS_ANNOTATION];
  const before = old.metadata?.annotations?.[CLASS_ANNOTATION];
  return validateImmutable(annotation ?? '', before ?? '', child('metadata.annotations', CLASS_ANNOTATION));
}

/** The new spec with those changes undone that are allowed. */
function comparable(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): PersistentVolumeClaimSpec {
  const copy: PersistentVolumeClaimSpec = { ...claim.spec };
  const before = old.spec ?? {};
  if (movesClassFromAnnotation(claim, old)) delete copy.storageClassName;
  else if (setsFirstClass(claim, old)) copy.storageClassName = before.storageClassName;
  if (claim.status?.phase === 'Bound') {
    const storage = before.resources?.requests?.['storage'];
    if (copy.resources?.requests !== undefined && storage !== undefined) copy.resources = { ...copy.resources, requests: { ...copy.resources.requests, storage } };
    copy.volumeAttributesClassName = before.volumeAttributesClassName;
  }
  return copy;
}

/** A volume may be named once. */
function oldComparable(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): PersistentVolumeClaimSpec {
  return (old.spec?.volumeName ?? '') === '' ? { ...old.spec, volumeName: claim.spec?.volumeName } : { ...old.spec };
}

function equalSpecs(a: PersistentVolumeClaimSpec, b: PersistentVolumeClaimSpec): boolean {
  const presence = ['selector', 'storageClassName', 'volumeMode', 'dataSource', 'dataSourceRef', 'volumeAttributesClassName'] as const;
  return presence.every((field) => (a[field] === undefined) === (b[field] === undefined)) && semanticEqual(a, b, { quantities: ['requests', 'limits'] });
}

/** Asking for less is only a way back from an expansion that failed: never down to what the volume has. */
function validateShrinking(spec: PersistentVolumeClaimSpec, old: PersistentVolumeClaim): FieldError[] {
  const size = amountOf(spec.resources?.requests?.['storage']);
  if (compareQuantities(size, amountOf(old.spec?.resources?.requests?.['storage'])) >= 0) return [];
  const capacity = amountOf(old.status?.capacity?.['storage']);
  return compareQuantities(size, capacity) <= 0 ? [forbidden(REQUEST_PATH, 'must be more than status.capacity, volumes do not shrink')] : [];
}
