import { beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const labels = { app: 'web' };
const containers = [{ name: 'app', image: 'x:1', resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } } }];
const WEB = { kind: 'Deployment', namespace: 'default', name: 'web' };
const POD = { kind: 'Pod', namespace: 'default', name: 'a' };
const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } } } as KubeObject;
const pod = (spec: object = {}): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default', labels }, spec: { containers, ...spec } }) as KubeObject;
const definition = (subresources: object): KubeObject =>
  ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'farms.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Farm', plural: 'farms', singular: 'farm', listKind: 'FarmList' },
      versions: [{ name: 'v1', served: true, storage: true, subresources, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', maximum: 9 } } }, status: { type: 'object', properties: { size: { type: 'integer' } } } } } } }],
    },
  }) as unknown as KubeObject;
const FARM = { kind: 'Farm', namespace: 'default', name: 'f' };
const farm = { apiVersion: 'example.com/v1', kind: 'Farm', metadata: { name: 'f', namespace: 'default' }, spec: { size: 1 } } as KubeObject;

let simulation: Simulation;
beforeEach(() => {
  simulation = createSimulation();
});

function applied(...objects: readonly KubeObject[]): void {
  for (const object of objects) expect(simulation.apply(object)).toMatchObject({ accepted: true });
}

describe('scale', () => {
  it('changes the size and nothing else', () => {
    applied(web);
    expect(simulation.scale(WEB, 4)).toMatchObject({ accepted: true, object: { spec: { replicas: 4 }, metadata: { generation: 2 } } });
    expect(simulation.patch(WEB, { spec: { replicas: 5, paused: true } }, { subresource: 'scale' })).toMatchObject({ accepted: true });
    expect((simulation.get(WEB) as { spec?: object }).spec).not.toHaveProperty('paused');
  });

  it('is refused below 0, for what is no number, and for kinds that have none', () => {
    applied(web, pod());
    expect(simulation.scale(WEB, -1)).toMatchObject({ accepted: false, code: 422, causes: [{ path: 'spec.replicas' }] });
    expect(simulation.patch(WEB, { spec: { replicas: 'many' } }, { subresource: 'scale' })).toMatchObject({ accepted: false, code: 400 });
    expect(simulation.scale(POD, 2)).toMatchObject({ accepted: false, code: 404 });
  });

  it('finds its field in custom objects, whose schema decides', () => {
    applied(definition({ scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } }), farm);
    expect(simulation.scale(FARM, 3)).toMatchObject({ accepted: true, object: { spec: { size: 3 } } });
    expect(simulation.scale(FARM, 10)).toMatchObject({ accepted: false, code: 422 });
  });
});

describe('status', () => {
  it('changes the status and leaves the spec', () => {
    applied(web);
    expect(simulation.patch(WEB, { spec: { replicas: 9 }, status: { replicas: 3, readyReplicas: 2 } }, { subresource: 'status' })).toMatchObject({ accepted: true, object: { spec: { replicas: 1 }, status: { replicas: 3, readyReplicas: 2 } } });
  });

  it.each<[object, string]>([
    [{ unavailableReplicas: -1 }, 'status.unavailableReplicas'],
    [{ replicas: 1, readyReplicas: 2 }, 'status.readyReplicas'],
    [{ replicas: 3, readyReplicas: 1, availableReplicas: 2 }, 'status.availableReplicas'],
  ])('%j is refused', (status, path) => {
    applied(web);
    expect(simulation.patch(WEB, { status }, { subresource: 'status' })).toMatchObject({ accepted: false, code: 422, causes: [{ path }] });
  });

  it('is refused when it cannot be read, and for kinds that have none', () => {
    applied(web, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'default' } });
    expect(simulation.patch(WEB, { status: { replicas: 'three' } }, { subresource: 'status' })).toMatchObject({ accepted: false, code: 400 });
    expect(simulation.patch({ kind: 'ConfigMap', namespace: 'default', name: 'c' }, { status: {} }, { subresource: 'status' })).toMatchObject({ accepted: false, code: 404 });
  });

  it('is there for custom objects when their definition says so', () => {
    applied(definition({}), farm);
    expect(simulation.patch(FARM, { status: { size: 1 } }, { subresource: 'status' })).toMatchObject({ accepted: false, code: 404 });
    applied(definition({ status: {} }));
    expect(simulation.patch(FARM, { status: { size: 1 } }, { subresource: 'status' })).toMatchObject({ accepted: true, object: { spec: { size: 1 }, status: { size: 1 } } });
    expect(simulation.patch(FARM, { status: { size: 'big' } }, { subresource: 'status' })).toMatchObject({ accepted: false, code: 422 });
  });
});

