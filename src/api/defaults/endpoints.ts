import { dns1123SubdomainProblems } from '../names.ts';
import { semanticEqual } from '../semantic-equal.ts';
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

const HOSTNAME = 'kubernetes.io/hostname';

/**
 * Version 1 has no topology: what is written there is dropped, but for the name of a node that the stored slice named that way
 * (pkg/registry/discovery/endpointslice/strategy.go, `dropTopologyOnV1`, v1.36). Endpoints that did not change are left alone.
 */
export function dropTopology(slice: EndpointSlice, old?: EndpointSlice): void {
  if (old !== undefined && semanticEqual(slice.endpoints, old.endpoints)) return;
  const known = (old?.endpoints ?? []).map((endpoint) => endpoint.deprecatedTopology?.[HOSTNAME]);
  for (const endpoint of slice.endpoints ?? []) {
    const nodeName = endpoint.deprecatedTopology?.[HOSTNAME];
    if (endpoint.nodeName === undefined && nodeName !== undefined && known.includes(nodeName) && dns1123SubdomainProblems(nodeName).length === 0) endpoint.nodeName = nodeName;
    delete endpoint.deprecatedTopology;
  }
}
