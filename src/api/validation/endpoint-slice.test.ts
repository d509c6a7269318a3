import { describe, expect, it } from 'vitest';
import { defaultEndpointSlice, dropTopology } from '../defaults/endpoints.ts';
import type { Endpoint, EndpointSlice } from '../types/discovery-v1.ts';
import { validateEndpointSlice } from './endpoint-slice.ts';
import { validateEndpoints } from './endpoints.ts';

function refusals(addressType: string, endpoints: Endpoint[], ports: EndpointSlice['ports'] = []): string[] {
  const slice: EndpointSlice = { addressType, endpoints, ports };
  defaultEndpointSlice(slice);
  return validateEndpointSlice(slice, '1.36').map(({ path, reason }) => `${path} ${reason}`);
}

describe('validateEndpointSlice', () => {
  it.each<[string, string, Endpoint, string[]]>([
    ['an address', 'IPv4', { addresses: ['10.0.0.1'] }, []],
    ['none', 'IPv4', {}, ['endpoints[0].addresses FieldValueRequired']],
    ['one of the other family', 'IPv4', { addresses: ['fd00::1'] }, ['endpoints[0].addresses FieldValueInvalid']],
    ['one that nothing reaches', 'IPv6', { addresses: ['::1'] }, ['endpoints[0].addresses[0] FieldValueInvalid']],
    ['a name of one part', 'FQDN', { addresses: ['db'] }, ['endpoints[0].addresses[0] FieldValueInvalid']],
    ['the same hint twice', 'IPv4', { addresses: ['10.0.0.1'], hints: { forNodes: [{ name: 'a' }, { name: 'a' }] } }, ['endpoints[0].hints.forNodes[1].name FieldValueDuplicate']],
    ['too many hints', 'IPv4', { addresses: ['10.0.0.1'], hints: { forZones: Array.from({ length: 9 }, (_, index) => ({ name: `z${index}` })) } }, ['endpoints[0].hints.forZones FieldValueTooMany']],
  ])('%s', (_name, type, endpoint, expected) => expect(refusals(type, [endpoint])).toEqual(expected));

  it('wants each port name once', () => expect(refusals('IPv4', [], [{ port: 1 }, { port: 2 }])).toEqual(['ports[1].name FieldValueDuplicate']));

  it('drops topology, but keeps the node of an endpoint that had it there', () => {
    const topology = { 'kubernetes.io/hostname': 'n1' };
    const fresh: EndpointSlice = { endpoints: [{ deprecatedTopology: { ...topology } }] };
    dropTopology(fresh);
    expect(fresh.endpoints).toEqual([{}]);
    const changed: EndpointSlice = { endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { ...topology } }] };
    dropTopology(changed, { endpoints: [{ deprecatedTopology: topology }] });
    expect(changed.endpoints).toEqual([{ addresses: ['10.0.0.1'], nodeName: 'n1' }]);
  });
});

describe('validateEndpoints', () => {
  it('refuses an unreadable address twice, as the server does', () => {
    expect(validateEndpoints({ subsets: [{ addresses: [{ ip: 'x' }] }] }, '1.36').map(({ path }) => path)).toEqual(['subsets[0].addresses[0].ip', 'subsets[0].addresses[0].ip']);
  });
  it('wants addresses', () => expect(validateEndpoints({ subsets: [{}] }, '1.36').map(({ path }) => path)).toEqual(['subsets[0]']));
});
