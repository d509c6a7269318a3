import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { locateContainers } from '../pod-containers.ts';
import type { ServerWarning } from '../strategy.ts';
import type { ContainerPort, PodSpec } from '../types/core-v1.ts';

interface LocatedPort {
  readonly port: ContainerPort;
  readonly path: FieldPath;
}

/** Ports of a pod that get into each other's way (pkg/api/pod/warnings.go, v1.36); `path` is that of the spec. */
export function warnPodPorts(spec: PodSpec, path: FieldPath): ServerWarning[] {
  const warnings: ServerWarning[] = [];
  const byNumber = new Map<string, LocatedPort[]>();
  const firstByName = new Map<string, FieldPath>();
  for (const { container, path: containerPath } of locateContainers(spec, path)) {
    // Plain init containers have ended when the others start.
    const runsWithOthers = !containerPath.includes('.initContainers[') || container.restartPolicy === 'Always';
    (container.ports ?? []).forEach((port, index) => {
      const portPath = at(child(containerPath, 'ports'), index);
      if ((port.hostIP ?? '') !== '' && (port.hostPort ?? 0) === 0) warnings.push({ path: portPath, message: 'hostIP does nothing without hostPort' });
      const number = `${port.containerPort ?? 0}/${port.protocol ?? ''}`;
      const others = byNumber.get(number) ?? [];
      for (const other of others) warnings.push(...warnSameNumber(port, portPath, other));
      byNumber.set(number, [...others, { port, path: portPath }]);
      const { name = '' } = port;
      if (name === '' || !runsWithOthers) return;
      const first = firstByName.get(name);
      if (first === undefined) firstByName.set(name, portPath);
      else warnings.push({ path: portPath, message: `the name ${name} is already that of ${first}, which Services and probes will take` });
    });
  }
  return warnings;
}

function warnSameNumber(port: ContainerPort, path: FieldPath, other: LocatedPort): ServerWarning[] {
  const [ip, otherIp] = [port.hostIP ?? '', other.port.hostIP ?? ''];
  const [hostPort, otherHostPort] = [port.hostPort ?? 0, other.port.hostPort ?? 0];
  if (ip === otherIp && hostPort === otherHostPort) return [{ path, message: `the same port as ${other.path}` }];
  if (hostPort === 0 || otherHostPort === 0) return [{ path, message: `the same port as ${other.path}, with another hostPort` }];
  if (hostPort === otherHostPort && (ip === '') !== (otherIp === '')) return [{ path, message: `${other.path} has the same hostPort; with hostIP on one of them only, it is open which gets it` }];
  return [];
}
