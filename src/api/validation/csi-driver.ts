import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { ValidationContext } from '../strategy.ts';
import type { CSIDriver, TokenRequest } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';

const FS_GROUP_POLICIES: readonly string[] = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES: readonly string[] = ['Ephemeral', 'Persistent'];
const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;
const MIN_UPDATE_SECONDS = 10;

/** The rules for a CSIDriver (pkg/apis/storage/validation/validation.go, `ValidateCSIDriver`, v1.36); metadata checks its name. */
export function validateCsiDriver({ spec = {} }: CSIDriver, { version }: ValidationContext): FieldError[] {
  const path = 'spec';
  const errors: FieldError[] = [];
  for (const field of ['attachRequired', 'podInfoOnMount', 'storageCapacity'] as const) {
    if (spec[field] === undefined) errors.push(required(child(path, field), 'must be true or false'));
  }
  if (spec.fsGroupPolicy === undefined) errors.push(required(child(path, 'fsGroupPolicy'), `must be one of ${FS_GROUP_POLICIES.join(', ')}`));
  else if (!FS_GROUP_POLICIES.includes(spec.fsGroupPolicy)) errors.push(notSupported(child(path, 'fsGroupPolicy'), spec.fsGroupPolicy, FS_GROUP_POLICIES));
  errors.push(...validateTokenRequests(spec.tokenRequests ?? [], child(path, 'tokenRequests')));
  for (const mode of spec.volumeLifecycleModes ?? []) {
    if (!LIFECYCLE_MODES.includes(mode)) errors.push(notSupported(child(path, 'volumeLifecycleModes'), mode, LIFECYCLE_MODES));
  }
  if (spec.seLinuxMount === undefined) errors.push(required(child(path, 'seLinuxMount'), 'must be true or false'));
  const period = spec.nodeAllocatableUpdatePeriodSeconds;
  if (period !== undefined && compareKubernetesVersions(version, '1.34') >= 0 && period < MIN_UPDATE_SECONDS) {
    errors.push(invalid(child(path, 'nodeAllocatableUpdatePeriodSeconds'), period, `must be ${MIN_UPDATE_SECONDS} seconds or more`));
  }
  if (spec.serviceAccountTokenInSecrets !== undefined && (spec.tokenRequests ?? []).length === 0) {
    errors.push(invalid(child(path, 'serviceAccountTokenInSecrets'), spec.serviceAccountTokenInSecrets, 'applies only when tokenRequests asks for tokens'));
  }
  return errors;
}

export function validateCsiDriverUpdate(driver: CSIDriver, old: CSIDriver, context: ValidationContext): FieldError[] {
  const errors = validateCsiDriver(driver, context);
  // The server misspells the first field.
  errors.push(...validateImmutable(driver.spec?.attachRequired, old.spec?.attachRequired, 'spec.attachedRequired'));
  errors.push(...validateImmutable(driver.spec?.volumeLifecycleModes, old.spec?.volumeLifecycleModes, 'spec.volumeLifecycleModes'));
  return errors;
}

function validateTokenRequests(requests: readonly TokenRequest[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return requests.flatMap(({ audience = '', expirationSeconds }, index) => {
    const errors: FieldError[] = [];
    const place = at(path, index);
    if (seen.has(audience)) errors.push(duplicate(child(place, 'audience'), audience));
    seen.add(audience);
    if (expirationSeconds === undefined) return errors;
    const seconds = Number(expirationSeconds);
    if (seconds < MIN_TOKEN_SECONDS) errors.push(invalid(child(place, 'expirationSeconds'), expirationSeconds, `must be ${MIN_TOKEN_SECONDS} seconds or more`));
    if (seconds > MAX_TOKEN_SECONDS) errors.push(invalid(child(place, 'expirationSeconds'), expirationSeconds, 'must be no more than 2^32 seconds'));
    return errors;
  });
}
