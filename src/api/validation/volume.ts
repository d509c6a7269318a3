import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength, dns1123SubdomainProblems } from '../names.ts';
import { isFeatureOn } from '../feature-gates.ts';
import type { EphemeralVolumeSource, ImageVolumeSource, Volume } from '../types/core-v1.ts';
import type { PodOptions } from './pod/options.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import { invalidForEach, validateDns1123Label } from './problems.ts';
import { validateTemplateMetadata } from './template-metadata.ts';
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
} from './volume-sources/cloud-volumes.ts';
import { validateConfigMapVolume, validateDownwardApiVolume, validateSecretVolume } from './volume-sources/files.ts';
import { validateEmptyDir, validateGitRepo, validateHostPath } from './volume-sources/local-volumes.ts';
import {
  validateCephFs,
  validateCsi,
  validateFc,
  validateFlexVolume,
  validateFlocker,
  validateGlusterfs,
  validateIscsi,
  validateNfs,
  validateQuobyte,
  validateRbd,
} from './volume-sources/network-volumes.ts';
import { validateProjectedVolume } from './volume-sources/projected.ts';

const PULL_POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never'];

interface SourceRule {
  /** The field of Volume. */
  readonly field: keyof Volume;
  /** Where the server puts errors inside the source, and where the one about a second source: both have typing mistakes. */
  readonly errorField?: string;
  readonly secondField?: string;
  readonly validate: (volume: Volume, path: FieldPath, options: PodOptions) => FieldError[];
}

function rule<K extends keyof Volume>(
  field: K,
  validate: (source: NonNullable<Volume[K]>, path: FieldPath, options: PodOptions) => FieldError[],
  fields: { readonly errorField?: string; readonly secondField?: string } = {},
): SourceRule {
  return {
    field,
    ...fields,
    validate: (volume, path, options) => {
      const source = volume[field];
      return source === undefined || source === null ? [] : validate(source, path, options);
    },
  };
}

/** In the order of the server: of two sources the first one counts, and the second one is refused unseen. */
const SOURCES: readonly SourceRule[] = [
  rule('emptyDir', validateEmptyDir),
  rule('hostPath', validateHostPath),
  rule('gitRepo', validateGitRepo),
  rule('gcePersistentDisk', validateGcePersistentDisk, { errorField: 'persistentDisk' }),
  rule('awsElasticBlockStore', validateAwsElasticBlockStore),
  rule('secret', validateSecretVolume),
  rule('nfs', validateNfs),
  rule('iscsi', validateIscsi),
  rule('glusterfs', validateGlusterfs),
  rule('flocker', validateFlocker),
  rule('persistentVolumeClaim', (source, path) => validateText(source.claimName, path, 'claimName', 'names the PersistentVolumeClaim')),
  rule('rbd', validateRbd),
  rule('cinder', validateCinder),
  rule('cephfs', validateCephFs, { secondField: 'cephFS' }),
  rule('quobyte', validateQuobyte),
  rule('downwardAPI', validateDownwardApiVolume, { secondField: 'downwarAPI' }),
  rule('fc', validateFc),
  rule('flexVolume', validateFlexVolume),
  rule('configMap', validateConfigMapVolume),
  rule('azureFile', validateAzureFile),
  rule('vsphereVolume', validateVsphereVolume),
  rule('photonPersistentDisk', validatePhotonPersistentDisk),
  rule('portworxVolume', validatePortworxVolume),
  rule('azureDisk', validateAzureDisk),
  rule('storageos', validateStorageOs),
  rule('projected', (source, path, options) => validateProjectedVolume(source, options.allowNonLocalTokenPath, path)),
  rule('scaleIO', validateScaleIo),
  rule('csi', validateCsi),
  rule('ephemeral', validateEphemeral),
  rule('image', validateImage),
];

export interface CheckedVolumes {
  readonly errors: readonly FieldError[];
  /** The volumes without errors, by name: only these can be mounted. */
  readonly byName: ReadonlyMap<string, Volume>;
}

/**
 * The volumes of a pod (pkg/apis/core/validation/validation.go, `ValidateVolumes`, v1.36). `podName` is undefined for templates: the
 * names of claims that ephemeral volumes make are checked only when the pod's own name is known.
 */
