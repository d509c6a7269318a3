import { child } from '../../diag/field-path.ts';
import { required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import { pathSegmentProblems } from '../object-name.ts';
import type { NameRule } from '../object-name.ts';
import type { IPAddress } from '../types/networking-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateSegment } from './path-segment.ts';
import { validateIp } from './ip-fields.ts';
import { invalidForEach } from './problems.ts';

/** An IPAddress is named for its address, in the canonical spelling. */
export const ipAddressName: NameRule = (name) => validateIp(name, '').map(({ message }) => message);

/** The rules for an IPAddress (pkg/apis/networking/validation/validation.go, `ValidateIPAddress`, v1.36). */
export function validateIpAddress({ spec = {} }: IPAddress): FieldError[] {
  const path = 'spec.parentRef';
  if (spec.parentRef === undefined) return [required(path, 'names the object that the address belongs to')];
  const { group = '', resource = '', name = '', namespace = '' } = spec.parentRef;
  return [
    ...(group === '' ? [] : invalidForEach(child(path, 'group'), group, dns1123SubdomainProblems(group))),
    ...validateSegment(resource, child(path, 'resource')),
    ...validateSegment(name, child(path, 'name')),
    ...(namespace === '' ? [] : invalidForEach(child(path, 'namespace'), namespace, pathSegmentProblems(namespace))),
  ];
}

/** The owner is fixed, and nothing else is looked at. */
export function validateIpAddressUpdate(address: IPAddress, old: IPAddress): FieldError[] {
  return validateImmutable(address.spec?.parentRef, old.spec?.parentRef, 'spec.parentRef');
}
