import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import type { Node, Pod } from '../../../api/types/core-v1.ts';
import { schedulerFeatures } from '../features.ts';
import { podInfo } from '../pod-info.ts';
import { defaultProfile } from '../profile.ts';
import { schedulePod } from '../schedule-pod.ts';
import { Snapshot } from '../snapshot.ts';
import { decideClaims } from './dynamic-resources.ts';

const node = (name: string): Node => ({ metadata: { name }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } } });
const gpu = (name: string, model: string, memory: string, more: object = {}): object => ({ name, attributes: { model: { string: model }, numa: { int: Number(name.at(-1)) % 2 } }, capacity: { memory: { value: memory } }, ...more });
const slice = (nodeName: string, devices: readonly object[]): object => ({
  kind: 'ResourceSlice', metadata: { name: `s-${nodeName}` }, spec: { driver: 'gpu.example', nodeName, pool: { name: nodeName, generation: 1, resourceSliceCount: 1 }, devices },
});
const deviceClass = { kind: 'DeviceClass', metadata: { name: 'gpu' }, spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.example"' } }] } };
const claim = (name: string, requests: readonly object[], more: object = {}, status: object = {}): object => ({
  kind: 'ResourceClaim', metadata: { name, namespace: 'd' }, spec: { devices: { requests, ...more } }, status,
});
const request = (name: string, more: object = {}): object => ({ name, exactly: { deviceClassName: 'gpu', ...more } });
const selecting = (expression: string): object => ({ selectors: [{ cel: { expression } }] });
const pod: Pod = { metadata: { name: 'p', namespace: 'd' }, spec: { containers: [{ name: 'c' }], resourceClaims: [{ name: 'gpu', resourceClaimName: 'c' }] } };

function snapshotOf(...objects: readonly object[]): Snapshot {
  const snapshot = new Snapshot();
  snapshot.setNode(node('a'));
  snapshot.setNode(node('b'));
  for (const object of [deviceClass, ...objects]) snapshot.setObject(object as KubeObject);
  return snapshot;
}

function outcome(snapshot: Snapshot): string {
  const decision = schedulePod(pod, snapshot, defaultProfile(schedulerFeatures('1.36')));
  return decision.kind === 'placed' ? decision.candidates.join(' ') : decision.message;
}

function devices(snapshot: Snapshot, nodeName: string): (string | undefined)[] | undefined {
  const target = snapshot.node(nodeName);
  return target === undefined ? undefined : decideClaims(podInfo(pod), target, snapshot)?.allocations.flatMap(({ allocation }) => (allocation.devices?.results ?? []).map(({ device }) => device));
}

describe('DynamicResources', () => {
  const slices = [slice('a', [gpu('g0', 'small', '10Gi'), gpu('g1', 'small', '10Gi')]), slice('b', [gpu('g2', 'large', '40Gi')])];

  it('finds devices by CEL over attributes and capacity', () => {
    expect(outcome(snapshotOf(...slices, claim('c', [request('r', selecting('device.attributes["gpu.example"].model == "large"'))])))).toBe('b');
    expect(outcome(snapshotOf(...slices, claim('c', [request('r', selecting('device.capacity["gpu.example"].memory.compareTo(quantity("20Gi")) < 0'))])))).toBe('a');
  });

  it('needs as many devices as are asked for, none of them held by another claim', () => {
    expect(outcome(snapshotOf(...slices, claim('c', [request('r', { count: 2 })])))).toBe('a');
    const held = claim('other', [request('r')], {}, { allocation: { devices: { results: [{ request: 'r', driver: 'gpu.example', pool: 'a', device: 'g1' }] } } });
    const snapshot = snapshotOf(...slices, held, claim('c', [request('r', { count: 2 })]));
    expect(outcome(snapshot)).toBe('0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.');
  });

  it('gives all matching devices when all are asked for', () => {
    expect(devices(snapshotOf(...slices, claim('c', [request('r', { allocationMode: 'All' })])), 'a')).toEqual(['g0', 'g1']);
  });

  it('goes back where constraints demand it', () => {
    const snapshot = snapshotOf(slice('a', [gpu('g0', 'm', '1Gi'), gpu('g1', 'm', '1Gi'), gpu('g3', 'm', '1Gi')]), claim('c', [request('r', { count: 2 })], { constraints: [{ matchAttribute: 'gpu.example/numa' }] }));
    expect(devices(snapshot, 'a')).toEqual(['g1', 'g3']);
  });

  it('takes the first alternative that can be had, and prefers nodes with an early one', () => {
    const alternatives = { name: 'r', firstAvailable: [{ name: 'big', deviceClassName: 'gpu', ...selecting('device.attributes["gpu.example"].model == "large"') }, { name: 'any', deviceClassName: 'gpu' }] };
    const snapshot = snapshotOf(...slices, claim('c', [alternatives]));
    expect(outcome(snapshot)).toBe('b');
    expect(devices(snapshot, 'a')).toEqual(['g0']);
  });

  it('keeps off tainted devices that are not tolerated', () => {
    const tainted = slice('a', [gpu('g0', 'm', '1Gi', { taints: [{ key: 'broken', effect: 'NoSchedule' }] })]);
    expect(outcome(snapshotOf(tainted, claim('c', [request('r')])))).toContain('cannot allocate all claims');
    expect(outcome(snapshotOf(tainted, claim('c', [request('r', { tolerations: [{ key: 'broken', operator: 'Exists' }] })])))).toBe('a');
  });

  it('takes no more of the counters that devices share than there are', () => {
    const partition = (name: string, memory: string): object => gpu(name, 'part', memory, { consumesCounters: [{ counterSet: 'card', counters: { memory: { value: memory } } }] });
    const published = slice('a', [partition('p0', '20Gi'), partition('p1', '20Gi'), partition('p2', '40Gi')]) as { spec: object };
    const card = { ...published, spec: { ...published.spec, sharedCounters: [{ name: 'card', counters: { memory: { value: '40Gi' } } }] } };
    expect(devices(snapshotOf(card, claim('c', [request('r', { count: 2 })])), 'a')).toEqual(['p0', 'p1']);
    expect(devices(snapshotOf(card, claim('c', [request('r', { count: 3 })])), 'a')).toBeUndefined();
    const held = claim('other', [request('r')], {}, { allocation: { devices: { results: [{ request: 'r', driver: 'gpu.example', pool: 'a', device: 'p0' }] } } });
    expect(devices(snapshotOf(card, held, claim('c', [request('r', selecting('device.capacity["gpu.example"].memory.compareTo(quantity("20Gi")) > 0'))])), 'a')).toBeUndefined();
  });

  it('shares devices that may be shared as far as their capacity goes', () => {
    const nic = gpu('n0', 'nic', '10Gi', { allowMultipleAllocations: true });
    const wanting = (memory: string): object => request('r', { capacity: { requests: { memory } } });
    const taken = (memory: string): object => claim(`other-${memory}`, [], {}, { allocation: { devices: { results: [{ request: 'r', driver: 'gpu.example', pool: 'a', device: 'n0', shareID: 'x', consumedCapacity: { memory } }] } } });
    expect(devices(snapshotOf(slice('a', [nic]), taken('6Gi'), claim('c', [wanting('4Gi')])), 'a')).toEqual(['n0']);
    expect(devices(snapshotOf(slice('a', [nic]), taken('6Gi'), claim('c', [wanting('5Gi')])), 'a')).toBeUndefined();
  });

  it('follows a claim that has its devices', () => {
    const allocation = { nodeSelector: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }] } };
    expect(outcome(snapshotOf(claim('c', [request('r')], {}, { allocation })))).toBe('b');
  });

  it('says what is missing', () => {
    expect(outcome(snapshotOf())).toContain('resourceclaim.resource.k8s.io "c" not found. no new claims to deallocate');
    expect(outcome(snapshotOf(claim('c', [{ name: 'r', exactly: { deviceClassName: 'none' } }])))).toContain('request r: device class none does not exist');
    expect(outcome(snapshotOf(...slices, claim('c', [request('r', selecting('device.attributes["gpu.example"].nope == 1'))])))).toContain('CEL runtime error');
  });
});
