import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from '../types/core-v1.ts';
import { validateLegacyIp, validateReachableIp } from './ip-fields.ts';
import { portNumberProblems } from './port.ts';
import { invalidForEach, validateDns1123Label, validateQualifiedName } from './problems.ts';
import { validateProtocol } from './service/ports.ts';

/** The rules for Endpoints (pkg/apis/core/validation/validation.go, `ValidateEndpoints`, v1.36); addresses of the stored object may stay as they are. */
export function validateEndpoints({ subsets = [] }: Endpoints, version: KubernetesVersion, old?: Endpoints): FieldError[] {
  const stored = (old?.subsets ?? []).flatMap((subset) => [...(subset.addresses ?? []), ...(subset.notReadyAddresses ?? [])].map(({ ip }) => ip ?? ''));
  return subsets.flatMap((subset, index) => validateSubset(subset, version, stored, at('subsets', index)));
}

function validateSubset(subset: EndpointSubset, version: KubernetesVersion, stored: readonly string[], path: FieldPath): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  const errors: FieldError[] = [];
  if (addresses.length === 0 && notReadyAddresses.length === 0) errors.push(required(path, 'needs addresses or notReadyAddresses'));
  for (const [field, list] of [['addresses', addresses], ['notReadyAddresses', notReadyAddresses]] as const) {
    list.forEach((address, index) => {
      errors.push(...validateAddress(address, version, stored, at(child(path, field), index)));
    });
  }
  ports.forEach((port, index) => {
    errors.push(...validatePort(port, ports.length > 1, at(child(path, 'ports'), index)));
  });
  return errors;
}

function validateAddress(address: EndpointAddress, version: KubernetesVersion, stored: readonly string[], path: FieldPath): FieldError[] {
  const ip = address.ip ?? '';
  const errors = validateLegacyIp(ip, child(path, 'ip'), version, stored);
  if ((address.hostname ?? '') !== '') errors.push(...validateDns1123Label(address.hostname ?? '', child(path, 'hostname')));
  if (address.nodeName !== undefined) errors.push(...invalidForEach(child(path, 'nodeName'), address.nodeName, dns1123SubdomainProblems(address.nodeName)));
  // An address that cannot be read is refused here once more.
  errors.push(...validateReachableIp(ip, child(path, 'ip')));
  return errors;
}

function validatePort(port: EndpointPort, nameNeeded: boolean, path: FieldPath): FieldError[] {
  const name = port.name ?? '';
  const errors: FieldError[] = [];
  if (name !== '') errors.push(...validateDns1123Label(name, child(path, 'name')));
  else if (nameNeeded) errors.push(required(child(path, 'name'), 'with more than one port each needs a name'));
  errors.push(...invalidForEach(child(path, 'port'), port.port ?? 0, portNumberProblems(port.port ?? 0)));
  errors.push(...validateProtocol(port.protocol, child(path, 'protocol')));
  if (port.appProtocol !== undefined) errors.push(...validateQualifiedName(port.appProtocol, child(path, 'appProtocol')));
  return errors;
}
