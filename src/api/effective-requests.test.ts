import { expect, it } from 'vitest';
import { podLimits, podRequests } from './effective-requests.ts';
import { formatQuantity } from './quantity.ts';
import type { Container, PodSpec } from './types/core-v1.ts';

const container = (requests: Record<string, string>, restartPolicy?: string): Container => ({ name: 'c', restartPolicy, resources: { requests, limits: requests } });

function requests(spec: PodSpec, options = {}): Record<string, string> {
  return Object.fromEntries([...podRequests(spec, options)].map(([name, amount]) => [name, formatQuantity(amount)]));
}

it.each<[string, PodSpec, Record<string, string>]>([
  ['containers add up', { containers: [container({ cpu: '1' }), container({ cpu: '500m', memory: '1Gi' })] }, { cpu: '1500m', memory: '1Gi' }],
  ['the largest init container counts when it is more', { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '3' }), container({ cpu: '2', memory: '1Gi' })] }, { cpu: '3', memory: '1Gi' }],
  ['sidecars run beside the containers', { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '1' }, 'Always')] }, { cpu: '2' }],
  ['init containers run beside the sidecars before them only', { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '4' }), container({ cpu: '1' }, 'Always'), container({ cpu: '3' })] }, { cpu: '4' }],
  ['sidecars before an init container are added to it', { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '2' }, 'Always'), container({ cpu: '3' })] }, { cpu: '5' }],
  ['overhead is added', { containers: [container({ cpu: '1' })], overhead: { cpu: '250m', memory: '64Mi' } }, { cpu: '1250m', memory: '64Mi' }],
  ['pod-level requests replace the sum', { containers: [container({ cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' })], resources: { requests: { cpu: '3', 'ephemeral-storage': '9Gi' } }, overhead: { cpu: '1' } }, { cpu: '4', memory: '1Gi', 'ephemeral-storage': '1Gi' }],
])('%s', (_title, spec, expected) => {
  expect(requests(spec)).toEqual(expected);
});

it('counts what is allocated while a container is resized', () => {
  const status = { containerStatuses: [{ name: 'c', allocatedResources: { cpu: '2' }, resources: { requests: { cpu: '1' } } }] };
  expect(requests({ containers: [container({ cpu: '500m' })] }, { status })).toEqual({ cpu: '2' });
});

it('adds overhead to the limits that there are', () => {
  const limits = podLimits({ containers: [container({ cpu: '1' })], overhead: { cpu: '500m', memory: '1Gi' } });
  expect([...limits.keys()]).toEqual(['cpu']);
  expect(limits.get('cpu')).toMatchObject({ nanos: 1_500_000_000n });
});
