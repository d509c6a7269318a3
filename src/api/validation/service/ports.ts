import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { ServicePort, ServiceSpec } from '../../types/core-v1.ts';
import { portNumberProblems, validatePortNumberOrName } from '../port.ts';
import { invalidForEach, validateDns1123Label, validateQualifiedName } from '../problems.ts';

export const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** The ports of a Service: each on its own, then that names, node ports and ports are unique. */
export function validateServicePorts(spec: ServiceSpec): FieldError[] {
  const ports = spec.ports ?? [];
  const path = 'spec.ports';
  const names = new Set<string>();
  const errors = ports.flatMap((port, index) => validatePort(port, ports.length > 1, names, at(path, index)));
  if (spec.type === 'ClusterIP') {
    ports.forEach((port, index) => {
      if ((port.nodePort ?? 0) !== 0) errors.push(forbidden(child(at(path, index), 'nodePort'), 'a Service of type ClusterIP has no node ports, remove it'));
    });
  }
  errors.push(...duplicates(ports, (port) => port.nodePort ?? 0).map((index) => duplicate(child(at(path, index), 'nodePort'), ports[index]?.nodePort)));
  errors.push(...duplicates(ports, (port) => port.port ?? 0, true).map((index) => duplicate(at(path, index), { protocol: ports[index]?.protocol, port: ports[index]?.port })));
  return errors;
}

function validatePort(port: ServicePort, nameNeeded: boolean, names: Set<string>, path: FieldPath): FieldError[] {
  const name = port.name ?? '';
  const errors: FieldError[] = [];
  if (name !== '') {
    errors.push(...validateDns1123Label(name, child(path, 'name')));
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
  } else if (nameNeeded) errors.push(required(child(path, 'name'), 'a Service with more than one port needs a name for each'));
  errors.push(...invalidForEach(child(path, 'port'), port.port ?? 0, portNumberProblems(port.port ?? 0)));
  errors.push(...validateProtocol(port.protocol, child(path, 'protocol')));
  errors.push(...validatePortNumberOrName(port.targetPort, child(path, 'targetPort')));
  if (port.appProtocol !== undefined) errors.push(...validateQualifiedName(port.appProtocol, child(path, 'appProtocol')));
  return errors;
}

/** A transport protocol, which must be there. */
export function validateProtocol(protocol: string | undefined, path: FieldPath): FieldError[] {
  if ((protocol ?? '') === '') return [required(path, `must be one of ${PROTOCOLS.join(', ')}`)];
  return PROTOCOLS.includes(protocol ?? '') ? [] : [notSupported(path, protocol, PROTOCOLS)];
}

/** The indexes of ports whose number and protocol occurred before; 0 means "none" unless `zeroCounts`. */
function duplicates(ports: readonly ServicePort[], numberOf: (port: ServicePort) => number, zeroCounts = false): number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  ports.forEach((port, index) => {
    const number = numberOf(port);
    if (number === 0 && !zeroCounts) return;
    const key = `${number}/${port.protocol ?? ''}`;
    if (seen.has(key)) found.push(index);
    seen.add(key);
  });
  return found;
}
