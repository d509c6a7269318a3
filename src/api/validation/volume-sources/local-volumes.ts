import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { EmptyDirVolumeSource, GitRepoVolumeSource, HostPathVolumeSource } from '../../types/core-v1.ts';
import { validateLocalDescendingPath, validateNoBacksteps } from '../local-path.ts';
import { amountOf } from '../resource-quantity.ts';
import { validateText } from './cloud-volumes.ts';

/** Volumes on the node itself (pkg/apis/core/validation/validation.go, v1.36). */
export const HOST_PATH_TYPES: readonly string[] = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

const MAX_FILE_MODE = 0o777;

/** Permission bits, in YAML best written in octal: 0644. */
export function validateFileMode(mode: number | undefined, path: FieldPath): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > MAX_FILE_MODE) ? [invalid(path, mode, 'must be between 0 and 0777 (octal), which is 511')] : [];
}

export function validateEmptyDir(source: EmptyDirVolumeSource, path: FieldPath): FieldError[] {
  return amountOf(source.sizeLimit).nanos < 0n ? [forbidden(child(path, 'sizeLimit'), 'must be 0 or more')] : [];
}

export function validateHostPath(source: HostPathVolumeSource, path: FieldPath): FieldError[] {
  if (source.path === undefined || source.path === '') return [required(child(path, 'path'), 'is the path on the node')];
  const errors = validateNoBacksteps(source.path, child(path, 'path'));
  if (source.type !== undefined && !HOST_PATH_TYPES.includes(source.type)) errors.push(notSupported(child(path, 'type'), source.type, HOST_PATH_TYPES));
  return errors;
}

export function validateGitRepo(source: GitRepoVolumeSource, path: FieldPath): FieldError[] {
  return [...validateText(source.repository, path, 'repository', 'is the URL to clone'), ...validateLocalDescendingPath(source.directory ?? '', child(path, 'directory'))];
}
