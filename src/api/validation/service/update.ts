import { forbidden, invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { ServiceSpec } from '../../types/core-v1.ts';
import { isHeadless } from './cluster-ips.ts';
import { needsHealthCheckPort, validateLoadBalancerClass } from './service.ts';

const FIXED = 'may not be changed once it is set';

/** What may not change in a Service (`ValidateServiceUpdate`, v1.36); changes from or to ExternalName are free. */
export function validateServiceChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.type !== 'ExternalName' && old.type !== 'ExternalName') {
    const wasHeadless = isHeadless(old);
    const headless = isHeadless(spec);
    if (!(wasHeadless && headless)) errors.push(...clusterIpChanges(spec, old));
    if (!wasHeadless && !headless) errors.push(...familyChanges(spec, old));
  }
  if (spec.type === 'LoadBalancer' && old.type === 'LoadBalancer' && spec.loadBalancerClass !== old.loadBalancerClass) {
    errors.push(invalid('spec.loadBalancerClass', spec.loadBalancerClass, FIXED));
  }
  // The server checks the class as such here once more.
  errors.push(...validateLoadBalancerClass(spec));
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec) && (spec.healthCheckNodePort ?? 0) !== (old.healthCheckNodePort ?? 0)) {
    errors.push(forbidden('spec.healthCheckNodePort', FIXED));
  }
  return errors;
}

/** The first address stays; a second one may be added, or given up together with the policy. */
function clusterIpChanges(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const { clusterIPs: now = [] } = spec;
  const { clusterIPs: before = [] } = old;
  if (now.length === before.length) return before.flatMap((ip, index) => (ip === now[index] ? [] : [invalid(`spec.clusterIPs[${index}]`, now, FIXED)]));
  const errors: FieldError[] = [];
  const first = 'spec.clusterIPs[0]';
  if (now.length === 0) errors.push(invalid(first, now, 'may not be removed'));
  if (before.length > 0 && now.length > 0 && now[0] !== before[0]) errors.push(invalid(first, now, FIXED));
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy, 'must be SingleStack to give up the second cluster IP'));
  }
  return errors;
}

function familyChanges(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const { ipFamilies: now = [] } = spec;
  const { ipFamilies: before = [] } = old;
  const first = 'spec.ipFamilies[0]';
  if (now.length === before.length) return before.flatMap((family, index) => (family === now[index] ? [] : [invalid(first, now, FIXED)]));
  const errors: FieldError[] = [];
  if (before.length > now.length && (spec.clusterIPs ?? []).length === 0) errors.push(invalid(first, now, 'may not be removed'));
  if (before.length > 0 && now.length > 0 && now[0] !== before[0]) errors.push(invalid(first, now, FIXED));
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy, 'must be SingleStack to give up the second IP family'));
  }
  return errors;
}
