import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64.ts';
import { resourceQuotaWarnings, secretWarnings } from './configuration.ts';
import { cidrWarnings, ipWarnings } from './ip.ts';
import { networkPolicyWarnings } from './networking.ts';
import { serviceWarnings } from './service.ts';
import { csiStorageCapacityWarnings, persistentVolumeClaimWarnings, persistentVolumeWarnings } from './storage.ts';

const paths = (warnings: readonly { readonly path: string }[]): string[] => warnings.map(({ path }) => path);

describe('addresses', () => {
  it.each([['10.0.0.1', 0], ['010.0.0.1', 1], ['::ffff:10.0.0.1', 1], ['2001:DB8::1', 1], ['2001:db8::1', 0], ['x', 0]])('%s', (text, count) => expect(ipWarnings(text, 'p')).toHaveLength(count));
  it.each([['10.0.0.0/8', 0], ['10.0.0.1/8', 1], ['010.0.0.1/8', 2], ['FD00::/64', 1]])('%s', (text, count) => expect(cidrWarnings(text, 'p')).toHaveLength(count));
});

describe('warnings', () => {
  it('of Services', () => {
    const spec = { type: 'ClusterIP', externalName: 'a.example.org', externalIPs: ['192.0.2.1'], trafficDistribution: 'PreferClose' };
    expect(paths(serviceWarnings({ spec }, { version: '1.36' }))).toEqual(['spec.externalIPs', 'spec.externalName', 'spec.trafficDistribution']);
    expect(paths(serviceWarnings({ spec }, { version: '1.33' }))).toEqual(['spec.externalName']);
  });
  it('of volumes and claims', () => {
    expect(paths(persistentVolumeWarnings({ spec: { persistentVolumeReclaimPolicy: 'Recycle', rbd: {} } }))).toEqual(['spec.persistentVolumeReclaimPolicy', 'spec.rbd']);
    expect(paths(persistentVolumeClaimWarnings({ spec: { resources: { requests: { storage: '1500m' } } } }))).toEqual(['spec.resources.requests[storage]']);
  });
  it('of renamed labels', () => {
    const nodeTopology = { matchLabels: { 'beta.kubernetes.io/os': 'linux' }, matchExpressions: [{ key: 'failure-domain.beta.kubernetes.io/zone', operator: 'Exists' }] };
    expect(paths(csiStorageCapacityWarnings({ nodeTopology }))).toEqual(['nodeTopology.matchLabels[beta.kubernetes.io/os]', 'nodeTopology.matchExpressions[0].key']);
  });
  it('of networks', () => expect(paths(networkPolicyWarnings({ spec: { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] } }))).toEqual(['spec.egress[0].to[0].ipBlock.cidr']));
  it('of quotas and secrets', () => {
    expect(paths(resourceQuotaWarnings({ spec: { hard: { 'requests.cpu': '4', 'limits.cpu': '2' } } }))).toEqual(['spec.hard[requests.cpu]']);
    expect(paths(secretWarnings({ type: 'kubernetes.io/tls', data: { 'tls.crt': encodeBase64('x') } }))).toEqual(['data[tls.crt]']);
  });
});
