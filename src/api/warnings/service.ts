import { at } from '../../diag/field-path.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { Service } from '../types/core-v1.ts';
import { isHeadless } from '../validation/service/cluster-ips.ts';
import { cidrWarnings, ipWarnings } from './ip.ts';

const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';

/** What the server warns about in Services (pkg/api/service/warnings.go, v1.36). */
export function serviceWarnings({ metadata, spec = {} }: Service, { version }: ValidationContext): ServerWarning[] {
  const { externalIPs = [], loadBalancerIP = '', loadBalancerSourceRanges = [] } = spec;
  const warnings: ServerWarning[] = [];
  if (metadata?.annotations?.[TOPOLOGY_HINTS] !== undefined) {
    warnings.push({ path: at('metadata.annotations', TOPOLOGY_HINTS), message: 'is deprecated, use annotation service.kubernetes.io/topology-mode instead' });
  }
  if ((spec.clusterIP ?? '') !== '' && spec.clusterIP !== 'None') (spec.clusterIPs ?? []).forEach((ip, index) => warnings.push(...ipWarnings(ip, at('spec.clusterIPs', index))));
  if (isHeadless(spec)) {
    if (loadBalancerIP !== '') warnings.push({ path: 'spec.loadBalancerIP', message: 'is ignored for headless Services' });
    if (externalIPs.length > 0) warnings.push({ path: 'spec.externalIPs', message: 'is ignored for headless Services' });
    if (spec.sessionAffinity !== 'None') warnings.push({ path: 'spec.sessionAffinity', message: 'is ignored for headless Services' });
  }
  warnings.push(...ipWarnings(loadBalancerIP, 'spec.loadBalancerIP'));
  externalIPs.forEach((ip, index) => warnings.push(...ipWarnings(ip, at('spec.externalIPs', index))));
  loadBalancerSourceRanges.forEach((range, index) => warnings.push(...cidrWarnings(range.trim(), at('spec.loadBalancerSourceRanges', index))));
  if (externalIPs.length > 0) {
    if (spec.type === 'ExternalName') warnings.push({ path: 'spec.externalIPs', message: 'is ignored for type ExternalName' });
    else if (compareKubernetesVersions(version, '1.36') >= 0) warnings.push({ path: 'spec.externalIPs', message: 'is deprecated, some clusters no longer implement it' });
  }
  if (spec.type !== 'ExternalName' && (spec.externalName ?? '') !== '') warnings.push({ path: 'spec.externalName', message: 'is ignored unless type is ExternalName' });
  if (spec.trafficDistribution === 'PreferClose' && compareKubernetesVersions(version, '1.34') >= 0) {
    warnings.push({ path: 'spec.trafficDistribution', message: 'PreferClose is deprecated, use PreferSameZone' });
  }
  return warnings;
}