describe('binding', () => {
  it('puts a pod on a node, once', () => {
    applied(pod());
    expect(simulation.bind(POD, 'n')).toMatchObject({ accepted: true, object: { spec: { nodeName: 'n' } } });
    expect(simulation.bind(POD, 'm')).toMatchObject({ accepted: false, code: 409, message: 'pod a is already assigned to node "n"' });
  });

  it('needs a node, a pod, and no gates', () => {
    applied(pod({ schedulingGates: [{ name: 'example.com/wait' }] }));
    expect(simulation.bind(POD, '')).toMatchObject({ accepted: false, code: 422 });
    expect(simulation.bind({ ...POD, name: 'b' }, 'n')).toMatchObject({ accepted: false, code: 404 });
    expect(simulation.bind(POD, 'n')).toMatchObject({ accepted: false, code: 409 });
  });
});

describe('eviction', () => {
  it('takes a grace period, and ends what is not running at once', () => {
    applied(pod());
    expect(simulation.evict(POD, { graceSeconds: 5 })).toMatchObject({ accepted: true, verb: 'evicted' });
    expect(simulation.get(POD)).toBeUndefined();
    expect(simulation.evict(POD)).toMatchObject({ accepted: false, code: 404 });
  });
});

describe('resize', () => {
  it.each<[string, object, string]>([
    ['another QoS class', { limits: { cpu: '1' } }, 'spec'],
    ['requests above limits', { requests: { memory: '2Gi' } }, 'spec.containers[0].resources.requests'],
    ['something else than CPU and memory', { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '1' } }, 'spec'],
  ])('%s is refused', (_name, resources, path) => {
    applied(pod());
    const outcome = simulation.resize(POD, { app: resources });
    expect(outcome).toMatchObject({ accepted: false, code: 422 });
    expect(outcome.accepted ? [] : outcome.causes.map((cause) => cause.path)).toContain(path);
  });

  it('cannot take requests away', () => {
    applied(pod());
    expect(simulation.patch(POD, { spec: { containers: [{ name: 'app', resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } }] } }, { subresource: 'resize' })).toMatchObject({ accepted: true });
    expect(simulation.patch(POD, { spec: { containers: [{ name: 'app', resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } } }] } }, { subresource: 'resize' })).toMatchObject({ accepted: false, code: 422, causes: [{ path: 'spec.containers[0].resources.requests' }] });
  });

  it('is held against LimitRanges and quotas, and not there before 1.32', () => {
    applied({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l', namespace: 'default' }, spec: { limits: [{ type: 'Container', max: { cpu: '4', memory: '4Gi' } }] } } as KubeObject, pod({ containers: [{ ...containers[0], resources: { requests: { cpu: '1' }, limits: { cpu: '2', memory: '1Gi' } } }] }));
    expect(simulation.resize(POD, { app: { limits: { cpu: '5' } } })).toMatchObject({ accepted: false, code: 403 });
    expect(simulation.resize(POD, { app: { limits: { cpu: '3' } } })).toMatchObject({ accepted: true });
    applied({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' }, spec: { hard: { 'requests.cpu': '2' } } } as KubeObject);
    simulation.run();
    expect(simulation.resize(POD, { app: { requests: { cpu: '2500m' } } })).toMatchObject({ accepted: false, code: 403 });
    const old = createSimulation({ version: '1.31' });
    expect(old.apply(pod())).toMatchObject({ accepted: true });
    expect(old.resize(POD, { app: { requests: { cpu: '2' } } })).toMatchObject({ accepted: false, code: 404 });
  });
});
