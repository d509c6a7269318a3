import { at } from '../../diag/field-path.ts';
import { base64ByteLength, decodeBase64 } from '../base64.ts';
import { invalid, required, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { Secret } from '../types/core-v1.ts';
import { configMapKeyProblems } from './config-map-key.ts';
import { immutableDataErrors, MAX_DATA_BYTES } from './config-map.ts';
import { validateImmutable } from './immutable.ts';
import { invalidForEach } from './problems.ts';

const SERVICE_ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** Keys, total size and what each type needs (pkg/apis/core/validation/validation.go, `ValidateSecret`, v1.36); `stringData` is already part of `data`. */
export function validateSecret(secret: Secret): FieldError[] {
  const data = secret.data ?? {};
  const errors = Object.keys(data).flatMap((key) => invalidForEach(at('data', key), key, configMapKeyProblems(key)));
  const totalBytes = Object.values(data).reduce((sum, value) => sum + base64ByteLength(value), 0);
  if (totalBytes > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  errors.push(...validateType(secret, data));
  return errors;
}

export function validateSecretUpdate(secret: Secret, old: Secret): FieldError[] {
  return [...validateImmutable(secret.type, old.type, 'type'), ...immutableDataErrors(secret, old, ['data']), ...validateSecret(secret)];
}

function validateType(secret: Secret, data: Readonly<Record<string, string>>): FieldError[] {
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      if ((secret.metadata?.annotations?.[SERVICE_ACCOUNT_NAME] ?? '') !== '') return [];
      return [required(at('metadata.annotations', SERVICE_ACCOUNT_NAME), 'names the service account that the token is for')];
    case 'kubernetes.io/dockercfg':
      return validateJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return validateJson(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth':
      // Either will do; when both are missing the server names both.
      return Object.hasOwn(data, 'username') || Object.hasOwn(data, 'password') ? [] : ['username', 'password'].flatMap((key) => missing(data, key));
    case 'kubernetes.io/ssh-auth':
      return (data['ssh-privatekey'] ?? '') === '' ? [required('data[ssh-privatekey]', 'a Secret of type kubernetes.io/ssh-auth holds the private key here')] : [];
    case 'kubernetes.io/tls':
      return ['tls.crt', 'tls.key'].flatMap((key) => missing(data, key));
    default:
      return [];
  }
}

function missing(data: Readonly<Record<string, string>>, key: string): FieldError[] {
  return Object.hasOwn(data, key) ? [] : [required(at('data', key), `the type of the Secret needs the key ${key}`)];
}

/** The value must be there and be a JSON object, or null. */
function validateJson(data: Readonly<Record<string, string>>, key: string): FieldError[] {
  const encoded = Object.hasOwn(data, key) ? data[key] : undefined;
  if (encoded === undefined) return missing(data, key);
  return isJsonMap(decodeBase64(encoded)) ? [] : [invalid(at('data', key), '<secret>', 'is not a JSON object')];
}

function isJsonMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
