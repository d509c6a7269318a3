import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, notSupported, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import type { AppArmorProfile, SeccompProfile } from '../../types/core-v1.ts';
import { validateLocalDescendingPath } from '../local-path.ts';

/** Profiles of seccomp and AppArmor (pkg/apis/core/validation/validation.go, v1.36). */
const PROFILE_TYPES: readonly string[] = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const MAX_PATH_BYTES = 4095;

export function validateSeccompProfile(profile: SeccompProfile | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { localhostProfile } = profile;
  const errors = validateType(profile.type, child(path, 'type'));
  const filePath = child(path, 'localhostProfile');
  if (profile.type !== 'Localhost') {
    if (localhostProfile !== undefined) errors.push(invalid(filePath, localhostProfile, 'is for type Localhost only'));
  } else if (localhostProfile === undefined) {
    errors.push(required(filePath, 'type Localhost needs the file of the profile'));
  } else {
    errors.push(...validateLocalDescendingPath(localhostProfile, filePath));
  }
  return errors;
}

export function validateAppArmorProfile(profile: AppArmorProfile | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { localhostProfile } = profile;
  const namePath = child(path, 'localhostProfile');
  if (profile.type !== 'Localhost') {
    const typeErrors = validateType(profile.type, child(path, 'type'));
    if (typeErrors.length > 0 || localhostProfile === undefined) return typeErrors;
    return [invalid(namePath, localhostProfile, 'is for type Localhost only')];
  }
  if (localhostProfile === undefined) return [required(namePath, 'type Localhost needs the name of the profile')];
  const errors: FieldError[] = [];
  if (localhostProfile.trim() !== localhostProfile) errors.push(invalid(namePath, localhostProfile, 'must not have spaces at its ends'));
  else if (localhostProfile === '') errors.push(required(namePath, 'type Localhost needs the name of the profile'));
  if (byteLength(localhostProfile) > MAX_PATH_BYTES) errors.push(tooLong(namePath, MAX_PATH_BYTES));
  return errors;
}

function validateType(type: string | undefined, path: FieldPath): FieldError[] {
  if (type === undefined || type === '') return [required(path, `must be one of ${PROFILE_TYPES.join(', ')}`)];
  return PROFILE_TYPES.includes(type) ? [] : [notSupported(path, type, PROFILE_TYPES)];
}
