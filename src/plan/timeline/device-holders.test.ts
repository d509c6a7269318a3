import { expect, test } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { deviceHolders } from './device-holders.ts';

const slice = (names: readonly string[]): KubeObject => ({ apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: 's' }, spec: { driver: 'd', nodeName: 'a', pool: { name: 'a' }, devices: names.map((name) => ({ name })) } }) as KubeObject;
const claim = (name: string, device: string, users: readonly string[]): KubeObject =>
  ({ apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name, namespace: 'n' }, status: { reservedFor: users.map((user) => ({ name: user })), allocation: { devices: { results: [{ driver: 'd', pool: 'a', device }] } } } }) as KubeObject;

test.each([
  [[], undefined],
  [[slice(['g0', 'g1'])], 'none of its 2 devices is held'],
  [[slice(['g0']), claim('c', 'g0', ['p'])], 'its 1 device is held: g0 by n/p'],
  [[slice(['g0', 'g1']), claim('c', 'g1', [])], '1 of its 2 devices is held: g1 by ResourceClaim n/c'],
  [[slice(['g0', 'g1', 'g2', 'g3', 'g4', 'g5']), ...['g0', 'g1', 'g2', 'g3', 'g4', 'g5'].map((name) => claim(name, name, [`p-${name}`]))], 'its 6 devices are held: g0 by n/p-g0, g1 by n/p-g1, g2 by n/p-g2, g3 by n/p-g3 and 2 more'],
])('says who has the devices of a node', (objects, words) => {
  expect(deviceHolders('a', objects)).toBe(words);
});
