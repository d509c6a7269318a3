import { expect, test } from 'vitest';
import type { DeviceClaim, ResourceSliceSpec } from '../types/resource-v1.ts';
import { dropDisabledClaimFields, dropDisabledSliceFields } from './devices.ts';

const claimOf = (): DeviceClaim => ({
  requests: [{ name: 'a', exactly: { deviceClassName: 'gpu', tolerations: [{ operator: 'Exists' }] } }, { name: 'b', firstAvailable: [{ name: 'c', tolerations: [{ operator: 'Exists' }] }] }],
  constraints: [{ distinctAttribute: 'example.org/a' }],
});
const PLAIN = { requests: [{ name: 'a', exactly: { deviceClassName: 'gpu' } }, { name: 'b', firstAvailable: [{ name: 'c' }] }], constraints: [{}] };

test('claims lose what is not there yet', () => {
  const [old, now] = [claimOf(), claimOf()];
  dropDisabledClaimFields(old, '1.35');
  dropDisabledClaimFields(now, '1.36');
  expect([old, now]).toEqual([PLAIN, claimOf()]);
});

test('claims keep the features that they use', () => {
  const claim = claimOf();
  dropDisabledClaimFields(claim, '1.35', { requests: [{ exactly: { tolerations: [{}] } }] });
  expect(claim).toEqual({ ...claimOf(), constraints: [{}] });
});

test('slices lose what is not there yet, also below basic', () => {
  const spec = { driver: 'd', perDeviceNodeSelection: true, devices: [{ name: 'a', basic: { taints: [{}], allNodes: true, capacity: { memory: { value: '1', requestPolicy: {} } } } }] } as unknown as ResourceSliceSpec;
  dropDisabledSliceFields(spec, '1.35');
  expect(spec).toEqual({ driver: 'd', devices: [{ name: 'a', basic: { capacity: { memory: { value: '1' } } } }] });
});
