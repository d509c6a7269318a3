import { at, child } from '../../../diag/field-path.ts';
import { isExternallyAccessible, TYPES_WITH_CLUSTER_IP } from '../../defaults/service.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { compareKubernetesVersions } from '../../kubernetes-version.ts';
import type { ValidationContext } from '../../strategy.ts';
import type { Service, ServiceSpec } from '../../types/core-v1.ts';
import { validateLegacyIp, validateReachableIp } from '../ip-fields.ts';
import { validateLabels } from '../metadata.ts';
import { validateDns1123Subdomain, validateQualifiedName } from '../problems.ts';
import { portNumberProblems } from '../port.ts';
import { clusterIpErrors, isHeadless } from './cluster-ips.ts';
import { validateServicePorts } from './ports.ts';
import { validateSourceRanges } from './source-ranges.ts';

const TYPES: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES: readonly string[] = ['ClientIP', 'None'];
const TRAFFIC_POLICIES: readonly string[] = ['Cluster', 'Local'];
const MAX_AFFINITY_SECONDS = 86400;

/** The rules for a Service (pkg/apis/core/validation/validation.go, `ValidateService`, v1.36); `old` is the stored one on updates. */
export function validateServiceFields(service: Service, context: ValidationContext, old?: Service): FieldError[] {
  const spec = service.spec ?? {};
  const errors: FieldError[] = validateTopologyAnnotations(service);
  if ((spec.ports ?? []).length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName') {
    errors.push(required('spec.ports', 'a Service needs at least one port unless it is headless or of type ExternalName'));
  }
  errors.push(...validateTypeRules(spec));
  errors.push(...validateServicePorts(spec));
  errors.push(...validateLabels(spec.selector, 'spec.selector'));
  errors.push(...validateSessionAffinity(spec));
  if (spec.type !== 'ExternalName') errors.push(...clusterIpErrors(spec, context.version, old?.spec));
  errors.push(...validateExternalIps(spec, context, old?.spec));
  errors.push(...validateType(spec));
  errors.push(...validateSourceRanges(service, context.version, old));
  errors.push(...validateNodePortAllocation(spec));
  errors.push(...validateLoadBalancerClass(spec));
  errors.push(...validateTrafficPolicies(service));
  errors.push(...validateTrafficDistribution(spec, context));
  return errors;
}

function validateTopologyAnnotations({ metadata }: Service): FieldError[] {
  const mode = metadata?.annotations?.['service.kubernetes.io/topology-mode'];
  const hints = metadata?.annotations?.['service.kubernetes.io/topology-aware-hints'];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  return [invalid('metadata.annotations[service.kubernetes.io/topology-mode]', mode, 'must be the same as annotation service.kubernetes.io/topology-aware-hints when both are there')];
}

function validateTypeRules(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') {
    return isHeadless(spec) ? [invalid('spec.clusterIPs[0]', 'None', `a Service of type ${spec.type} cannot be headless`)] : [];
  }
  if (spec.type !== 'ExternalName') return [];
  const errors: FieldError[] = [];
  const unwanted = 'does not apply to Services of type ExternalName, remove it';
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbidden('spec.clusterIPs', unwanted));
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden('spec.ipFamilies', unwanted));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', unwanted));
  // A trailing dot says that the name is fully qualified.
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') errors.push(required('spec.externalName', 'a Service of type ExternalName needs the name to resolve to'));
  else errors.push(...validateDns1123Subdomain(name, 'spec.externalName'));
  return errors;
}

function validateSessionAffinity(spec: ServiceSpec): FieldError[] {
  const affinity = spec.sessionAffinity ?? '';
  const configPath = 'spec.sessionAffinityConfig';
  if (affinity === '') return [required('spec.sessionAffinity', `must be one of ${AFFINITIES.join(', ')}`)];
  if (!AFFINITIES.includes(affinity)) return [notSupported('spec.sessionAffinity', affinity, AFFINITIES)];
  const config = spec.sessionAffinityConfig;
  if (affinity === 'None') return config === undefined ? [] : [forbidden(configPath, 'must be left out when sessionAffinity is None')];
  const seconds = config?.clientIP?.timeoutSeconds;
  if (config === undefined) return [required(configPath, 'says how long a client stays with its pod')];
  if (config.clientIP === undefined) return [required(child(configPath, 'clientIP'), 'says how long a client stays with its pod')];
  if (seconds === undefined) return [required(child(configPath, 'clientIP.timeoutSeconds'), 'says how long a client stays with its pod')];
  if (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS) return [];
  return [invalid(child(configPath, 'clientIP.timeoutSeconds'), seconds, `must be between 1 and ${MAX_AFFINITY_SECONDS} seconds`)];
}

