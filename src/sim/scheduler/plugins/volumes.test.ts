import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import type { Node, Pod } from '../../../api/types/core-v1.ts';
import type { Decision } from '../decision.ts';
import { schedulerFeatures } from '../features.ts';
import { podInfo } from '../pod-info.ts';
import { defaultProfile } from '../profile.ts';
import { schedulePod } from '../schedule-pod.ts';
import { Snapshot } from '../snapshot.ts';
import { decideVolumes } from './volume-binding.ts';

const node = (name: string, labels: Record<string, string> = {}): Node => ({ metadata: { name, labels }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } } });
const pod = (name: string, claims: readonly string[], nodeName?: string): Pod => ({
  metadata: { name, namespace: 'd' },
  spec: { nodeName, containers: [{ name: 'c' }], volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) },
});
const claim = (name: string, spec: object = {}, status: object = {}): object => ({
  kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'd' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'wait', resources: { requests: { storage: '5Gi' } }, ...spec }, status,
});
const bound = (name: string, volumeName: string, spec: object = {}): object => claim(name, { volumeName, ...spec }, { phase: 'Bound' });
const storageClass = (name: string, more: object = {}): object => ({ kind: 'StorageClass', metadata: { name }, provisioner: 'csi.example', volumeBindingMode: 'WaitForFirstConsumer', ...more });
const volume = (name: string, storage: string, more: object = {}, labels: Record<string, string> = {}): object => ({
  kind: 'PersistentVolume', metadata: { name, labels }, spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], storageClassName: 'wait', ...more }, status: { phase: 'Available' },
});
const onlyZone = (zone: string): object => ({ nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }] } } });
const csi = (handle: string): object => ({ csi: { driver: 'csi.example', volumeHandle: handle } });

function snapshotOf(nodes: readonly Node[], objects: readonly object[], pods: readonly Pod[] = []): Snapshot {
  const snapshot = new Snapshot();
  for (const each of nodes) snapshot.setNode(each);
  for (const each of objects) snapshot.setObject(each as KubeObject);
  for (const each of pods) snapshot.setPod(each);
  return snapshot;
}

const decide = (target: Pod, snapshot: Snapshot): Decision => schedulePod(target, snapshot, defaultProfile(schedulerFeatures('1.36')));

function first(target: Pod, snapshot: Snapshot): string {
  const decision = decide(target, snapshot);
  return decision.kind === 'unschedulable' ? decision.message.split('.')[0]?.replace(/^0\/\d+ nodes are available: /, '') ?? '' : decision.kind === 'placed' ? decision.node : decision.message;
}

