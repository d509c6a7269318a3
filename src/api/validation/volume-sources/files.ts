import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { ConfigMapVolumeSource, DownwardAPIVolumeFile, DownwardAPIVolumeSource, KeyToPath, SecretVolumeSource } from '../../types/core-v1.ts';
import { validateLocalFilePath } from '../local-path.ts';
import { VOLUME_FIELDS, validateFieldRef, validateResourceFieldRef } from '../pod/field-selectors.ts';
import { validateText } from './cloud-volumes.ts';
import { validateFileMode } from './local-volumes.ts';

/** Volumes whose files come from Secrets, ConfigMaps and the pod itself (pkg/apis/core/validation/validation.go, v1.36). */
export function validateSecretVolume(source: SecretVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateText(source.secretName, path, 'secretName', 'names the Secret'),
    ...validateFileMode(source.defaultMode, child(path, 'defaultMode')),
    ...validateItems(source.items, child(path, 'items')),
  ];
}

export function validateConfigMapVolume(source: ConfigMapVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateText(source.name, path, 'name', 'names the ConfigMap'),
    ...validateFileMode(source.defaultMode, child(path, 'defaultMode')),
    ...validateItems(source.items, child(path, 'items')),
  ];
}

/** Keys and the files that they become. */
export function validateItems(items: readonly KeyToPath[] | undefined, path: FieldPath): FieldError[] {
  return (items ?? []).flatMap((item, index) => {
    const itemPath = at(path, index);
    return [
      ...validateText(item.key, itemPath, 'key', 'is the key to take'),
      ...validateText(item.path, itemPath, 'path', 'is the file to make, relative to the mount'),
      ...validateLocalFilePath(item.path ?? '', child(itemPath, 'path')),
      ...validateFileMode(item.mode, child(itemPath, 'mode')),
    ];
  });
}

export function validateDownwardApiVolume(source: DownwardAPIVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateFileMode(source.defaultMode, child(path, 'defaultMode'));
  // The server names the volume, not the item.
  for (const file of source.items ?? []) errors.push(...validateDownwardApiFile(file, path));
  return errors;
}

export function validateDownwardApiFile(file: DownwardAPIVolumeFile, path: FieldPath): FieldError[] {
  const errors = [...validateText(file.path, path, 'path', 'is the file to make'), ...validateLocalFilePath(file.path ?? '', child(path, 'path'))];
  if (file.fieldRef !== undefined) {
    errors.push(...validateFieldRef(file.fieldRef, VOLUME_FIELDS, child(path, 'fieldRef')));
    if (file.resourceFieldRef !== undefined) errors.push(invalid(path, 'resource', 'a file takes either fieldRef or resourceFieldRef, not both'));
  } else if (file.resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(file.resourceFieldRef, true, child(path, 'resourceFieldRef')));
  } else {
    errors.push(required(path, 'each file needs a fieldRef or a resourceFieldRef'));
  }
  errors.push(...validateFileMode(file.mode, child(path, 'mode')));
  return errors;
}
