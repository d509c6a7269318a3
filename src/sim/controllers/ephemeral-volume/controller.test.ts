import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import type { PersistentVolumeClaim, Pod } from '../../objects.ts';
import { createSimulation, type Simulation } from '../../simulation.ts';

const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' }, conditions: [{ type: 'Ready', status: 'True' }] } };
const fast = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'disk.example', volumeBindingMode: 'WaitForFirstConsumer' };
const volumeClaimTemplate = { metadata: { labels: { for: 'scratch' } }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'i:1' }], volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate } }] } };

function after(...objects: readonly object[]): Simulation {
  const simulation = createSimulation();
  for (const object of [node, fast]) simulation.restore(object as KubeObject);
  for (const object of objects) expect(simulation.apply(object as KubeObject)).toMatchObject({ accepted: true });
  simulation.run();
  return simulation;
}

const claims = (simulation: Simulation): PersistentVolumeClaim[] => simulation.list('PersistentVolumeClaim') as PersistentVolumeClaim[];
const phase = (simulation: Simulation): string | undefined => (simulation.get({ kind: 'Pod', namespace: 'default', name: 'p' }) as Pod | undefined)?.status?.phase;

describe('ephemeral volumes', () => {
  it('have claims that are made for their pod, bound, and go with it', () => {
    const simulation = after(pod);
    expect(phase(simulation)).toBe('Running');
    expect(claims(simulation)).toMatchObject([{ metadata: { name: 'p-scratch', labels: { for: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }] }, status: { phase: 'Bound' } }]);
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'p' });
    simulation.run();
    expect(claims(simulation)).toEqual([]);
  });

  it('wait while a claim of that name is not theirs', () => {
    const taken = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'p-scratch' }, spec: volumeClaimTemplate.spec };
    const simulation = after(taken, pod);
    expect(phase(simulation)).toBe('Pending');
    simulation.delete({ kind: 'PersistentVolumeClaim', namespace: 'default', name: 'p-scratch' });
    simulation.run({ untilMs: simulation.nowMs + 400_000 });
    expect(phase(simulation)).toBe('Running');
  });
});
