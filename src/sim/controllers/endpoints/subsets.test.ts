import { expect, it } from 'vitest';
import type { Pod, Service } from '../../objects.ts';
import { addressCount, subsetsOf, truncatedSubsets } from './subsets.ts';

function pod(name: string, ip: string, options: { readonly ready?: boolean; readonly portName?: string; readonly phase?: string; readonly deleted?: boolean } = {}): Pod {
  const { ready = true, portName = 'http', phase = 'Running', deleted = false } = options;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'd', uid: name, ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: { nodeName: 'n', containers: [{ name: 'c', ports: [{ name: portName, containerPort: 8080, protocol: 'TCP' }] }] },
    status: { phase, podIP: ip, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

const service = (spec: object): Service => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'd' }, spec }) as Service;
const NAMED = { ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' }] };

function brief(spec: object, pods: readonly Pod[]): unknown[] {
  return subsetsOf(service(spec), pods).map(({ addresses, notReadyAddresses, ports }) => [addresses?.map(({ ip }) => ip), notReadyAddresses?.map(({ ip }) => ip), ports?.map(({ port }) => port)]);
}

it.each([
  ['ready pods apart from others, by address', NAMED, [pod('a', '10.0.0.3'), pod('b', '10.0.0.2', { ready: false }), pod('c', '10.0.0.1')], [[['10.0.0.1', '10.0.0.3'], ['10.0.0.2'], [8080]]]],
  ['not ended, not terminating, not without an address', NAMED, [pod('a', '10.0.0.1', { phase: 'Succeeded' }), pod('b', '10.0.0.2', { deleted: true }), pod('c', '')], []],
  ['all as ready when the Service publishes them', { ...NAMED, publishNotReadyAddresses: true }, [pod('a', '10.0.0.1', { ready: false }), pod('b', '10.0.0.2', { deleted: true })], [[['10.0.0.1', '10.0.0.2'], undefined, [8080]]]],
  ['not those without the named port', NAMED, [pod('a', '10.0.0.1', { portName: 'other' })], []],
  ['without ports for headless Services only', { clusterIP: 'None' }, [pod('a', '10.0.0.1')], [[['10.0.0.1'], undefined, undefined]]],
])('%s', (_name, spec, pods, expected) => {
  expect(brief(spec, pods)).toEqual(expected);
});

it('cuts at 1,000 addresses, ready ones first', () => {
  const pods = Array.from({ length: 1200 }, (_, index) => pod(`p${index}`, `10.0.${Math.trunc(index / 250)}.${index % 250}`, { ready: index >= 600 }));
  const cut = truncatedSubsets(subsetsOf(service(NAMED), pods));
  expect(addressCount(cut)).toBe(1000);
  expect(cut[0]?.addresses).toHaveLength(600);
});
