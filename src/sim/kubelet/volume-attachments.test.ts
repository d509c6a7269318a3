import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const node = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } } }) as KubeObject;

function claim(name: string, source: object, accessModes: readonly string[]): KubeObject[] {
  const spec = { accessModes, resources: { requests: { storage: '1Gi' } }, storageClassName: '', volumeName: name };
  return [
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec: { capacity: { storage: '1Gi' }, accessModes, storageClassName: '', claimRef: { namespace: 'default', name }, ...source } } as KubeObject,
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' }, spec } as KubeObject,
  ];
}

const pod = (name: string, nodeName: string, claimName: string): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { nodeName, containers: [{ name: 'c', image: 'x' }], volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] } }) as KubeObject;

function phases(simulation: Simulation): Record<string, unknown> {
  return Object.fromEntries(simulation.list('Pod').map((object) => [object.metadata.name ?? '', (object as { status?: { phase?: string } }).status?.phase]));
}

function started(source: object, accessModes: readonly string[], secondNode: string): Simulation {
  const simulation = createSimulation();
  for (const object of [node('a'), node('b'), ...claim('disk', source, accessModes)]) simulation.restore(object);
  simulation.apply(pod('first', 'a', 'disk'));
  simulation.run();
  simulation.apply(pod('second', secondNode, 'disk'));
  simulation.run();
  return simulation;
}

const DISK = { csi: { driver: 'disk.example', volumeHandle: '1' } };

describe('volumes for one node', () => {
  it('are not attached to a second node while a pod on the first uses them', () => {
    const simulation = started(DISK, ['ReadWriteOnce'], 'b');
    expect(phases(simulation)).toEqual({ first: 'Running', second: 'Pending' });
    expect(simulation.events.filter(({ reason }) => reason === 'FailedAttachVolume')).toMatchObject([{ name: 'second', message: 'Multi-Attach error for volume "disk": Volume is already used by pod(s) default/first' }]);
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'first' });
    simulation.run();
    expect(phases(simulation)).toEqual({ second: 'Running' });
  });

  it('serve many pods of the same node', () => {
    expect(phases(started(DISK, ['ReadWriteOnce'], 'a'))).toEqual({ first: 'Running', second: 'Running' });
  });

  it('are those that are attached and have no mode for many nodes', () => {
    expect(phases(started(DISK, ['ReadWriteMany'], 'b'))).toEqual({ first: 'Running', second: 'Running' });
    expect(phases(started({ nfs: { server: 'files.example', path: '/' } }, ['ReadWriteOnce'], 'b'))).toEqual({ first: 'Running', second: 'Running' });
  });
});
