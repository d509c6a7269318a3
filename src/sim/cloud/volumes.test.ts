import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import { EXPANSION_MS } from './volume-expander.ts';
import { PROVISION_MS } from './volume-provisioner.ts';

const CLAIM = { kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' };
const POD = { kind: 'Pod', namespace: 'default', name: 'p' };

function storageClass(name: string, more: object = {}): KubeObject {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'csi.example.com', ...more } as KubeObject;
}

function claim(storage: string, storageClassName = 'fast', name = 'data', more: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } }, ...more } } as KubeObject;
}

function pod(name = 'p', claimName = 'data'): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'x:1' }], volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] } } as KubeObject;
}

function started(...objects: readonly KubeObject[]): Simulation {
  const simulation = createSimulation();
  simulation.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } } } as KubeObject);
  for (const object of [storageClass('fast', { allowVolumeExpansion: true }), storageClass('stiff'), ...objects]) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  simulation.run();
  return simulation;
}

const stored = (simulation: Simulation): PersistentVolumeClaim => simulation.get(CLAIM) as PersistentVolumeClaim;
const volume = (simulation: Simulation): PersistentVolume | undefined => simulation.list('PersistentVolume')[0] as PersistentVolume | undefined;

describe('provisioning', () => {
  it('takes its time, and pods wait for it', () => {
    const simulation = started(claim('1Gi'), pod());
    const times = (kind: string, ready: (object: KubeObject) => boolean): number | undefined => simulation.log.find(({ object }) => object.kind === kind && ready(object))?.timeMs;
    expect(times('PersistentVolume', () => true)).toBe(PROVISION_MS);
    expect(times('Pod', (object) => ((object as { spec?: { nodeName?: string } }).spec?.nodeName ?? '') !== '')).toBeGreaterThanOrEqual(PROVISION_MS);
  });

  it('takes the volume back when the claim goes, unless it is to be kept', () => {
    const simulation = started(claim('1Gi'));
    simulation.delete(CLAIM);
    simulation.run();
    expect(volume(simulation)).toBeUndefined();
    const keeping = started(storageClass('kept', { reclaimPolicy: 'Retain' }), claim('1Gi', 'kept'));
    keeping.delete(CLAIM);
    keeping.run();
    expect(volume(keeping)?.status?.phase).toBe('Released');
  });
});

describe('protection', () => {
  it('keeps a claim while a pod uses it, and a volume while a claim is bound to it', () => {
    const simulation = started(claim('1Gi'), pod());
    const name = volume(simulation)?.metadata.name ?? '';
    expect(simulation.delete({ kind: 'PersistentVolume', name })).toMatchObject({ accepted: true, verb: 'deleting' });
    expect(simulation.delete(CLAIM)).toMatchObject({ accepted: true, verb: 'deleting' });
    simulation.run();
    expect(volume(simulation)).toBeDefined();
    expect(stored(simulation)).toBeDefined();
    simulation.delete(POD);
    simulation.run();
    expect(stored(simulation)).toBeUndefined();
    expect(volume(simulation)).toBeUndefined();
  });

  it('lets a volume go that nobody uses', () => {
    const simulation = started({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/data' } } } as KubeObject);
    simulation.delete({ kind: 'PersistentVolume', name: 'pv' });
    simulation.run();
    expect(volume(simulation)).toBeUndefined();
  });
});

describe('expansion', () => {
  it('makes the volume larger, then the file system', () => {
    const simulation = started(claim('1Gi'), pod());
    const startMs = simulation.nowMs;
    expect(simulation.apply(claim('3Gi'))).toMatchObject({ accepted: true });
    simulation.run({ untilMs: startMs });
    expect(stored(simulation).status).toMatchObject({ capacity: { storage: '1Gi' }, conditions: [{ type: 'Resizing' }], allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' } });
    simulation.run({ untilMs: startMs + EXPANSION_MS });
    expect(volume(simulation)?.spec?.capacity).toEqual({ storage: '3Gi' });
    expect(stored(simulation).status).toMatchObject({ capacity: { storage: '1Gi' }, conditions: [{ type: 'FileSystemResizePending' }] });
    simulation.run();
    expect(stored(simulation).status).toMatchObject({ capacity: { storage: '3Gi' }, conditions: [] });
  });

  it('waits for a pod to make the file system larger', () => {
    const simulation = started(claim('1Gi'));
    simulation.apply(claim('3Gi'));
    simulation.run();
    expect(stored(simulation).status).toMatchObject({ capacity: { storage: '1Gi' }, conditions: [{ type: 'FileSystemResizePending' }] });
    simulation.apply(pod());
    simulation.run();
    expect(stored(simulation).status?.capacity).toEqual({ storage: '3Gi' });
  });

  it('of a block volume is done with the volume', () => {
    const block = { volumeMode: 'Block' };
    const simulation = started(claim('1Gi', 'fast', 'data', block));
    simulation.apply(claim('3Gi', 'fast', 'data', block));
    simulation.run();
    expect(stored(simulation).status?.capacity).toEqual({ storage: '3Gi' });
  });

  it('needs a class that allows it, and never goes back', () => {
    const simulation = started(claim('1Gi', 'stiff'));
    expect(simulation.apply(claim('2Gi', 'stiff'))).toMatchObject({ accepted: false, code: 403, message: expect.stringContaining('storage class stiff does not set allowVolumeExpansion') as string });
    const other = started(claim('2Gi'));
    expect(other.apply(claim('1Gi'))).toMatchObject({ accepted: false, code: 422 });
  });
});

describe('attach limits', () => {
  it('leave pods waiting when the node holds no more volumes', () => {
    const simulation = started(
      { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' }, spec: { drivers: [{ name: 'csi.example.com', nodeID: 'n', allocatable: { count: 1 } }] } } as KubeObject,
      claim('1Gi'),
      pod(),
    );
    for (const object of [claim('1Gi', 'fast', 'more'), pod('q', 'more')]) simulation.apply(object);
    simulation.run();
    expect(simulation.get({ ...POD, name: 'q' })).toMatchObject({ status: { conditions: [{ message: expect.stringContaining('node(s) exceed max volume count') as string }] } });
    simulation.delete(POD);
    simulation.run();
    expect(simulation.get({ ...POD, name: 'q' })).toMatchObject({ spec: { nodeName: 'n' } });
  });
});
