import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64.ts';
import type { ValidationContext } from '../strategy.ts';
import { nodeWarnings, resourceQuotaWarnings, secretWarnings, serviceAccountWarnings } from './configuration.ts';
import { resourceSliceWarnings } from './dynamic-resources.ts';
import { endpointSliceWarnings, endpointsWarnings } from './endpoints.ts';
import { cidrWarnings, ipWarnings } from './ip.ts';
import { ingressWarnings, networkPolicyWarnings } from './networking.ts';
import { serviceWarnings } from './service.ts';
import { csiDriverWarnings, csiStorageCapacityWarnings, persistentVolumeClaimWarnings, persistentVolumeWarnings } from './storage.ts';

const NOW: ValidationContext = { version: '1.36' };

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
    const quota = { spec: { hard: { 'requests.cpu': '4', 'limits.cpu': '2', memory: '2Gi', 'limits.memory': '1Gi', 'requests.storage': '2Gi', 'limits.storage': '1Gi' } } };
    expect(paths(resourceQuotaWarnings(quota, NOW))).toEqual(['spec.hard[requests.cpu]', 'spec.hard[memory]', 'spec.hard[requests.storage]']);
    expect(resourceQuotaWarnings(quota, NOW, quota)).toEqual([]);
    expect(paths(secretWarnings({ type: 'kubernetes.io/tls', data: { 'tls.crt': encodeBase64('x') } }))).toEqual(['data[tls.crt]']);
  });
});

describe('what is told once', () => {
  const annotated = (annotation: string): { metadata: { annotations: Record<string, string> } } => ({ metadata: { annotations: { [annotation]: 'x' } } });

  it('of Ingresses: the class that is no field, when they are new', () => {
    const ingress = annotated('kubernetes.io/ingress.class');
    expect(ingressWarnings(ingress, NOW)).toHaveLength(1);
    expect(ingressWarnings({ ...ingress, spec: { ingressClassName: 'a' } }, NOW)).toEqual([]);
    expect(ingressWarnings(ingress, NOW, ingress)).toEqual([]);
  });
  it('of service accounts: the annotation, by the request that sets it', () => {
    const account = annotated('kubernetes.io/enforce-mountable-secrets');
    expect(serviceAccountWarnings(account, NOW, {})).toHaveLength(1);
    expect(serviceAccountWarnings(account, NOW, account)).toEqual([]);
  });
  it('of drivers: their tokens, when they change', () => {
    const driver = { spec: { tokenRequests: [{ audience: 'a' }] } };
    expect([csiDriverWarnings(driver, NOW), csiDriverWarnings(driver, NOW, { spec: {} }), csiDriverWarnings(driver, NOW, driver)].map(({ length }) => length)).toEqual([1, 1, 0]);
  });
  it('of slices: the type of their addresses, when they are new', () => {
    const slice = { addressType: 'FQDN', endpoints: [] };
    expect([endpointSliceWarnings(slice, NOW), endpointSliceWarnings(slice, NOW, slice)].map(({ length }) => length)).toEqual([1, 0]);
  });
});

it('addresses that controllers copy are not theirs', () => {
  const addresses = ['2001:DB8::1'];
  const labels = (name: string, value: string): { metadata: { labels: Record<string, string> } } => ({ metadata: { labels: { [name]: value } } });
  const slice = { addressType: 'IPv6', endpoints: [{ addresses }] };
  expect(paths(endpointSliceWarnings(slice, NOW))).toEqual(['endpoints[0].addresses[0]']);
  expect(endpointSliceWarnings({ ...slice, ...labels('endpointslice.kubernetes.io/managed-by', 'endpointslice-controller.k8s.io') }, NOW)).toEqual([]);
  const endpoints = { subsets: [{ addresses: [{ ip: '2001:DB8::1' }] }] };
  expect(paths(endpointsWarnings(endpoints))).toEqual(['subsets[0].addresses[0].ip']);
  expect(endpointsWarnings({ ...endpoints, ...labels('endpoints.kubernetes.io/managed-by', 'endpoint-controller') })).toEqual([]);
});

it('networks of Nodes may be ambiguous', () => expect(paths(nodeWarnings({ spec: { podCIDRs: ['FD00::/64'], externalID: 'a' } }))).toEqual(['spec.externalID', 'spec.podCIDRs[0]']));

it('drivers of slices are better in lower case', () => {
  expect(paths(resourceSliceWarnings({ spec: { driver: 'GPU.example.org' } }, NOW))).toEqual(['spec.driver']);
  expect(resourceSliceWarnings({ spec: { driver: 'gpu.example.org' } }, NOW)).toEqual([]);
});
