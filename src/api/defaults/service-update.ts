import { TYPES_WITH_CLUSTER_IP } from './service.ts';
import { sameTexts } from './service-allocation.ts';
import type { ServicePort, ServiceSpec } from '../types/core-v1.ts';
import { needsHealthCheckPort } from '../validation/service/service.ts';

/** Takes over assigned values that an update leaves out, so that applying a manifest twice changes nothing (`patchAllocatedValues`). */
export function keepAssignedValues(spec: ServiceSpec, old: ServiceSpec): void {
  if (hasClusterIp(old) && hasClusterIp(spec)) {
    if ((spec.clusterIP ?? '') === '' && old.clusterIP !== undefined) spec.clusterIP = old.clusterIP;
    if ((spec.clusterIPs ?? []).length === 0 && spec.clusterIP === old.clusterIP && old.clusterIPs !== undefined) spec.clusterIPs = [...old.clusterIPs];
  }
  if (hasNodePorts(old) && hasNodePorts(spec)) keepNodePorts(spec.ports ?? [], old.ports ?? []);
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec) && (spec.healthCheckNodePort ?? 0) === 0 && old.healthCheckNodePort !== undefined) {
    spec.healthCheckNodePort = old.healthCheckNodePort;
  }
}

/** Ports keep their node port by name, unless another port of the new list has it already. */
function keepNodePorts(ports: readonly ServicePort[], oldPorts: readonly ServicePort[]): void {
  const oldNumbers = new Set(oldPorts.map((port) => port.nodePort ?? 0));
  const taken = new Set(ports.map((port) => port.nodePort ?? 0).filter((number) => number !== 0 && oldNumbers.has(number)));
  const byName = new Map(oldPorts.map((port) => [port.name ?? '', port.nodePort ?? 0]));
  for (const port of ports) {
    const number = byName.get(port.name ?? '') ?? 0;
    if ((port.nodePort ?? 0) !== 0 || number === 0 || taken.has(number)) continue;
    port.nodePort = number;
    taken.add(number);
  }
}

/** Drops what the new type does not have, where the client left it as it was (`dropTypeDependentFields`). */
export function dropFieldsOfOldType(spec: ServiceSpec, old: ServiceSpec): void {
  if (hasClusterIp(old) && !hasClusterIp(spec)) {
    if (sameTexts(spec.clusterIPs, old.clusterIPs)) {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    }
    if (sameTexts(spec.ipFamilies, old.ipFamilies)) delete spec.ipFamilies;
    if (spec.ipFamilyPolicy === old.ipFamilyPolicy) delete spec.ipFamilyPolicy;
  }
  if (hasNodePorts(old) && !hasNodePorts(spec) && sameNodePorts(spec, old)) for (const port of spec.ports ?? []) delete port.nodePort;
  if (needsHealthCheckPort(old) && !needsHealthCheckPort(spec) && spec.healthCheckNodePort === old.healthCheckNodePort) delete spec.healthCheckNodePort;
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    if (spec.allocateLoadBalancerNodePorts === old.allocateLoadBalancerNodePorts) delete spec.allocateLoadBalancerNodePorts;
    if (spec.loadBalancerClass === old.loadBalancerClass) delete spec.loadBalancerClass;
  }
  if (isReachableFromOutside(old) && !isReachableFromOutside(spec) && spec.externalTrafficPolicy === old.externalTrafficPolicy) delete spec.externalTrafficPolicy;
}

function hasClusterIp({ type = '' }: ServiceSpec): boolean {
  return TYPES_WITH_CLUSTER_IP.includes(type);
}

function hasNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && (allocateLoadBalancerNodePorts ?? true));
}

function isReachableFromOutside({ type, externalIPs = [] }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs.length > 0);
}

/** Ports may come, go and change as long as no new node port is asked for. */
function sameNodePorts(spec: ServiceSpec, old: ServiceSpec): boolean {
  const known = new Set((old.ports ?? []).map((port) => port.nodePort ?? 0));
  return (spec.ports ?? []).every((port) => (port.nodePort ?? 0) === 0 || known.has(port.nodePort ?? 0));
}
