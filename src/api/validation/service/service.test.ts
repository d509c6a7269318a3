import { describe, expect, it } from 'vitest';
import { defaultService } from '../../defaults/service.ts';
import type { Service, ServiceSpec } from '../../types/core-v1.ts';
import { validateServiceFields } from './service.ts';
import { validateServiceChange } from './update.ts';

function refusals(spec: ServiceSpec, version: '1.35' | '1.36' = '1.36'): string[] {
  const service: Service = { metadata: { name: 'web' }, spec };
  defaultService(service);
  return validateServiceFields(service, { version }).map(({ path, reason }) => `${path} ${reason}`);
}

const PORT = { port: 80 };

describe('validateServiceFields', () => {
  it('accepts a plain Service', () => expect(refusals({ ports: [PORT], selector: { app: 'web' } })).toEqual([]));

  it.each<[string, ServiceSpec, string[]]>([
    ['no ports', {}, ['spec.ports FieldValueRequired']],
    ['a headless Service without ports', { clusterIP: 'None', clusterIPs: ['None'] }, []],
    ['two ports, one unnamed', { ports: [PORT, { port: 81, name: 'b' }] }, ['spec.ports[0].name FieldValueRequired']],
    ['the same port twice', { ports: [{ ...PORT, name: 'a' }, { ...PORT, name: 'b' }] }, ['spec.ports[1] FieldValueDuplicate']],
    ['the same port of two protocols', { ports: [{ ...PORT, name: 'a' }, { ...PORT, name: 'b', protocol: 'UDP' }] }, []],
    ['a node port on ClusterIP', { ports: [{ ...PORT, nodePort: 30000 }] }, ['spec.ports[0].nodePort FieldValueForbidden']],
    ['an external name that is missing', { type: 'ExternalName' }, ['spec.externalName FieldValueRequired']],
    ['an external name with a trailing dot', { type: 'ExternalName', externalName: 'db.example.org.' }, []],
    ['a headless load balancer', { type: 'LoadBalancer', clusterIP: 'None', clusterIPs: ['None'], ports: [PORT] }, ['spec.clusterIPs[0] FieldValueInvalid']],
    ['source ranges on ClusterIP', { ports: [PORT], loadBalancerSourceRanges: [' 10.0.0.0/8 '] }, ['spec.LoadBalancerSourceRanges FieldValueForbidden']],
    ['an external policy on an internal Service', { ports: [PORT], externalTrafficPolicy: 'Local' }, ['spec.externalTrafficPolicy FieldValueInvalid']],
    ['an external address that nothing reaches', { ports: [PORT], externalIPs: ['127.0.0.1'] }, ['spec.externalIPs[0] FieldValueInvalid']],
    ['an affinity that times out too late', { ports: [PORT], sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } }, ['spec.sessionAffinityConfig.clientIP.timeoutSeconds FieldValueInvalid']],
    ['an address that is not the first one', { ports: [PORT], clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.2'] }, ['spec.clusterIPs FieldValueInvalid']],
    ['two addresses of one family', { ports: [PORT], clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', '10.96.0.2'] }, ['spec.clusterIPs FieldValueInvalid']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('is lenient about addresses before 1.36', () => {
    const spec: ServiceSpec = { ports: [PORT], externalIPs: ['010.1.1.1'] };
    expect(refusals(spec, '1.35')).toEqual([]);
    expect(refusals(spec, '1.36')).toEqual(['spec.externalIPs[0] FieldValueInvalid']);
  });
});

describe('validateServiceChange', () => {
  const old: ServiceSpec = { type: 'ClusterIP', clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1'], ipFamilies: ['IPv4'] };
  it.each<[string, ServiceSpec, string[]]>([
    ['nothing', old, []],
    ['another address', { ...old, clusterIPs: ['10.96.0.9'] }, ['spec.clusterIPs[0]']],
    ['no address', { ...old, clusterIPs: [] }, ['spec.clusterIPs[0]']],
    ['another family', { ...old, ipFamilies: ['IPv6'] }, ['spec.ipFamilies[0]']],
    ['the type ExternalName', { type: 'ExternalName', externalName: 'x.example.org' }, []],
  ])('%s', (_name, spec, expected) => expect(validateServiceChange(spec, old).map(({ path }) => path)).toEqual(expected));
});
