import { defaultEndpointSlice, defaultEndpoints, dropTopology } from '../../defaults/endpoints.ts';
import { defaultIngressClass, defaultNetworkPolicy } from '../../defaults/networking.ts';
import { assignIpFamilies, normalizeClusterIps } from '../../defaults/service-allocation.ts';
import { dropFieldsOfOldType, keepAssignedValues } from '../../defaults/service-update.ts';
import { defaultService } from '../../defaults/service.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { FieldError } from '../../field-error.ts';
import { compareKubernetesVersions } from '../../kubernetes-version.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { label1035Name, labelName, subdomainName } from '../../object-name.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { defineStrategy } from '../../strategy.ts';
import type { Strategy } from '../../strategy.ts';
import type { Endpoints, Service } from '../../types/core-v1.ts';
import type { EndpointSlice } from '../../types/discovery-v1.ts';
import type { IPAddress, Ingress, IngressClass, NetworkPolicy, ServiceCIDR } from '../../types/networking-v1.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from '../../validation/endpoint-slice.ts';
import { validateEndpoints } from '../../validation/endpoints.ts';
import { validateIngressClass, validateIngressClassUpdate } from '../../validation/ingress-class.ts';
import { validateIngress, validateIngressUpdate } from '../../validation/ingress.ts';
import { ipAddressName, validateIpAddress, validateIpAddressUpdate } from '../../validation/ip-address.ts';
import { validateNetworkPolicy } from '../../validation/network-policy.ts';
import { invalidForEach } from '../../validation/problems.ts';
import { validateServiceCidr, validateServiceCidrUpdate } from '../../validation/service-cidr.ts';
import { validateServiceFields } from '../../validation/service/service.ts';
import { validateServiceChange } from '../../validation/service/update.ts';
import { endpointSliceWarnings, endpointsWarnings } from '../../warnings/endpoints.ts';
import { ingressWarnings, ipAddressWarnings, networkPolicyWarnings, serviceCidrWarnings } from '../../warnings/networking.ts';
import { serviceWarnings } from '../../warnings/service.ts';
import { countGeneration, dropStatus, keepStatus, startGeneration } from './status.ts';

const service = defineStrategy<Service>({
  apiVersion: 'v1',
  kind: 'Service',
  namespaced: true,
  nameProblems: labelName,
  applyDefaults: defaultService,
  allocate: (object, { version }, old) => {
    const spec = (object.spec ??= {});
    if (old !== undefined) keepAssignedValues(spec, old.spec ?? {});
    normalizeClusterIps(spec, old?.spec);
    return assignIpFamilies(spec, version, old?.spec);
  },
  prepareForCreate: (object, { version }) => {
    dropStatus(object);
    dropTrafficDistribution(object, version);
  },
  validate: (object, context) => [...validateOldServiceName(object, context.version), ...validateServiceFields(object, context)],
  prepareForUpdate: (object, old, { version }) => {
    dropFieldsOfOldType((object.spec ??= {}), old.spec ?? {});
    keepStatus(object, old);
    dropTrafficDistribution(object, version, old);
  },
  validateUpdate: (object, old, context) => [...validateServiceChange(object.spec ?? {}, old.spec ?? {}), ...validateServiceFields(object, context, old)],
  warnings: serviceWarnings,
});

/** The field came a release before it did anything (pkg/registry/core/service/strategy.go, `dropServiceDisabledFields`). */
function dropTrafficDistribution({ spec }: Service, version: KubernetesVersion, old?: Service): void {
  if (!isFeatureOn('ServiceTrafficDistribution', version) && old?.spec?.trafficDistribution === undefined) delete spec?.trafficDistribution;
}

/** Names of Services may start with a digit from 1.36 on (RelaxedServiceNameValidation). */
function validateOldServiceName({ metadata }: Service, version: KubernetesVersion): FieldError[] {
  if (compareKubernetesVersions(version, '1.36') >= 0) return [];
  return (['name', 'generateName'] as const).flatMap((field) => {
    const name = metadata?.[field] ?? '';
    const prefix = field === 'generateName';
    const isNews = name !== '' && labelName(name, prefix).length === 0;
    return isNews ? invalidForEach(`metadata.${field}`, name, label1035Name(name, prefix)) : [];
  });
}

