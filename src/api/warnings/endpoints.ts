import { at, child } from '../../diag/field-path.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { Endpoints } from '../types/core-v1.ts';
import type { EndpointSlice } from '../types/discovery-v1.ts';
import { ipWarnings } from './ip.ts';

/** Addresses in unusual spellings (pkg/registry/core/endpoint and pkg/registry/discovery/endpointslice, strategy.go, v1.36). */
export function endpointsWarnings({ subsets = [] }: Endpoints): ServerWarning[] {
  return subsets.flatMap((subset, index) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap((field) =>
      (subset[field] ?? []).flatMap(({ ip = '' }, place) => ipWarnings(ip, child(at(child(at('subsets', index), field), place), 'ip'))),
    ),
  );
}

export function endpointSliceWarnings({ addressType, endpoints = [] }: EndpointSlice, { version }: ValidationContext): ServerWarning[] {
  const warnings: ServerWarning[] = [];
  if (addressType === 'FQDN' && compareKubernetesVersions(version, '1.34') >= 0) warnings.push({ path: 'spec.addressType', message: 'FQDN is deprecated' });
  endpoints.forEach((endpoint, index) => {
    (endpoint.addresses ?? []).forEach((address, place) => warnings.push(...ipWarnings(address, at(child(at('endpoints', index), 'addresses'), place))));
  });
  return warnings;
}
