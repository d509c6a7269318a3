import { expect, test } from 'vitest';
import type { Lease, LeaseSpec } from '../types/coordination-v1.ts';
import { dropElectionFields, validateLease } from './lease.ts';

test.each<[LeaseSpec, string[]]>([
  [{ leaseDurationSeconds: 1, leaseTransitions: 0 }, []],
  [{ leaseDurationSeconds: 0 }, ['spec.leaseDurationSeconds']],
  [{ leaseTransitions: -1 }, ['spec.leaseTransitions']],
])('%j', (spec, paths) => {
  expect(validateLease({ spec }).map(({ path }) => path)).toEqual(paths);
});

test('fields of coordinated elections are not kept', () => {
  const lease: Lease = { spec: { holderIdentity: 'a', strategy: 'Any', preferredHolder: 'b' } };
  dropElectionFields(lease);
  expect(lease).toEqual({ spec: { holderIdentity: 'a' } });
});
