import { expect, test } from 'vitest';
import { qosClassOf } from './qos.ts';
import type { QosClass } from './qos.ts';
import type { PodSpec, ResourceRequirements } from './types/core-v1.ts';

function pod(...resources: ResourceRequirements[]): PodSpec {
  return { containers: resources.map((each) => ({ resources: each })) };
}

const FULL = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1000m', memory: '1Gi' } };

test.each<[string, PodSpec, QosClass]>([
  ['nothing asked for', pod({}), 'BestEffort'],
  ['only what does not count', pod({ requests: { 'example.org/gpu': '1', cpu: '0' } }), 'BestEffort'],
  ['limits that equal requests', pod(FULL), 'Guaranteed'],
  ['one container without limits', pod(FULL, {}), 'Burstable'],
  ['one resource without a limit', pod({ requests: { cpu: '1' }, limits: { cpu: '1' } }), 'Burstable'],
  ['less requested than allowed', pod({ ...FULL, requests: { cpu: '500m', memory: '1Gi' } }), 'Burstable'],
  ['limits only, before defaulting', pod({ limits: FULL.limits }), 'Burstable'],
  ['an init container counts', { ...pod(FULL), initContainers: [{ resources: { requests: { cpu: '1' } } }] }, 'Burstable'],
  ['the pod as a whole decides', { ...pod({}), resources: FULL }, 'Guaranteed'],
  ['the pod as a whole, in part', { ...pod(FULL), resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } }, 'Burstable'],
])('%s', (_name, spec, expected) => {
  expect(qosClassOf(spec)).toBe(expected);
});
