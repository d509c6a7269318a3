import type { Service } from '../types/core-v1.ts';

const CLIENT_IP_TIMEOUT_SECONDS = 10800;

/** The defaults of Services (pkg/apis/core/v1/defaults.go, `SetDefaults_Service`, v1.36). */
export function defaultService(service: Service): void {
  const spec = (service.spec ??= {});
  if ((spec.sessionAffinity ?? '') === '') spec.sessionAffinity = 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: CLIENT_IP_TIMEOUT_SECONDS } };
  }
  if ((spec.type ?? '') === '') spec.type = 'ClusterIP';
  for (const port of spec.ports ?? []) {
    if ((port.protocol ?? '') === '') port.protocol = 'TCP';
    if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '') port.targetPort = port.port ?? 0;
  }
  if (isExternallyAccessible(service) && (spec.externalTrafficPolicy ?? '') === '') spec.externalTrafficPolicy = 'Cluster';
  if (spec.internalTrafficPolicy === undefined && spec.type !== undefined && TYPES_WITH_CLUSTER_IP.includes(spec.type)) spec.internalTrafficPolicy = 'Cluster';
  if (spec.type === 'LoadBalancer') {
    spec.allocateLoadBalancerNodePorts ??= true;
    for (const ingress of service.status?.loadBalancer?.ingress ?? []) {
      if ((ingress.ip ?? '') !== '') ingress.ipMode ??= 'VIP';
    }
  }
}

/** The types of Services that get an address in the cluster. */
export const TYPES_WITH_CLUSTER_IP: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** Whether traffic from outside the cluster can reach the Service (pkg/api/service/util.go, `ExternallyAccessible`). */
export function isExternallyAccessible({ spec = {} }: Service): boolean {
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' || (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
}
