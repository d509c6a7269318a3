import { describe, expect, it } from 'vitest';
import type { ServiceSpec } from '../types/core-v1.ts';
import { assignIpFamilies, normalizeClusterIps } from './service-allocation.ts';
import { dropFieldsOfOldType, keepAssignedValues } from './service-update.ts';
import { defaultService } from './service.ts';

describe('defaultService', () => {
  it('fills in protocol, target port and policies', () => {
    const service = { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } as ServiceSpec };
    defaultService(service);
    expect(service.spec).toEqual({
      type: 'LoadBalancer',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Cluster',
      allocateLoadBalancerNodePorts: true,
    });
  });
});

describe('assignIpFamilies', () => {
  function assigned(spec: ServiceSpec): ServiceSpec | string[] {
    normalizeClusterIps(spec);
    const errors = assignIpFamilies(spec, '1.36');
    return errors.length > 0 ? errors.map(({ path }) => path) : spec;
  }
  it('takes the family of the cluster', () => expect(assigned({ type: 'ClusterIP' })).toEqual({ type: 'ClusterIP', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] }));
  it('prefers two families and gets one', () => expect(assigned({ type: 'ClusterIP', ipFamilyPolicy: 'PreferDualStack' })).toMatchObject({ ipFamilies: ['IPv4'] }));
  it('gives selectorless headless Services both', () => expect(assigned({ clusterIP: 'None' })).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] }));
  it('refuses what the cluster does not have and leaves the spec alone', () => {
    const spec: ServiceSpec = { type: 'ClusterIP', ipFamilyPolicy: 'RequireDualStack' };
    expect(assigned(spec)).toEqual(['spec.ipFamilyPolicy']);
    expect(spec).toEqual({ type: 'ClusterIP', ipFamilyPolicy: 'RequireDualStack' });
    expect(assigned({ clusterIP: '2001:db8::1', selector: { a: 'b' } })).toEqual(['spec.clusterIPs[0]']);
  });
  it('wants SingleStack to give up an address', () => {
    const old: ServiceSpec = { type: 'ClusterIP', clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' };
    const now: ServiceSpec = { ...old, clusterIPs: ['10.0.0.1'] };
    expect(assignIpFamilies(now, '1.36', old).map(({ path }) => path)).toContain('spec.ipFamilyPolicy');
  });
});

describe('updates of Services', () => {
  const old: ServiceSpec = { type: 'NodePort', clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ports: [{ name: 'a', port: 80, nodePort: 30001 }], externalTrafficPolicy: 'Cluster' };
  it('keep what was assigned', () => {
    const spec: ServiceSpec = { type: 'NodePort', ports: [{ name: 'a', port: 81 }, { name: 'b', port: 82 }] };
    keepAssignedValues(spec, old);
    expect(spec).toMatchObject({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ports: [{ nodePort: 30001 }, { port: 82 }] });
  });
  it('do not give one node port twice', () => {
    const spec: ServiceSpec = { type: 'NodePort', ports: [{ name: 'a', port: 81 }, { name: 'b', port: 82, nodePort: 30001 }] };
    keepAssignedValues(spec, old);
    expect(spec.ports?.[0]?.nodePort).toBeUndefined();
  });
  it('drop what the new type does not have', () => {
    const spec: ServiceSpec = { ...old, type: 'ExternalName', ports: [{ name: 'a', port: 80, nodePort: 30001 }] };
    dropFieldsOfOldType(spec, old);
    expect(spec).toEqual({ type: 'ExternalName', ports: [{ name: 'a', port: 80 }] });
  });
  it('keep in step when only clusterIP is cleared', () => {
    const spec: ServiceSpec = { clusterIP: '', clusterIPs: ['10.0.0.1'] };
    normalizeClusterIps(spec, old);
    expect(spec.clusterIPs).toBeUndefined();
  });
});