export function validateVolumes(volumes: readonly Volume[], podName: string | undefined, options: PodOptions, path: FieldPath): CheckedVolumes {
  const errors: FieldError[] = [];
  const byName = new Map<string, Volume>();
  const claims = podName === undefined ? [] : volumes.filter((volume) => volume.ephemeral !== undefined).map((volume) => claimNameOf(podName, volume));
  volumes.forEach((volume, index) => {
    const volumePath = at(path, index);
    const { name = '' } = volume;
    const found = validateSource(volume, podName, options, volumePath);
    if (name === '') found.push(required(child(volumePath, 'name'), 'containers mount the volume by its name'));
    else found.push(...validateDns1123Label(name, child(volumePath, 'name')));
    if (byName.has(name)) found.push(duplicate(child(volumePath, 'name'), name));
    if (found.length === 0) byName.set(name, volume);
    errors.push(...found);
    const claimName = volume.persistentVolumeClaim?.claimName;
    if (claimName !== undefined && claims.includes(claimName)) {
      errors.push(invalid(child(child(volumePath, 'persistentVolumeClaim'), 'claimName'), claimName, 'is the claim that an ephemeral volume of this pod makes'));
    }
  });
  return { errors, byName };
}

function claimNameOf(podName: string, volume: Volume): string {
  return `${podName}-${volume.name ?? ''}`;
}

function validateSource(volume: Volume, podName: string | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const present = SOURCES.filter((source) => volume[source.field] !== undefined);
  const [first, ...others] = present;
  if (first === undefined) return [required(path, 'needs a source such as emptyDir, configMap or persistentVolumeClaim')];
  const errors = first.validate(volume, child(path, first.errorField ?? first.field), options);
  for (const other of others) errors.push(forbidden(child(path, other.secondField ?? other.field), `a volume has one source, this one already has ${first.field}`));
  errors.push(...validateNameWithSource(volume, podName, first.field, path));
  return errors;
}

/** Sources that make another name out of the volume's name. */
function validateNameWithSource(volume: Volume, podName: string | undefined, source: keyof Volume, path: FieldPath): FieldError[] {
  const { name = '', iscsi } = volume;
  const errors: FieldError[] = [];
  if (iscsi?.initiatorName !== undefined && byteLength(`${name}:${iscsi.targetPortal ?? ''}`) > 64) {
    errors.push(invalid(child(path, 'name'), name, 'with initiatorName, the names of volume and targetPortal together must be under 64 characters'));
  }
  if (source === 'ephemeral' && podName !== undefined && name !== '') {
    errors.push(...invalidForEach(child(path, 'name'), name, dns1123SubdomainProblems(claimNameOf(podName, volume)).map((problem) => `the claim ${claimNameOf(podName, volume)} ${problem}`)));
  }
  return errors;
}

function validateEphemeral(source: EphemeralVolumeSource, path: FieldPath, options: PodOptions): FieldError[] {
  const templatePath = child(path, 'volumeClaimTemplate');
  const template = source.volumeClaimTemplate;
  if (template === undefined) return [required(templatePath, 'says what claim to make')];
  return [
    ...validateTemplateMetadata(template.metadata ?? {}, child(templatePath, 'metadata')),
    ...validateClaimSpec(template.spec ?? {}, child(templatePath, 'spec'), { volumeAttributesClass: isFeatureOn('VolumeAttributesClass', options.version) }),
  ];
}

function validateImage(source: ImageVolumeSource, path: FieldPath, options: PodOptions): FieldError[] {
  const errors = options.isPod ? validateText(source.reference, path, 'reference', 'names the image') : [];
  errors.push(...validatePullPolicy(source.pullPolicy, child(path, 'pullPolicy')));
  return errors;
}

/** When to pull an image; defaulting has filled it in. */
export function validatePullPolicy(policy: string | undefined, path: FieldPath): FieldError[] {
  if (policy === undefined || policy === '') return [required(path, `must be one of ${PULL_POLICIES.join(', ')}`)];
  return PULL_POLICIES.includes(policy) ? [] : [notSupported(path, policy, PULL_POLICIES)];
}
