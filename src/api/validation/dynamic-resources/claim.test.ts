import { expect, it } from 'vitest';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { DeviceToleration } from '../../types/resource-v1.ts';
import { validateResourceClaim } from './claim.ts';

function refusals(tolerations: DeviceToleration[]): string[] {
  const exactly = { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, tolerations };
  return validateResourceClaim({ spec: { devices: { requests: [{ name: 'a', exactly }] } } }, '1.36').map(({ path, reason }) => `${path} ${reason}`);
}

it('asks for another field before capacity could be shared', () => {
  const errors = (version: KubernetesVersion): string[] => validateResourceClaim({ spec: { devices: { constraints: [{}] } } }, version).map(({ path }) => path);
  expect([errors('1.35'), errors('1.36')]).toEqual([['spec.devices.constraints[0].matchAttribute'], ['spec.devices.constraints[0]']]);
});

it('takes any number of tolerations, and looks at each', () => {
  const many = Array.from({ length: 17 }, () => ({ key: 'a', operator: 'Exists' }));
  expect(refusals(many)).toEqual([]);
  expect(refusals([...many, { key: 'a', operator: 'Is' }])).toEqual(['spec.devices.requests[0].exactly.tolerations[17].operator FieldValueNotSupported']);
});