/** IPAddress and ServiceCIDR are the same in their older versions. The status of a ServiceCIDR is left to whoever writes it. */
function addressStrategies(version: 'v1' | 'v1beta1' | 'v1alpha1'): Strategy[] {
  return [
    defineStrategy<IPAddress>({
      apiVersion: `networking.k8s.io/${version}`,
      kind: 'IPAddress',
      namespaced: false,
      nameProblems: ipAddressName,
      validate: validateIpAddress,
      validateUpdate: validateIpAddressUpdate,
      warnings: ipAddressWarnings,
    }),
    defineStrategy<ServiceCIDR>({
      apiVersion: `networking.k8s.io/${version}`,
      kind: 'ServiceCIDR',
      namespaced: false,
      nameProblems: subdomainName,
      validate: validateServiceCidr,
      validateUpdate: validateServiceCidrUpdate,
      warnings: serviceCidrWarnings,
    }),
  ];
}

/** How pods are reached, from inside and outside. */
export const networkStrategies: readonly Strategy[] = [
  service,
  defineStrategy<Endpoints>({
    apiVersion: 'v1',
    kind: 'Endpoints',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultEndpoints,
    validate: (endpoints, { version }) => validateEndpoints(endpoints, version),
    validateUpdate: (endpoints, old, { version }) => validateEndpoints(endpoints, version, old),
    warnings: endpointsWarnings,
  }),
  defineStrategy<EndpointSlice>({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultEndpointSlice,
    prepareForCreate: (slice) => {
      startGeneration(slice);
      dropTopology(slice);
    },
    prepareForUpdate: (slice, old) => {
      countGeneration(slice, old, !semanticEqual([slice.endpoints, slice.ports, slice.addressType], [old.endpoints, old.ports, old.addressType]));
      dropTopology(slice, old);
    },
    validate: (slice, { version }) => validateEndpointSlice(slice, version),
    validateUpdate: (slice, old, { version }) => validateEndpointSliceUpdate(slice, old, version),
    warnings: endpointSliceWarnings,
  }),
  defineStrategy<Ingress>({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    namespaced: true,
    nameProblems: subdomainName,
    prepareForCreate: (ingress) => {
      startGeneration(ingress);
      dropStatus(ingress);
    },
    validate: (ingress, { version }) => validateIngress(ingress, version),
    prepareForUpdate: (ingress, old) => {
      countGeneration(ingress, old, !semanticEqual(ingress.spec, old.spec));
      keepStatus(ingress, old);
    },
    validateUpdate: (ingress, old, { version }) => validateIngressUpdate(ingress, old, version),
    warnings: ingressWarnings,
  }),
  defineStrategy<IngressClass>({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    namespaced: false,
    nameProblems: subdomainName,
    applyDefaults: defaultIngressClass,
    prepareForCreate: startGeneration,
    prepareForUpdate: (ingressClass, old) => countGeneration(ingressClass, old, !semanticEqual(ingressClass.spec, old.spec)),
    validate: validateIngressClass,
    validateUpdate: validateIngressClassUpdate,
  }),
  defineStrategy<NetworkPolicy>({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    namespaced: true,
    nameProblems: subdomainName,
    applyDefaults: defaultNetworkPolicy,
    prepareForCreate: startGeneration,
    prepareForUpdate: (policy, old) => countGeneration(policy, old, !semanticEqual(policy.spec, old.spec)),
    validate: (policy, { version }) => validateNetworkPolicy(policy, version),
    validateUpdate: (policy, old, { version }) => validateNetworkPolicy(policy, version, old),
    warnings: networkPolicyWarnings,
  }),
  ...addressStrategies('v1'),
  ...addressStrategies('v1beta1'),
  ...addressStrategies('v1alpha1'),
];
