import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { PersistentVolumeClaimSpec, TypedLocalObjectReference, TypedObjectReference } from '../types/core-v1.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateDns1123Label, validateDns1123Subdomain } from './problems.ts';
import { validatePositiveQuantity, validateResourceAmount } from './resource-quantity.ts';

export const ACCESS_MODES: readonly string[] = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];

/** What the stored claim already has and therefore may keep. */
export interface ClaimSpecOptions {
  readonly allowInvalidSelectorValues?: boolean | undefined;
  readonly allowInvalidDataSourceGroup?: boolean | undefined;
  /** Whether `volumeAttributesClassName` counts. */
  readonly volumeAttributesClass: boolean;
}

/** The spec of a claim, also of the ones that a StatefulSet or an ephemeral volume makes (`ValidatePersistentVolumeClaimSpec`). */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: FieldPath, options: ClaimSpecOptions): FieldError[] {
  const errors = validateAccessModes(spec.accessModes ?? [], child(path, 'accessModes'));
  errors.push(...validateLabelSelector(spec.selector, { allowInvalidValues: options.allowInvalidSelectorValues }, child(path, 'selector')));
  errors.push(...validateStorageRequest(spec, at(child(path, 'resources'), 'storage')));
  if (spec.storageClassName !== undefined && spec.storageClassName !== '') {
    errors.push(...validateDns1123Subdomain(spec.storageClassName, child(path, 'storageClassName')));
  }
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode)) {
    errors.push(notSupported(child(path, 'volumeMode'), spec.volumeMode, VOLUME_MODES));
  }
  errors.push(...validateDataSources(spec, path, options));
  const attributesClass = spec.volumeAttributesClassName ?? '';
  if (attributesClass !== '' && options.volumeAttributesClass) {
    errors.push(...validateDns1123Subdomain(attributesClass, child(path, 'volumeAttributesClassName')));
  }
  return errors;
}

/** At least one known mode, and ReadWriteOncePod only alone. */
export function validateAccessModes(modes: readonly string[], path: FieldPath): FieldError[] {
  if (modes.length === 0) return [required(path, `needs at least one of ${ACCESS_MODES.join(', ')}`)];
  const known = modes.filter((mode) => ACCESS_MODES.includes(mode));
  const errors: FieldError[] = modes.filter((mode) => !ACCESS_MODES.includes(mode)).map((mode) => notSupported(path, mode, ACCESS_MODES));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    errors.push(forbidden(path, 'ReadWriteOncePod excludes every other access mode'));
  }
  return errors;
}

function validateStorageRequest(spec: PersistentVolumeClaimSpec, path: FieldPath): FieldError[] {
  const requests = spec.resources?.requests;
  const storage = requests !== undefined && Object.hasOwn(requests, 'storage') ? requests['storage'] : undefined;
  if (storage === undefined) return [required(path, 'resources.requests.storage says how much storage the claim needs')];
  const errors = validatePositiveQuantity(storage, path);
  return errors.length > 0 ? errors : validateResourceAmount('storage', storage, path);
}

function validateDataSources(spec: PersistentVolumeClaimSpec, path: FieldPath, options: ClaimSpecOptions): FieldError[] {
  const { dataSource, dataSourceRef } = spec;
  const errors: FieldError[] = [];
  if (dataSource !== undefined) errors.push(...validateDataSource(dataSource, child(path, 'dataSource'), options));
  if (dataSourceRef !== undefined) {
    const refPath = child(path, 'dataSourceRef');
    errors.push(...validateDataSource(dataSourceRef, refPath, options));
    if (hasNamespace(dataSourceRef)) errors.push(...validateDns1123Label(dataSourceRef.namespace, child(refPath, 'namespace')));
  }
  if (dataSource === undefined || dataSourceRef === undefined) return errors;
  if (hasNamespace(dataSourceRef)) errors.push(invalid(path, 'dataSource', 'must be left out when dataSourceRef names a namespace'));
  else if (!sameReference(dataSource, dataSourceRef)) errors.push(invalid(path, 'dataSource', 'must be the same as dataSourceRef, or be left out'));
  return errors;
}

function hasNamespace(reference: TypedObjectReference): reference is TypedObjectReference & { namespace: string } {
  return reference.namespace !== undefined && reference.namespace !== '';
}

function sameReference(a: TypedLocalObjectReference, b: TypedObjectReference): boolean {
  return a.apiGroup === b.apiGroup && (a.kind ?? '') === (b.kind ?? '') && (a.name ?? '') === (b.name ?? '');
}

function validateDataSource(source: TypedLocalObjectReference, path: FieldPath, options: ClaimSpecOptions): FieldError[] {
  const { name = '', kind = '', apiGroup = '' } = source;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(child(path, 'name'), 'names the object to fill the volume from'));
  if (kind === '') errors.push(required(child(path, 'kind'), 'says what kind of object to fill the volume from'));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') errors.push(invalid(path, kind, 'without an apiGroup the kind must be PersistentVolumeClaim'));
  if (apiGroup !== '' && options.allowInvalidDataSourceGroup !== true) errors.push(...validateDns1123Subdomain(apiGroup, child(path, 'apiGroup')));
  return errors;
}
