import type { EndpointAddress } from '../../../api/types/core-v1.ts';
import type { Endpoint, EndpointPort } from '../../../api/types/discovery-v1.ts';
import type { EndpointSlice, Endpoints } from '../../objects.ts';

/** Addresses of a subset that are mirrored at most (--mirroring-max-endpoints-per-subset). */
const MAX_ENDPOINTS_PER_SUBSET = 1000;

export type SliceContent = Pick<EndpointSlice, 'endpoints' | 'ports' | 'addressType'>;

/** A slice for each subset and family of addresses (endpointslicemirroring/reconciler.go and utils.go, v1.36); what is ready is all that they know. */
export function mirroredSlices({ subsets = [] }: Pick<Endpoints, 'subsets'>): SliceContent[] {
  const slices: SliceContent[] = [];
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    const endpoints = [...addresses.map((address) => endpointOf(address, true)), ...notReadyAddresses.map((address) => endpointOf(address, false))].slice(0, MAX_ENDPOINTS_PER_SUBSET);
    for (const addressType of ['IPv4', 'IPv6']) {
      const ofFamily = endpoints.filter((endpoint) => ((endpoint.addresses?.[0] ?? '').includes(':') ? 'IPv6' : 'IPv4') === addressType);
      if (ofFamily.length > 0) slices.push({ addressType, endpoints: ofFamily, ports: ports.map(portOf) });
    }
  }
  return slices;
}

function endpointOf({ ip = '', hostname = '', nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === '' ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

function portOf({ name = '', port, protocol = 'TCP', appProtocol }: EndpointPort): EndpointPort {
  return { name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) };
}
