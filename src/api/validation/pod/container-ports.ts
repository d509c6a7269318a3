import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Container, ContainerPort } from '../../types/core-v1.ts';
import { portNameProblems, portNumberProblems } from '../port.ts';
import { invalidForEach } from '../problems.ts';

export const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** The ports of one container (pkg/apis/core/validation/validation.go, `validateContainerPorts`, v1.36). */
export function validateContainerPorts(ports: readonly ContainerPort[], path: FieldPath): FieldError[] {
  const names = new Set<string>();
  const errors: FieldError[] = [];
  ports.forEach((port, index) => {
    const portPath = at(path, index);
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port;
    if (name !== '') {
      const problems = portNameProblems(name);
      errors.push(...invalidForEach(child(portPath, 'name'), name, problems));
      if (problems.length === 0 && names.has(name)) errors.push(duplicate(child(portPath, 'name'), name));
      if (problems.length === 0) names.add(name);
    }
    if (containerPort === 0) errors.push(required(child(portPath, 'containerPort'), 'is the port that the container listens on'));
    else errors.push(...invalidForEach(child(portPath, 'containerPort'), containerPort, portNumberProblems(containerPort)));
    if (hostPort !== 0) errors.push(...invalidForEach(child(portPath, 'hostPort'), hostPort, portNumberProblems(hostPort)));
    if (protocol === '') errors.push(required(child(portPath, 'protocol'), `must be one of ${PROTOCOLS.join(', ')}`));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(child(portPath, 'protocol'), protocol, PROTOCOLS));
  });
  return errors;
}

/** Two containers of a pod cannot have the same port of the node (`checkHostPortConflicts`). */
export function validateUniqueHostPorts(containers: readonly Container[], path: FieldPath): FieldError[] {
  const taken = new Set<string>();
  const errors: FieldError[] = [];
  containers.forEach((container, index) => {
    (container.ports ?? []).forEach((port, portIndex) => {
      const { hostPort = 0, protocol = '', hostIP = '' } = port;
      if (hostPort === 0) return;
      const address = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(address)) errors.push(duplicate(child(at(child(at(path, index), 'ports'), portIndex), 'hostPort'), address));
      taken.add(address);
    });
  });
  return errors;
}
