import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Pod } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const REF = { kind: 'Pod', namespace: 'default', name: 'a' };

function pod(name: string, cpu: string, more: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'x:1', resources: { requests: { cpu, memory: '1Gi' }, limits: { cpu: '8', memory: '2Gi' } } }], ...more } } as KubeObject;
}

function started(...pods: readonly KubeObject[]): Simulation {
  const simulation = createSimulation();
  simulation.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } } } as KubeObject);
  for (const object of pods) expect(simulation.apply(object)).toMatchObject({ accepted: true });
  simulation.run();
  return simulation;
}

const stored = (simulation: Simulation, name = 'a'): Pod => simulation.get({ ...REF, name }) as Pod;
const condition = (simulation: Simulation, type: string): unknown => stored(simulation).status?.conditions?.find((found) => found.type === type);

describe('a resize in place', () => {
  it('takes a moment, and restarts nothing', () => {
    const simulation = started(pod('a', '1'));
    expect(simulation.resize(REF, { app: { requests: { cpu: '3' } } })).toMatchObject({ accepted: true, verb: 'updated' });
    simulation.run({ untilMs: simulation.nowMs });
    expect(condition(simulation, 'PodResizeInProgress')).toMatchObject({ status: 'True' });
    simulation.run();
    expect(stored(simulation)).toMatchObject({
      metadata: { generation: 2 },
      spec: { containers: [{ resources: { requests: { cpu: '3', memory: '1Gi' }, limits: { cpu: '8', memory: '2Gi' } } }] },
      status: { phase: 'Running', containerStatuses: [{ restartCount: 0, allocatedResources: { cpu: '3' }, resources: { requests: { cpu: '3' } } }] },
    });
    expect(condition(simulation, 'PodResizeInProgress')).toBeUndefined();
  });

  it('is infeasible when the node can never hold it', () => {
    const simulation = started(pod('a', '1'));
    simulation.resize(REF, { app: { requests: { cpu: '5' } } });
    simulation.run();
    expect(condition(simulation, 'PodResizePending')).toMatchObject({ reason: 'Infeasible', message: "Node didn't have enough capacity: cpu, requested: 5000, capacity: 4000" });
  });

  it('is put off until others make room', () => {
    const simulation = started(pod('a', '1'), pod('b', '2500m'));
    simulation.resize(REF, { app: { requests: { cpu: '2' } } });
    simulation.run();
    expect(condition(simulation, 'PodResizePending')).toMatchObject({ reason: 'Deferred', message: "Node didn't have enough resource: cpu, requested: 2000, used: 2500, capacity: 4000" });
    simulation.resize({ ...REF, name: 'b' }, { app: { requests: { cpu: '1' } } });
    simulation.run();
    expect(condition(simulation, 'PodResizePending')).toBeUndefined();
    expect(stored(simulation)).toMatchObject({ status: { containerStatuses: [{ allocatedResources: { cpu: '2' } }] } });
  });

  it('is put off until another pod is gone', () => {
    const simulation = started(pod('a', '1'), pod('b', '2500m'));
    simulation.resize(REF, { app: { requests: { cpu: '2' } } });
    simulation.run();
    simulation.delete({ ...REF, name: 'b' });
    simulation.run();
    expect(condition(simulation, 'PodResizePending')).toBeUndefined();
  });

  it('counts at once for the scheduler', () => {
    const simulation = started(pod('a', '1'));
    simulation.resize(REF, { app: { requests: { cpu: '3' } } });
    simulation.run();
    simulation.apply(pod('b', '2'));
    simulation.run();
    expect(stored(simulation, 'b').spec?.nodeName).toBeUndefined();
    simulation.resize(REF, { app: { requests: { cpu: '1' } } });
    simulation.run();
    expect(stored(simulation, 'b').spec?.nodeName).toBe('n');
  });
});
