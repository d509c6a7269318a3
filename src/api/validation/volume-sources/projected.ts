import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { ProjectedVolumeSource, ServiceAccountTokenProjection, VolumeProjection } from '../../types/core-v1.ts';
import { validateLocalFilePath } from '../local-path.ts';
import { validateText } from './cloud-volumes.ts';
import { validateDownwardApiFile, validateItems } from './files.ts';
import { validateFileMode } from './local-volumes.ts';

const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;

/**
 * Several sources in one folder (pkg/apis/core/validation/validation.go, `validateProjectedVolumeSource`, v1.36). Trust bundles and
 * pod certificates are dropped before validation: their features are off by default.
 */
export function validateProjectedVolume(source: ProjectedVolumeSource, allowNonLocalTokenPath: boolean, path: FieldPath): FieldError[] {
  const errors = validateFileMode(source.defaultMode, child(path, 'defaultMode'));
  const files = new Set<string>();
  const claim = (file: string | undefined, owner: string): void => {
    if (file === undefined || file === '') return;
    if (files.has(file)) errors.push(invalid(path, owner, `two sources make the same file ${file}`));
    files.add(file);
  };
  (source.sources ?? []).forEach((projection, index) => {
    const sourcePath = at(child(path, 'sources'), index);
    errors.push(...validateProjection(projection, allowNonLocalTokenPath, sourcePath, path));
    for (const item of projection.secret?.items ?? []) claim(item.path, projection.secret?.name ?? '');
    for (const item of projection.configMap?.items ?? []) claim(item.path, projection.configMap?.name ?? '');
    for (const file of projection.downwardAPI?.items ?? []) claim(file.path, file.path ?? '');
  });
  return errors;
}

function validateProjection(projection: VolumeProjection, allowNonLocalTokenPath: boolean, path: FieldPath, volumePath: FieldPath): FieldError[] {
  const { secret, configMap, downwardAPI, serviceAccountToken } = projection;
  const errors: FieldError[] = [];
  if (secret !== undefined) {
    const secretPath = child(path, 'secret');
    errors.push(...validateText(secret.name, secretPath, 'name', 'names the Secret'), ...validateItems(secret.items, child(secretPath, 'items')));
  }
  if (configMap !== undefined) {
    const configMapPath = child(path, 'configMap');
    errors.push(...validateText(configMap.name, configMapPath, 'name', 'names the ConfigMap'), ...validateItems(configMap.items, child(configMapPath, 'items')));
  }
  for (const file of downwardAPI?.items ?? []) errors.push(...validateDownwardApiFile(file, child(path, 'downwardAPI')));
  if (serviceAccountToken !== undefined) errors.push(...validateToken(serviceAccountToken, allowNonLocalTokenPath, child(path, 'serviceAccountToken'), volumePath));
  const kinds = [secret, configMap, downwardAPI, serviceAccountToken].filter((kind) => kind !== undefined).length;
  if (kinds > 1) errors.push(forbidden(path, 'each source has one kind, split it into several sources'));
  return errors;
}

/** The server names the path of the token's file at the volume. */
function validateToken(token: ServiceAccountTokenProjection, allowNonLocalPath: boolean, path: FieldPath, volumePath: FieldPath): FieldError[] {
  const seconds = token.expirationSeconds ?? 0;
  const errors: FieldError[] = [];
  if (seconds < MIN_TOKEN_SECONDS || seconds > MAX_TOKEN_SECONDS) {
    errors.push(invalid(child(path, 'expirationSeconds'), seconds, `must be between ${MIN_TOKEN_SECONDS} (10 minutes) and ${MAX_TOKEN_SECONDS}`));
  }
  if (token.path === undefined || token.path === '') errors.push(required(child(volumePath, 'path'), 'is the file for the token'));
  else if (!allowNonLocalPath) errors.push(...validateLocalFilePath(token.path, child(volumePath, 'path')));
  return errors;
}
