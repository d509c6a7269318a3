import { forbidden } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { equalTexts } from '../semantic-equal.ts';
import type { VolumeAttributesClass } from '../types/storage-v1.ts';
import { validateParameters, validateProvisioner } from './storage-class.ts';

/** The rules for a VolumeAttributesClass (pkg/apis/storage/validation/validation.go, `ValidateVolumeAttributesClass`, v1.36). */
export function validateVolumeAttributesClass({ driverName, parameters }: VolumeAttributesClass): FieldError[] {
  return [...validateProvisioner(driverName ?? '', 'driverName'), ...validateParameters(parameters ?? {}, false, 'parameters')];
}

export function validateVolumeAttributesClassUpdate(attributes: VolumeAttributesClass, old: VolumeAttributesClass): FieldError[] {
  const message = 'may not be changed, make another class';
  const errors = validateVolumeAttributesClass(attributes);
  if ((attributes.driverName ?? '') !== (old.driverName ?? '')) errors.push(forbidden('driverName', message));
  if (!equalTexts(attributes.parameters, old.parameters)) errors.push(forbidden('parameters', message));
  return errors;
}
