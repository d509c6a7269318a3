import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { PersistentVolumeSpec } from '../../types/core-v1.ts';
import { validateAccessModes } from '../persistent-volume-claim-spec.ts';
import { validatePersistentVolumeSource } from './sources.ts';

const NOT_INLINE = ['claimRef', 'nodeAffinity'] as const;

/** The spec of a CSI volume that a pod holds inline, as a VolumeAttachment repeats it (`ValidatePersistentVolumeSpec`, v1.36). */
export function validateInlineVolumeSpec(spec: PersistentVolumeSpec, path: FieldPath): FieldError[] {
  const message = 'does not apply to inline volumes, remove it';
  const errors: FieldError[] = NOT_INLINE.filter((field) => spec[field] !== undefined).map((field) => forbidden(child(path, field), message));
  if (Object.keys(spec.capacity ?? {}).length > 0) errors.push(forbidden(child(path, 'capacity'), message));
  if (spec.csi === undefined) errors.push(required(child(path, 'csi'), 'inline volumes are CSI volumes'));
  errors.push(...validateAccessModes(spec.accessModes ?? [], child(path, 'accessModes')));
  const { persistentVolumeReclaimPolicy: policy = '', volumeMode } = spec;
  if (policy !== '' && policy !== 'Retain') errors.push(forbidden(child(path, 'persistentVolumeReclaimPolicy'), 'must be Retain for inline volumes'));
  errors.push(...validatePersistentVolumeSource(spec, '', path));
  if ((spec.storageClassName ?? '') !== '') errors.push(forbidden(child(path, 'storageClassName'), message));
  if (volumeMode !== undefined && volumeMode !== 'Filesystem') errors.push(forbidden(child(path, 'volumeMode'), 'must be Filesystem for inline volumes'));
  return errors;
}
