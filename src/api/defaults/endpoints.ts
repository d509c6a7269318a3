import type { Endpoints } from '../types/core-v1.ts';
import type { EndpointSlice } from '../types/discovery-v1.ts';

/** Ports without a protocol are TCP (pkg/apis/core/v1/defaults.go, pkg/apis/discovery/v1/defaults.go, v1.36). */
export function defaultEndpoints(endpoints: Endpoints): void {
  for (const subset of endpoints.subsets ?? []) for (const port of subset.ports ?? []) if ((port.protocol ?? '') === '') port.protocol = 'TCP';
}

export function defaultEndpointSlice(slice: EndpointSlice): void {
  for (const port of slice.ports ?? []) {
    port.name ??= '';
    port.protocol ??= 'TCP';
  }
}
