import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CinderVolumeSource,
  GCEPersistentDiskVolumeSource,
  PhotonPersistentDiskVolumeSource,
  PortworxVolumeSource,
  ScaleIOVolumeSource,
  StorageOSVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from '../../types/core-v1.ts';
import { validateInRange } from '../numbers.ts';
import { validateDns1123Label } from '../problems.ts';

/** Disks of cloud providers and storage products (pkg/apis/core/validation/validation.go, v1.36). */
const CACHING_MODES: readonly string[] = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS: readonly string[] = ['Dedicated', 'Managed', 'Shared'];

/** A text that must be there: its absence is an error at the field. */
export function validateText(value: string | undefined, path: FieldPath, name: string, purpose: string): FieldError[] {
  return value === undefined || value === '' ? [required(child(path, name), purpose)] : [];
}

export function validateGcePersistentDisk(source: GCEPersistentDiskVolumeSource, path: FieldPath): FieldError[] {
  return [...validateText(source.pdName, path, 'pdName', 'names the disk'), ...validateInRange(source.partition ?? 0, 0, 255, child(path, 'partition'))];
}

export function validateAwsElasticBlockStore(source: AWSElasticBlockStoreVolumeSource, path: FieldPath): FieldError[] {
  return [...validateText(source.volumeID, path, 'volumeID', 'is the id of the disk'), ...validateInRange(source.partition ?? 0, 0, 255, child(path, 'partition'))];
}

export function validateAzureFile(source: AzureFileVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateText(source.secretName, path, 'secretName', 'names the Secret with the account'),
    ...validateText(source.shareName, path, 'shareName', 'names the share'),
  ];
}

export function validateAzureDisk(source: AzureDiskVolumeSource, path: FieldPath): FieldError[] {
  const errors = [...validateText(source.diskName, path, 'diskName', 'names the disk'), ...validateText(source.diskURI, path, 'diskURI', 'is the address of the disk')];
  const { cachingMode, kind, diskURI = '' } = source;
  if (cachingMode !== undefined && !CACHING_MODES.includes(cachingMode)) errors.push(notSupported(child(path, 'cachingMode'), cachingMode, CACHING_MODES));
  if (kind === undefined) return errors;
  if (!DISK_KINDS.includes(kind)) errors.push(notSupported(child(path, 'kind'), kind, DISK_KINDS));
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (!diskURI.startsWith(start)) {
    errors.push(notSupported(child(path, 'diskURI'), diskURI, [`an address that starts with ${start}, which disks of kind ${kind} have`]));
  }
  return errors;
}

export function validateVsphereVolume(source: VsphereVirtualDiskVolumeSource, path: FieldPath): FieldError[] {
  return validateText(source.volumePath, path, 'volumePath', 'is the path of the disk');
}

export function validatePhotonPersistentDisk(source: PhotonPersistentDiskVolumeSource, path: FieldPath): FieldError[] {
  return validateText(source.pdID, path, 'pdID', 'is the id of the disk');
}

export function validatePortworxVolume(source: PortworxVolumeSource, path: FieldPath): FieldError[] {
  return validateText(source.volumeID, path, 'volumeID', 'is the id of the volume');
}

/** The parts that pods and PersistentVolumes have in common. */
export function validateScaleIo(source: Pick<ScaleIOVolumeSource, 'gateway' | 'system' | 'volumeName'>, path: FieldPath): FieldError[] {
  return [
    ...validateText(source.gateway, path, 'gateway', 'is the address of the gateway'),
    ...validateText(source.system, path, 'system', 'names the storage system'),
    ...validateText(source.volumeName, path, 'volumeName', 'names the volume'),
  ];
}

/** The parts that pods and PersistentVolumes have in common: all but the namespace of the Secret. */
export function validateStorageOs(
  source: Pick<StorageOSVolumeSource, 'volumeName' | 'volumeNamespace'> & { readonly secretRef?: { readonly name?: string | undefined } | undefined },
  path: FieldPath,
): FieldError[] {
  const errors = validateText(source.volumeName, path, 'volumeName', 'names the volume');
  if (source.volumeName !== undefined && source.volumeName !== '') errors.push(...validateDns1123Label(source.volumeName, child(path, 'volumeName')));
  if (source.volumeNamespace !== undefined && source.volumeNamespace !== '') {
    errors.push(...validateDns1123Label(source.volumeNamespace, child(path, 'volumeNamespace')));
  }
  return [...errors, ...validateSecretName(source.secretRef, path)];
}

/** The parts that pods and PersistentVolumes have in common: all but the namespace of the Secret. */
export function validateCinder(
  source: Pick<CinderVolumeSource, 'volumeID'> & { readonly secretRef?: { readonly name?: string | undefined } | undefined },
  path: FieldPath,
): FieldError[] {
  return [...validateText(source.volumeID, path, 'volumeID', 'is the id of the volume'), ...validateSecretName(source.secretRef, path)];
}

function validateSecretName(secretRef: { readonly name?: string | undefined } | undefined, path: FieldPath): FieldError[] {
  return secretRef === undefined ? [] : validateText(secretRef.name, child(path, 'secretRef'), 'name', 'names the Secret');
}
