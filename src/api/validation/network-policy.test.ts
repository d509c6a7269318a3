import { describe, expect, it } from 'vitest';
import { defaultNetworkPolicy } from '../defaults/networking.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../types/networking-v1.ts';
import { validateNetworkPolicy } from './network-policy.ts';

function refusals(from: NetworkPolicyPeer[], ports: NetworkPolicyPort[] = []): string[] {
  const policy: NetworkPolicy = { spec: { ingress: [{ from, ports }] } };
  defaultNetworkPolicy(policy);
  return validateNetworkPolicy(policy, '1.36').map(({ path, reason }) => `${path.replace('spec.ingress[0].', '')} ${reason}`);
}

describe('validateNetworkPolicy', () => {
  it.each<[string, NetworkPolicyPeer, string[]]>([
    ['no peer', {}, ['from[0] FieldValueRequired']],
    ['both selectors', { podSelector: {}, namespaceSelector: {} }, []],
    ['a block and a selector', { podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }, ['from[0] FieldValueForbidden']],
    ['a hole outside', { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }, ['from[0].ipBlock.except[0] FieldValueInvalid']],
    ['a hole as large as the block', { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }, ['from[0].ipBlock.except[0] FieldValueInvalid']],
    ['a hole of another family', { ipBlock: { cidr: '10.0.0.0/8', except: ['fd00::/64'] } }, ['from[0].ipBlock.except[0] FieldValueInvalid']],
    ['no network', { ipBlock: {} }, ['from[0].ipBlock.cidr FieldValueRequired']],
    ['bits beyond the prefix', { ipBlock: { cidr: '10.0.0.1/8' } }, ['from[0].ipBlock.cidr FieldValueInvalid']],
  ])('%s', (_name, peer, expected) => expect(refusals([peer])).toEqual(expected));

  it.each<[string, NetworkPolicyPort, string[]]>([
    ['a range', { port: 80, endPort: 90 }, []],
    ['a range that goes down', { port: 80, endPort: 70 }, ['ports[0].endPort FieldValueInvalid']],
    ['a range of a named port', { port: 'http', endPort: 90 }, ['ports[0].endPort FieldValueInvalid']],
    ['a range without start', { endPort: 90 }, ['ports[0].endPort FieldValueInvalid']],
    ['another protocol', { protocol: 'ICMP' }, ['ports[0].protocol FieldValueNotSupported']],
  ])('%s', (_name, port, expected) => expect(refusals([{ podSelector: {} }], [port])).toEqual(expected));

  it('lets a stored network stay', () => {
    const policy: NetworkPolicy = { spec: { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] } };
    expect(validateNetworkPolicy(policy, '1.36', policy)).toEqual([]);
  });

  it('derives the types from the rules', () => {
    const policy: NetworkPolicy = { spec: { egress: [{}] } };
    defaultNetworkPolicy(policy);
    expect(policy.spec?.policyTypes).toEqual(['Ingress', 'Egress']);
  });
});
