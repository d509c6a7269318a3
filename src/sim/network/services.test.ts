import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { resolveName } from './dns.ts';
import { networkView } from './network-view.ts';
import { chooseEndpoints } from './proxy-choice.ts';

const pod = (name: string, ip: string, { ready = true, node = 'n1', terminating = false, phase = 'Running', spec = {} }: { ready?: boolean; node?: string; terminating?: boolean; phase?: string; spec?: object } = {}): object => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: 'web' }, ...(terminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
  spec: { nodeName: node, containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }], ...spec },
  status: { podIP: ip, phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const node = (name: string, zone: string): object => ({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } } });
const service = (spec: object = {}, name = 'web'): object => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { clusterIP: '10.96.0.1', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...spec },
});
const view = (...objects: readonly object[]): ReturnType<typeof networkView> => networkView([node('n1', 'a'), node('n2', 'b'), ...objects] as KubeObject[]);

function chosen(from: string, objects: readonly object[], isExternal = false): string {
  const seen = view(...objects);
  const [found] = seen.services;
  const port = found?.spec?.ports?.[0];
  if (found === undefined || port === undefined) throw new Error('no service');
  const { endpoints, reason } = chooseEndpoints(found, port, { nodeName: from, isExternal }, seen);
  return `${reason}: ${endpoints.map(({ address, port: number }) => `${address}:${number}`).join(' ')}`;
}

describe('chooseEndpoints', () => {
  it.each<[string, string, string]>([
    ['ready pods, by their named port', chosen('n1', [service(), pod('a', '10.0.0.1'), pod('b', '10.0.0.2', { ready: false })]), 'ready: 10.0.0.1:8080'],
    ['finished pods and pods without an address are left out', chosen('n1', [service(), pod('a', '', {}), pod('b', '10.0.0.2', { phase: 'Succeeded' })]), 'none: '],
    ['terminating pods only when none is ready', chosen('n1', [service(), pod('a', '10.0.0.1', { terminating: true }), pod('b', '10.0.0.2', { ready: false })]), 'terminating: 10.0.0.1:8080'],
    ['not ready ones when the Service publishes them', chosen('n1', [service({ publishNotReadyAddresses: true }), pod('b', '10.0.0.2', { ready: false })]), 'ready: 10.0.0.2:8080'],
    ['traffic policy Local: those of the node', chosen('n2', [service({ internalTrafficPolicy: 'Local' }), pod('a', '10.0.0.1'), pod('b', '10.0.0.2', { node: 'n2' })]), 'ready: 10.0.0.2:8080'],
    ['traffic policy Local without one: dropped', chosen('n2', [service({ internalTrafficPolicy: 'Local' }), pod('a', '10.0.0.1')]), 'none-local: '],
    ['the external policy counts outside only', chosen('n2', [service({ externalTrafficPolicy: 'Local' }), pod('a', '10.0.0.1')]), 'ready: 10.0.0.1:8080'],
    ['external traffic with policy Local', chosen('n2', [service({ externalTrafficPolicy: 'Local' }), pod('a', '10.0.0.1')], true), 'none-local: '],
    ['a port name that the pods lack', chosen('n1', [service({ ports: [{ port: 80, targetPort: 'admin' }] }), pod('a', '10.0.0.1')]), 'none: '],
  ])('%s', (_title, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('keeps to the zone when every endpoint has a hint and one is meant for it', () => {
    const slice = (hints: readonly (string | undefined)[]): object => ({
      apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 's', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } }, addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: hints.map((zone, index) => ({ addresses: [`10.0.0.${index + 1}`], conditions: { ready: true }, ...(zone === undefined ? {} : { hints: { forZones: [{ name: zone }] } }) })),
    });
    expect(chosen('n1', [service(), slice(['a', 'b'])])).toBe('ready: 10.0.0.1:8080');
    expect(chosen('n1', [service(), slice(['a', undefined])])).toBe('ready: 10.0.0.1:8080 10.0.0.2:8080');
    expect(chosen('n1', [service(), slice(['b', 'b'])])).toBe('ready: 10.0.0.1:8080 10.0.0.2:8080');
  });
});

describe('resolveName', () => {
  const headless = service({ clusterIP: 'None' }, 'db');
  const named = pod('db-0', '10.0.0.9', { spec: { hostname: 'db-0', subdomain: 'db' } });
  const seen = view(service(), headless, service({ type: 'ExternalName', externalName: 'db.example.com', clusterIP: undefined, selector: undefined }, 'ext'), pod('a', '10.0.0.1'), named);
  const answer = (name: string, from = 'shop'): unknown => resolveName(name, from, seen);

  it.each<[string, unknown, object]>([
    ['a Service of the same namespace', answer('web'), { kind: 'addresses', name: 'web.shop.svc.cluster.local', addresses: ['10.96.0.1'] }],
    ['a Service elsewhere', answer('web.shop', 'ops'), { kind: 'addresses', addresses: ['10.96.0.1'] }],
    ['not without its namespace', answer('web', 'ops'), { kind: 'not-found' }],
    ['the full name', answer('web.shop.svc.cluster.local', 'ops'), { kind: 'addresses' }],
    ['the absolute name', answer('web.shop.svc.cluster.local.', 'ops'), { kind: 'addresses' }],
    ['a headless Service: its pods', answer('db'), { kind: 'addresses', addresses: ['10.0.0.1', '10.0.0.9'] }],
    ['a pod of a headless Service', answer('db-0.db'), { kind: 'addresses', name: 'db-0.db.shop.svc.cluster.local', addresses: ['10.0.0.9'] }],
    ['an external name', answer('ext'), { kind: 'alias', target: 'db.example.com' }],
    ['a named port', answer('_http._tcp.web'), { kind: 'services', targets: [{ host: 'web.shop.svc.cluster.local', port: 80 }] }],
    ['a named port of a headless Service', answer('_http._tcp.db'), { kind: 'services', targets: [{ host: '10-0-0-1.db.shop.svc.cluster.local', port: 8080 }, { host: 'db-0.db.shop.svc.cluster.local', port: 8080 }] }],
    ['a pod by its address', answer('10-0-0-1.shop.pod'), { kind: 'addresses', addresses: ['10.0.0.1'] }],
    ['names outside', answer('example.com'), { kind: 'outside', name: 'example.com' }],
  ])('%s', (_title, actual, expected) => {
    expect(actual).toMatchObject(expected);
  });

  it('says when nothing is behind a headless Service', () => {
    expect(resolveName('db', 'shop', view(headless))).toEqual({ kind: 'empty', name: 'db.shop.svc.cluster.local' });
  });
});
