import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { ServerWarning } from '../strategy.ts';
import type { KeyToPath, ProjectedVolumeSource, Volume, VolumeProjection } from '../types/core-v1.ts';
import { warnClaimSpec } from './fractional-bytes.ts';

/** Kinds of volumes that are on their way out or gone (pkg/api/pod/warnings.go, v1.36). The server spells one of them in upper case. */
const DEPRECATED: readonly { readonly field: keyof Volume; readonly errorField?: string; readonly message: string }[] = [
  { field: 'photonPersistentDisk', message: 'deprecated in 1.11, does nothing since 1.16' },
  { field: 'gitRepo', message: 'deprecated in 1.11, off by default since 1.33' },
  { field: 'scaleIO', message: 'deprecated in 1.16, does nothing since 1.22' },
  { field: 'flocker', message: 'deprecated in 1.22, does nothing since 1.25' },
  { field: 'storageos', errorField: 'storageOS', message: 'deprecated in 1.22, does nothing since 1.25' },
  { field: 'quobyte', message: 'deprecated in 1.22, does nothing since 1.25' },
  { field: 'glusterfs', message: 'deprecated in 1.25, does nothing since 1.26' },
  { field: 'cephfs', message: 'deprecated in 1.28, does nothing since 1.31' },
  { field: 'rbd', message: 'deprecated in 1.28, does nothing since 1.31' },
];

export function warnPodVolumes(volumes: readonly Volume[], path: FieldPath): ServerWarning[] {
  return volumes.flatMap((volume, index) => {
    const volumePath = at(path, index);
    const warnings: ServerWarning[] = DEPRECATED.filter(({ field }) => volume[field] !== undefined).map(({ field, errorField, message }) => ({
      path: child(volumePath, errorField ?? field),
      message,
    }));
    const template = volume.ephemeral?.volumeClaimTemplate;
    if (template !== undefined) warnings.push(...warnClaimSpec(template.spec, `${volumePath}.ephemeral.volumeClaimTemplate.spec`));
    for (const items of [volume.configMap?.items, volume.secret?.items, volume.downwardAPI?.items]) warnings.push(...warnOverlaps(pathsOf(items), volumePath));
    if (volume.projected !== undefined) warnings.push(...warnProjected(volume.projected, volumePath));
    return warnings;
  });
}

function warnProjected(projected: ProjectedVolumeSource, path: FieldPath): ServerWarning[] {
  const sources = projected.sources ?? [];
  const isEmpty = sources.some((source) => Object.keys(source).length === 0);
  const warnings: ServerWarning[] = isEmpty ? [{ path, message: 'a projected source is empty, or of a kind that this release does not take' }] : [];
  return [...warnings, ...warnOverlaps(sources.flatMap(filesOf), path)];
}

function filesOf(source: VolumeProjection): string[] {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  if (configMap?.items !== undefined) return pathsOf(configMap.items);
  if (secret?.items !== undefined) return pathsOf(secret.items);
  if (downwardAPI?.items !== undefined) return pathsOf(downwardAPI.items);
  return serviceAccountToken === undefined ? [] : [serviceAccountToken.path ?? ''];
}

function pathsOf(items: readonly Pick<KeyToPath, 'path'>[] | undefined): string[] {
  return (items ?? []).map((item) => (item.path ?? '').replace(/\/+$/, ''));
}

/** Of two files at one path, or of a file and a folder, one is lost. */
function warnOverlaps(files: readonly string[], path: FieldPath): ServerWarning[] {
  return files.flatMap((file, index) =>
    files
      .slice(0, index)
      .filter((other) => file !== '' && other !== '' && (`${other}/`.startsWith(`${file}/`) || `${file}/`.startsWith(`${other}/`)))
      .map((other) => ({ path, message: `the files ${other} and ${file} are in each other's way` })),
  );
}
