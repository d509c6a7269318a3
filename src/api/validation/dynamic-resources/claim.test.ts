import { expect, it } from 'vitest';
import type { DeviceToleration } from '../../types/resource-v1.ts';
import { validateResourceClaim } from './claim.ts';

function refusals(tolerations: DeviceToleration[]): string[] {
  const exactly = { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, tolerations };
  return validateResourceClaim({ spec: { devices: { requests: [{ name: 'a', exactly }] } } }).map(({ path, reason }) => `${path} ${reason}`);
}

it('takes any number of tolerations, and looks at each', () => {
  const many = Array.from({ length: 17 }, () => ({ key: 'a', operator: 'Exists' }));
  expect(refusals(many)).toEqual([]);
  expect(refusals([...many, { key: 'a', operator: 'Is' }])).toEqual(['spec.devices.requests[0].exactly.tolerations[17].operator FieldValueNotSupported']);
});