describe('volumes', () => {
  const a = node('a', { zone: 'x', 'topology.kubernetes.io/zone': 'x' });
  const b = node('b', { zone: 'y', 'topology.kubernetes.io/zone': 'y' });

  it('needs every claim, bound or waiting for its first consumer', () => {
    expect(first(pod('p', ['none']), snapshotOf([a], []))).toBe('persistentvolumeclaim "none" not found');
    expect(first(pod('p', ['c']), snapshotOf([a], [claim('c', { storageClassName: 'now' }), storageClass('now', { volumeBindingMode: 'Immediate' })]))).toBe('pod has unbound immediate PersistentVolumeClaims');
    const lost = claim('c', { volumeName: 'gone' }, { phase: 'Lost' });
    expect(first(pod('p', ['c']), snapshotOf([a], [lost, storageClass('wait')]))).toBe('persistentvolumeclaim "c" bound to non-existent persistentvolume "gone"');
  });

  it('goes where bound volumes can be reached', () => {
    const snapshot = snapshotOf([a, b], [bound('c', 'v'), volume('v', '5Gi', onlyZone('y'))]);
    expect(decide(pod('p', ['c']), snapshot)).toMatchObject({ kind: 'placed', node: 'b', feasibleNodes: 1 });
    expect(first(pod('p', ['c']), snapshotOf([a], [bound('c', 'v'), volume('v', '5Gi', onlyZone('y'))]))).toBe("1 node(s) didn't match PersistentVolume's node affinity");
  });

  it('follows the zone labels of bound volumes', () => {
    const zoned = volume('v', '5Gi', {}, { 'topology.kubernetes.io/zone': 'y__z' });
    expect(decide(pod('p', ['c']), snapshotOf([a, b], [bound('c', 'v'), zoned]))).toMatchObject({ node: 'b', feasibleNodes: 1 });
    expect(first(pod('p', ['c']), snapshotOf([a], [bound('c', 'v'), zoned]))).toBe('1 node(s) had no available volume zone');
    expect(first(pod('p', ['c']), snapshotOf([node('plain')], [bound('c', 'v'), zoned]))).toBe('plain');
  });

  it('binds the smallest volume that suits, and never one volume twice', () => {
    const none = storageClass('wait', { provisioner: 'kubernetes.io/no-provisioner' });
    const volumes = [volume('big', '50Gi'), volume('fit', '6Gi'), volume('small', '1Gi'), volume('other', '5Gi', { storageClassName: 'else' }), volume('taken', '5Gi', { claimRef: { namespace: 'd', name: 'x' } })];
    const snapshot = snapshotOf([a], [none, claim('c1'), claim('c2'), claim('c3'), ...volumes]);
    const target = snapshot.node('a');
    if (target === undefined) throw new Error('no node');
    expect(decideVolumes(podInfo(pod('p', ['c1', 'c2'])), target, snapshot)?.bindings.map(({ claim: { metadata }, volume: { metadata: of } }) => [metadata?.name, of?.name])).toEqual([['c1', 'fit'], ['c2', 'big']]);
    expect(first(pod('p', ['c1', 'c2', 'c3']), snapshot)).toBe("1 node(s) didn't find available persistent volumes to bind");
  });

  it('prefers the volume that is reserved for the claim, wherever that leads', () => {
    const reserved = volume('reserved', '50Gi', { claimRef: { namespace: 'd', name: 'c' }, ...onlyZone('y') });
    for (const name of ['fit', 'zfit']) {
      const snapshot = snapshotOf([a, b], [storageClass('wait', { provisioner: 'kubernetes.io/no-provisioner' }), claim('c'), volume(name, '5Gi'), reserved]);
      expect(decide(pod('p', ['c']), snapshot)).toMatchObject({ node: 'b', feasibleNodes: 1 });
    }
  });

  it('provisions where topology and capacity allow', () => {
    const inY = storageClass('wait', { allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['y'] }] }] });
    expect(decide(pod('p', ['c']), snapshotOf([a, b], [inY, claim('c')]))).toMatchObject({ node: 'b', feasibleNodes: 1 });
    const driver = { kind: 'CSIDriver', metadata: { name: 'csi.example' }, spec: { storageCapacity: true } };
    const capacity = (limit: string): object => ({ kind: 'CSIStorageCapacity', metadata: { name: 'k', namespace: 'kube-system' }, storageClassName: 'wait', capacity: limit, nodeTopology: { matchLabels: { zone: 'x' } } });
    expect(decide(pod('p', ['c']), snapshotOf([a, b], [storageClass('wait'), claim('c'), driver, capacity('9Gi')]))).toMatchObject({ node: 'a', feasibleNodes: 1 });
    expect(first(pod('p', ['c']), snapshotOf([a], [storageClass('wait'), claim('c'), driver, capacity('1Gi')]))).toBe('1 node(s) did not have enough free storage');
  });

  it('goes nowhere else once a node is selected for provisioning', () => {
    const chosen = claim('c');
    Object.assign((chosen as { metadata: object }).metadata, { annotations: { 'volume.kubernetes.io/selected-node': 'b' } });
    expect(decide(pod('p', ['c']), snapshotOf([a, b], [storageClass('wait'), chosen]))).toMatchObject({ node: 'b', feasibleNodes: 1 });
  });

  it('counts attached volumes of a driver against the limit of the node', () => {
    const limit = { kind: 'CSINode', metadata: { name: 'a' }, spec: { drivers: [{ name: 'csi.example', allocatable: { count: 1 } }] } };
    const objects = [limit, bound('c1', 'v1'), bound('c2', 'v2'), volume('v1', '5Gi', csi('h1')), volume('v2', '5Gi', csi('h2'))];
    expect(first(pod('p', ['c2']), snapshotOf([a], objects, [pod('q', ['c1'], 'a')]))).toBe('1 node(s) exceed max volume count');
    expect(first(pod('p', ['c1']), snapshotOf([a], objects, [pod('q', ['c1'], 'a')]))).toBe('a');
    const attachment = { kind: 'VolumeAttachment', metadata: { name: 'at' }, spec: { attacher: 'csi.example', nodeName: 'a', source: { persistentVolumeName: 'v1' } } };
    expect(first(pod('p', ['c2']), snapshotOf([a], [...objects, attachment]))).toBe('1 node(s) exceed max volume count');
  });

  it('lets one pod use a ReadWriteOncePod claim, and one of higher priority take it over', () => {
    const objects = [bound('c', 'v', { accessModes: ['ReadWriteOncePod'] }), volume('v', '5Gi')];
    const snapshot = snapshotOf([a, b], objects, [pod('q', ['c'], 'a')]);
    expect(first(pod('p', ['c']), snapshot)).toBe('2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod');
    const important = pod('p', ['c']);
    expect(decide({ ...important, spec: { ...important.spec, priority: 10 } }, snapshot)).toMatchObject({ preemption: { node: 'a', victims: [{ name: 'q' }] } });
  });

  it('keeps disks of the old kind to one pod a node', () => {
    const disk = (readOnly: boolean): Pod => ({ metadata: { name: `r${String(readOnly)}`, namespace: 'd' }, spec: { containers: [{ name: 'c' }], volumes: [{ name: 'v', gcePersistentDisk: { pdName: 'disk', readOnly } }] } });
    const there = (readOnly: boolean): Pod => ({ ...disk(readOnly), metadata: { name: 'there', namespace: 'd' }, spec: { ...disk(readOnly).spec, nodeName: 'a' } });
    expect(first(disk(false), snapshotOf([a], [], [there(true)]))).toBe('1 node(s) had no available disk');
    expect(first(disk(true), snapshotOf([a], [], [there(true)]))).toBe('a');
  });
});
