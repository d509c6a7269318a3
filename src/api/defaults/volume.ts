import { isFeatureOn } from '../feature-gates.ts';
import { defaultPullPolicy } from '../image-reference.ts';
import type { ValidationContext } from '../strategy.ts';
import type { AzureDiskVolumeSource, DownwardAPIVolumeFile, PersistentVolumeClaimSpec, ProjectedVolumeSource, Volume } from '../types/core-v1.ts';
import { roundUpResourceList } from './resource-list.ts';

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

/** Fills in a volume of a pod or a template (pkg/apis/core/v1/defaults.go, v1.36). Changes `volume`. */
export function defaultVolume(volume: Volume, context: ValidationContext): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  const { image, hostPath, secret, configMap, downwardAPI, projected, iscsi, rbd, azureDisk, scaleIO, ephemeral } = volume;
  if (image !== undefined && (image.pullPolicy ?? '') === '' && isFeatureOn('ImageVolume', context.version)) image.pullPolicy = defaultPullPolicy(image.reference ?? '');
  if (hostPath !== undefined) hostPath.type ??= '';
  if (secret !== undefined) secret.defaultMode ??= FILE_MODE;
  if (configMap !== undefined) configMap.defaultMode ??= FILE_MODE;
  if (downwardAPI !== undefined) {
    downwardAPI.defaultMode ??= FILE_MODE;
    defaultFiles(downwardAPI.items);
  }
  if (projected !== undefined) defaultProjected(projected);
  if (iscsi !== undefined && (iscsi.iscsiInterface ?? '') === '') iscsi.iscsiInterface = 'default';
  if (rbd !== undefined) {
    if ((rbd.pool ?? '') === '') rbd.pool = 'rbd';
    if ((rbd.user ?? '') === '') rbd.user = 'admin';
    if ((rbd.keyring ?? '') === '') rbd.keyring = '/etc/ceph/keyring';
  }
  if (azureDisk !== undefined) defaultAzureDisk(azureDisk);
  if (scaleIO !== undefined) {
    if ((scaleIO.storageMode ?? '') === '') scaleIO.storageMode = 'ThinProvisioned';
    if ((scaleIO.fsType ?? '') === '') scaleIO.fsType = 'xfs';
  }
  if (ephemeral?.volumeClaimTemplate !== undefined) defaultClaimSpec((ephemeral.volumeClaimTemplate.spec ??= {}));
}

export function defaultAzureDisk(source: AzureDiskVolumeSource): void {
  source.cachingMode ??= 'ReadWrite';
  source.kind ??= 'Shared';
  source.fsType ??= 'ext4';
  source.readOnly ??= false;
}

/** The spec of a claim, also in templates of StatefulSets and ephemeral volumes (`SetDefaults_PersistentVolumeClaimSpec`). */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec): void {
  spec.volumeMode ??= 'Filesystem';
  roundUpResourceList(spec.resources?.limits);
  roundUpResourceList(spec.resources?.requests);
}

function defaultProjected(projected: ProjectedVolumeSource): void {
  projected.defaultMode ??= FILE_MODE;
  for (const source of projected.sources ?? []) {
    if (source.serviceAccountToken !== undefined) source.serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
    defaultFiles(source.downwardAPI?.items);
  }
}

function defaultFiles(files: readonly DownwardAPIVolumeFile[] | undefined): void {
  for (const { fieldRef } of files ?? []) if (fieldRef !== undefined && (fieldRef.apiVersion ?? '') === '') fieldRef.apiVersion = 'v1';
}