function validateExternalIps(spec: ServiceSpec, { version }: ValidationContext, old: ServiceSpec | undefined): FieldError[] {
  return (spec.externalIPs ?? []).flatMap((ip, index) => {
    const path = at('spec.externalIPs', index);
    const errors = validateLegacyIp(ip, path, version, old?.externalIPs);
    return errors.length > 0 ? errors : validateReachableIp(ip, path);
  });
}

function validateType(spec: ServiceSpec): FieldError[] {
  const type = spec.type ?? '';
  const errors: FieldError[] = [];
  if (type === '') errors.push(required('spec.type', `must be one of ${TYPES.join(', ')}`));
  else if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  return errors;
}

const ONLY_FOR_LOAD_BALANCERS = 'applies to Services of type LoadBalancer only, remove it';

function validateNodePortAllocation({ type, allocateLoadBalancerNodePorts: allocate }: ServiceSpec): FieldError[] {
  if (type === 'LoadBalancer') return allocate === undefined ? [required('allocateLoadBalancerNodePorts', 'says whether the load balancer gets node ports')] : [];
  return allocate === undefined ? [] : [forbidden('spec.allocateLoadBalancerNodePorts', ONLY_FOR_LOAD_BALANCERS)];
}

/** Which implementation serves a load balancer: a qualified name. */
export function validateLoadBalancerClass({ type, loadBalancerClass }: ServiceSpec): FieldError[] {
  const path = 'spec.loadBalancerClass';
  if (loadBalancerClass === undefined) return [];
  return type === 'LoadBalancer' ? validateQualifiedName(loadBalancerClass, path) : [forbidden(path, ONLY_FOR_LOAD_BALANCERS)];
}

/** Whether the Service has a port for the health checks of its load balancer (pkg/api/service/util.go, `NeedsHealthCheck`). */
export function needsHealthCheckPort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

function validateTrafficPolicies(service: Service): FieldError[] {
  const spec = service.spec ?? {};
  const errors: FieldError[] = [];
  const external = spec.externalTrafficPolicy ?? '';
  if (!isExternallyAccessible(service)) {
    if (external !== '') errors.push(invalid('spec.externalTrafficPolicy', external, 'applies only to Services that are reachable from outside, remove it'));
  } else if (external === '') errors.push(required('spec.externalTrafficPolicy', `must be one of ${TRAFFIC_POLICIES.join(', ')}`));
  else if (!TRAFFIC_POLICIES.includes(external)) errors.push(notSupported('spec.externalTrafficPolicy', external, TRAFFIC_POLICIES));

  // Where the port is needed and left out, the server assigns one before it validates.
  const healthCheckPort = spec.healthCheckNodePort ?? 0;
  if (healthCheckPort !== 0) {
    if (!needsHealthCheckPort(spec)) {
      errors.push(invalid('spec.healthCheckNodePort', healthCheckPort, 'applies only to type LoadBalancer with externalTrafficPolicy Local, remove it'));
    } else {
      errors.push(...portNumberProblems(healthCheckPort).map((problem) => invalid('spec.healthCheckNodePort', healthCheckPort, problem)));
    }
  }

  const internal = spec.internalTrafficPolicy;
  if (internal === undefined) {
    if (TYPES_WITH_CLUSTER_IP.includes(spec.type ?? '')) errors.push(required('spec.internalTrafficPolicy', `must be one of ${TRAFFIC_POLICIES.join(', ')}`));
  } else if (!TRAFFIC_POLICIES.includes(internal)) errors.push(notSupported('spec.internalTrafficPolicy', internal, TRAFFIC_POLICIES));
  return errors;
}

function validateTrafficDistribution(spec: ServiceSpec, { version }: ValidationContext): FieldError[] {
  if (spec.trafficDistribution === undefined) return [];
  // PreferSameZone and PreferSameNode are on by default from 1.34 on.
  const allowed = compareKubernetesVersions(version, '1.34') >= 0 ? ['PreferClose', 'PreferSameNode', 'PreferSameZone'] : ['PreferClose'];
  return allowed.includes(spec.trafficDistribution) ? [] : [notSupported('spec.trafficDistribution', spec.trafficDistribution, allowed)];
}
