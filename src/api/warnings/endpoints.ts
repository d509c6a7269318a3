import { at, child } from '../../diag/field-path.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { Endpoints } from '../types/core-v1.ts';
import type { EndpointSlice } from '../types/discovery-v1.ts';
import { ipWarnings } from './ip.ts';

/** By the label that names them: the controllers whose addresses are not warned of, since they write what others gave them. */
const MANAGED_ENDPOINTS = { label: 'endpoints.kubernetes.io/managed-by', controllers: ['endpoint-controller'] } as const;
const MANAGED_SLICES = { label: 'endpointslice.kubernetes.io/managed-by', controllers: ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'] } as const;

function isManaged({ metadata }: Endpoints | EndpointSlice, { label, controllers }: { readonly label: string; readonly controllers: readonly string[] }): boolean {
  return controllers.includes(metadata?.labels?.[label] ?? '');
}

/** Addresses in unusual spellings (pkg/registry/core/endpoint and pkg/registry/discovery/endpointslice, strategy.go, v1.36). */
export function endpointsWarnings(endpoints: Endpoints): ServerWarning[] {
  if (isManaged(endpoints, MANAGED_ENDPOINTS)) return [];
  return (endpoints.subsets ?? []).flatMap((subset, index) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap((field) =>
      (subset[field] ?? []).flatMap(({ ip = '' }, place) => ipWarnings(ip, child(at(child(at('subsets', index), field), place), 'ip'))),
    ),
  );
}

export function endpointSliceWarnings(slice: EndpointSlice, { version }: ValidationContext, old?: EndpointSlice): ServerWarning[] {
  const { addressType, endpoints = [] } = slice;
  const warnings: ServerWarning[] = [];
  if (old === undefined && addressType === 'FQDN' && compareKubernetesVersions(version, '1.34') >= 0) warnings.push({ path: 'spec.addressType', message: 'FQDN is deprecated' });
  if (isManaged(slice, MANAGED_SLICES)) return warnings;
  endpoints.forEach((endpoint, index) => {
    (endpoint.addresses ?? []).forEach((address, place) => warnings.push(...ipWarnings(address, at(child(at('endpoints', index), 'addresses'), place))));
  });
  return warnings;
}
