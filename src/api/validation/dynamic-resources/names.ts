import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength, dns1123SubdomainProblems } from '../../names.ts';
import { invalidForEach } from '../problems.ts';

const MAX_DRIVER_BYTES = 63;
const MAX_IDENTIFIER_BYTES = 32;
const MAX_POOL_BYTES = 253;
const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The name of a driver of devices, as of CSI drivers (`ValidateCSIDriverName`); upper case is as good as lower case. */
export function validateDriverName(name: string, path: FieldPath): FieldError[] {
  if (name === '') return [required(path, 'must name the driver')];
  const errors = byteLength(name) > MAX_DRIVER_BYTES ? [tooLong(path, MAX_DRIVER_BYTES)] : [];
  return [...errors, ...invalidForEach(path, name, dns1123SubdomainProblems(name.toLowerCase()))];
}

/** The name of a pool: DNS subdomains joined by slashes. */
export function validatePoolName(name: string, path: FieldPath): FieldError[] {
  if (name === '') return [required(path, 'must name the pool')];
  const errors = byteLength(name) > MAX_POOL_BYTES ? [tooLong(path, MAX_POOL_BYTES)] : [];
  return [...errors, ...name.split('/').flatMap((part) => invalidForEach(path, part, dns1123SubdomainProblems(part)))];
}

/** The name of an attribute or a capacity: an identifier, perhaps after a domain and a slash. */
export function validateQualifiedDeviceName(name: string, path: FieldPath): FieldError[] {
  const parts = name.split('/');
  const [domain = '', identifier = ''] = parts;
  if (parts.length === 1) return validateIdentifier(domain, path);
  if (parts.length > 2) return [invalid(path, name, 'must not have more than one slash')];
  return [
    ...(domain === '' ? [invalid(path, name, 'the domain before the slash is empty')] : validateDriverName(domain, path)),
    ...(identifier === '' ? [invalid(path, name, 'the name after the slash is empty')] : validateIdentifier(identifier, path)),
  ];
}

/** A name that must have its domain. */
export function validateFullyQualifiedDeviceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateQualifiedDeviceName(name, path);
  if (!name.includes('/')) errors.push(invalid(path, name, 'must be a domain, a slash and a name, such as example.org/model'));
  return errors;
}

function validateIdentifier(identifier: string, path: FieldPath): FieldError[] {
  const errors = byteLength(identifier) > MAX_IDENTIFIER_BYTES ? [tooLong(path, MAX_IDENTIFIER_BYTES)] : [];
  if (!C_IDENTIFIER.test(identifier)) errors.push(invalid(path, identifier, 'must consist of letters, digits and underscores and not start with a digit'));
  return errors;
}
