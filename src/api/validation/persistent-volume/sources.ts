import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import type {
  AzureFilePersistentVolumeSource,
  CSIPersistentVolumeSource,
  CinderPersistentVolumeSource,
  GlusterfsPersistentVolumeSource,
  ISCSIPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolumeSpec,
  StorageOSPersistentVolumeSource,
} from '../../types/core-v1.ts';
import { validateNoBacksteps } from '../local-path.ts';
import { validateDns1123Label, validateDns1123Subdomain } from '../problems.ts';
import {
  validateAwsElasticBlockStore,
  validateAzureDisk,
  validateAzureFile,
  validateCinder,
  validateGcePersistentDisk,
  validatePhotonPersistentDisk,
  validatePortworxVolume,
  validateScaleIo,
  validateStorageOs,
  validateText,
  validateVsphereVolume,
} from '../volume-sources/cloud-volumes.ts';
import { validateHostPath } from '../volume-sources/local-volumes.ts';
import {
  validateCephFs,
  validateCsiDriverName,
  validateFc,
  validateFlexVolume,
  validateFlocker,
  validateGlusterfs,
  validateIscsi,
  validateNfs,
  validateQuobyte,
  validateRbd,
} from '../volume-sources/network-volumes.ts';

type SourceField =
  | 'hostPath' | 'gcePersistentDisk' | 'awsElasticBlockStore' | 'glusterfs' | 'flocker' | 'nfs' | 'rbd' | 'quobyte' | 'cephfs' | 'iscsi' | 'cinder' | 'fc'
  | 'flexVolume' | 'azureFile' | 'vsphereVolume' | 'photonPersistentDisk' | 'portworxVolume' | 'azureDisk' | 'scaleIO' | 'local' | 'storageos' | 'csi';

interface SourceRule {
  readonly field: SourceField;
  /** Where the server puts errors inside the source, and where the one about a second source, when not at the field itself. */
  readonly errorField?: string;
  readonly secondField?: string;
  readonly validate: (spec: PersistentVolumeSpec, path: FieldPath, volumeName: string) => FieldError[];
}

function rule<K extends SourceField>(
  field: K,
  validate: (source: NonNullable<PersistentVolumeSpec[K]>, path: FieldPath, volumeName: string) => FieldError[],
  fields: Pick<SourceRule, 'errorField' | 'secondField'> = {},
): SourceRule {
  return {
    field,
    ...fields,
    validate: (spec, path, volumeName) => {
      const source = spec[field];
      return source === undefined ? [] : validate(source as NonNullable<PersistentVolumeSpec[K]>, path, volumeName);
    },
  };
}

/** In the order of the server: of two sources the first one counts, and the second one is refused unseen. */
const SOURCES: readonly SourceRule[] = [
  rule('hostPath', validateHostPath),
  rule('gcePersistentDisk', validateGcePersistentDisk, { errorField: 'persistentDisk' }),
  rule('awsElasticBlockStore', validateAwsElasticBlockStore),
  rule('glusterfs', validateGlusterfsVolume),
  rule('flocker', validateFlocker),
  rule('nfs', validateNfs),
  rule('rbd', validateRbd),
  rule('quobyte', validateQuobyte),
  rule('cephfs', validateCephFs, { secondField: 'cephFS' }),
  rule('iscsi', validateIscsiVolume),
  rule('cinder', validateCinderVolume),
  rule('fc', validateFc),
  rule('flexVolume', validateFlexVolume),
  rule('azureFile', validateAzureFileVolume),
  rule('vsphereVolume', validateVsphereVolume),
  rule('photonPersistentDisk', validatePhotonPersistentDisk),
  rule('portworxVolume', validatePortworxVolume),
  rule('azureDisk', validateAzureDisk),
  rule('scaleIO', validateScaleIo),
  rule('local', validateLocalVolume),
  rule('storageos', validateStorageOsVolume),
  rule('csi', validateCsiVolume),
];

export const SOURCE_FIELDS: readonly SourceField[] = SOURCES.map(({ field }) => field);

