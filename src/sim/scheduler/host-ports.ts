import type { PodSpec } from '../../api/types/core-v1.ts';

/** A port of the node that a pod occupies. */
export interface HostPort {
  /** `0.0.0.0` means all addresses of the node. */
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

const ANY = '0.0.0.0';

/** The host ports of containers and sidecars (pkg/scheduler/util/utils.go, GetHostPorts). */
export function hostPortsOf(spec: PodSpec): readonly HostPort[] {
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const ports: HostPort[] = [];
  for (const container of [...(spec.containers ?? []), ...sidecars]) {
    for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
      if (hostPort === undefined || hostPort <= 0) continue;
      ports.push({ port: hostPort, ip: hostIP === undefined || hostIP === '' ? ANY : hostIP, protocol: protocol === undefined || protocol === '' ? 'TCP' : protocol });
    }
  }
  return ports;
}

/** Whether two pods cannot share a node for these ports: the same protocol and number on the same address, or on all of them. */
export function portsConflict(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY);
}