/** Exactly one source (pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeSpec`, v1.36). */
export function validatePersistentVolumeSource(spec: PersistentVolumeSpec, volumeName: string, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const { field, errorField, secondField, validate } of SOURCES) {
    if (spec[field] === undefined) continue;
    count += 1;
    // The server forgets to look for another source at flexVolume.
    if (count > 1 && field !== 'flexVolume') errors.push(forbidden(child(path, secondField ?? field), 'a PersistentVolume has exactly one volume type, remove the others'));
    else errors.push(...validate(spec, child(path, errorField ?? field), volumeName));
    if (count === 1 && field === 'local' && spec.nodeAffinity === undefined) {
      errors.push(required(child(path, 'nodeAffinity'), 'says on which node the local volume is'));
    }
  }
  if (count === 0) errors.push(required(path, 'needs a volume type, such as csi, nfs or hostPath'));
  return errors;
}

function validateGlusterfsVolume(source: GlusterfsPersistentVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateGlusterfs(source, path);
  const namespace = source.endpointsNamespace;
  if (namespace === '') errors.push(invalid(child(path, 'endpointsNamespace'), namespace, 'must name a namespace, or be left out'));
  else if (namespace !== undefined) errors.push(...validateDns1123Label(namespace, child(path, 'endpointsNamespace')));
  return errors;
}

const ISCSI_NAME_MAX_BYTES = 64;

function validateIscsiVolume(source: ISCSIPersistentVolumeSource, path: FieldPath, volumeName: string): FieldError[] {
  const errors = validateIscsi(source, path);
  const { targetPortal = '', secretRef } = source;
  if (source.initiatorName !== undefined && byteLength(`${volumeName}:${targetPortal}`) > ISCSI_NAME_MAX_BYTES) {
    errors.push(invalid(child(path, 'targetportal'), targetPortal, `must make no more than ${ISCSI_NAME_MAX_BYTES} bytes together with the name of the volume when initiatorName is set`));
  }
  if (secretRef !== undefined) errors.push(...validateText(secretRef.name, child(path, 'secretRef'), 'name', 'names the Secret'));
  return errors;
}

function validateCinderVolume(source: CinderPersistentVolumeSource, path: FieldPath): FieldError[] {
  return [...validateCinder(source, path), ...validateSecretNamespace(source.secretRef, path)];
}

function validateStorageOsVolume(source: StorageOSPersistentVolumeSource, path: FieldPath): FieldError[] {
  return [...validateStorageOs(source, path), ...validateSecretNamespace(source.secretRef, path)];
}

function validateSecretNamespace(secret: { readonly namespace?: string | undefined } | undefined, path: FieldPath): FieldError[] {
  return secret === undefined ? [] : validateText(secret.namespace, child(path, 'secretRef'), 'namespace', 'names the namespace of the Secret');
}

function validateAzureFileVolume(source: AzureFilePersistentVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateAzureFile(source, path);
  if (source.secretNamespace === '') errors.push(required(child(path, 'secretNamespace'), 'must name a namespace, or be left out'));
  return errors;
}

function validateLocalVolume(source: LocalVolumeSource, path: FieldPath): FieldError[] {
  const local = source.path ?? '';
  return local === '' ? [required(child(path, 'path'), 'is the path on the node')] : validateNoBacksteps(local, child(path, 'path'));
}

/** All but nodeStageSecretRef, at which the server does not look. */
const CSI_SECRETS = ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef'] as const;

function validateCsiVolume(source: CSIPersistentVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateCsiDriverName(source.driver, child(path, 'driver'));
  errors.push(...validateText(source.volumeHandle, path, 'volumeHandle', 'is the name of the volume in its storage'));
  for (const field of CSI_SECRETS) {
    const secret = source[field];
    if (secret === undefined) continue;
    const { name = '', namespace = '' } = secret;
    const secretPath = child(path, field);
    errors.push(...(name === '' ? [required(child(secretPath, 'name'), 'names the Secret')] : validateDns1123Subdomain(name, child(secretPath, 'name'))));
    errors.push(
      ...(namespace === '' ? [required(child(secretPath, 'namespace'), 'names the namespace of the Secret')] : validateDns1123Label(namespace, child(secretPath, 'namespace'))),
    );
  }
  return errors;
}
