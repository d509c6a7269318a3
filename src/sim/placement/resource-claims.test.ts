import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Pod, ResourceClaim } from '../objects.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const node = (name: string): object => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' }, conditions: [{ type: 'Ready', status: 'True' }] } });
const slice = (nodeName: string, ...names: readonly string[]): object => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: `gpus-of-${nodeName}` },
  spec: { driver: 'gpu.example', nodeName, pool: { name: nodeName, generation: 1, resourceSliceCount: 1 }, devices: names.map((name) => ({ name })) },
});
const deviceClass = { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' }, spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.example"' } }] } };
const devices = { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu' } }] };
const template = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name: 'one-gpu', namespace: 'default' }, spec: { spec: { devices } } };
const podSpec = (claim: object): object => ({ containers: [{ name: 'c', image: 'train:1', resources: { claims: [{ name: 'gpu' }] } }], resourceClaims: [{ name: 'gpu', ...claim }] });
const FROM_TEMPLATE = { resourceClaimTemplateName: 'one-gpu' };

function deployment(replicas: number): object {
  const labels = { app: 'train' };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'train' }, spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(FROM_TEMPLATE) } } };
}

function withGpus(...objects: readonly object[]): Simulation {
  const simulation = createSimulation();
  for (const object of [node('a'), node('b'), slice('a', 'g0'), slice('b', 'g0'), deviceClass]) simulation.restore(object as KubeObject);
  for (const object of objects) expect(simulation.apply(object as KubeObject)).toMatchObject({ accepted: true });
  simulation.run();
  return simulation;
}

const pods = (simulation: Simulation): Pod[] => simulation.list('Pod') as Pod[];
const claims = (simulation: Simulation): ResourceClaim[] => simulation.list('ResourceClaim') as ResourceClaim[];
const holders = (simulation: Simulation): string[] => claims(simulation).flatMap(({ status }) => (status?.allocation?.devices?.results ?? []).map(({ pool, device }) => `${pool}/${device}`)).sort();

describe('ResourceClaims', () => {
  it('are made from a template for each pod, get their device before the pod is bound, and are reserved for it', () => {
    const simulation = withGpus(template, deployment(2));
    expect(pods(simulation).map(({ spec, status }) => [spec?.nodeName, status?.phase])).toEqual(expect.arrayContaining([['a', 'Running'], ['b', 'Running']]));
    expect(holders(simulation)).toEqual(['a/g0', 'b/g0']);
    for (const pod of pods(simulation)) {
      const [made] = pod.status?.resourceClaimStatuses ?? [];
      expect(made?.resourceClaimName).toMatch(new RegExp(`^${pod.metadata.name ?? ''}-gpu-`));
      const claim = claims(simulation).find(({ metadata }) => metadata.name === made?.resourceClaimName);
      expect(claim).toMatchObject({
        metadata: { finalizers: ['resource.kubernetes.io/delete-protection'], annotations: { 'resource.kubernetes.io/pod-claim-name': 'gpu' }, ownerReferences: [{ kind: 'Pod', uid: pod.metadata.uid }] },
        status: {
          reservedFor: [{ resource: 'pods', name: pod.metadata.name, uid: pod.metadata.uid }],
          allocation: { nodeSelector: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod.spec?.nodeName] }] }] } },
        },
      });
    }
    expect(simulation.decisions).toHaveLength(2);
  });

  it('keep a pod pending when there is a device too few, until another pod goes', () => {
    const simulation = withGpus(template, deployment(3));
    const waiting = pods(simulation).filter(({ spec }) => spec?.nodeName === undefined);
    expect(waiting.map(({ status }) => status?.conditions?.[0]?.message)).toEqual([
      '0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ]);
    const running = pods(simulation).find(({ spec }) => spec?.nodeName === 'a');
    simulation.delete({ kind: 'Pod', namespace: 'default', name: running?.metadata.name ?? '' });
    simulation.run();
    expect(pods(simulation).filter(({ spec }) => spec?.nodeName !== undefined)).toHaveLength(2);
    expect(pods(simulation)).toHaveLength(3);
    expect(holders(simulation)).toEqual(['a/g0', 'b/g0']);
  });

  it('go with their pods when a workload shrinks, so that what waits gets their device', () => {
    const simulation = withGpus(template, deployment(3));
    simulation.scale({ kind: 'Deployment', namespace: 'default', name: 'train' }, 2);
    simulation.run();
    expect(pods(simulation).map(({ status }) => status?.phase)).toEqual(['Running', 'Running']);
    simulation.scale({ kind: 'Deployment', namespace: 'default', name: 'train' }, 0);
    simulation.run();
    expect([pods(simulation), claims(simulation)]).toEqual([[], []]);
  });

  it('that a user made are shared by the pods that name them, and lose their device with the last of them', () => {
    const claim = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'shared' }, spec: { devices } };
    const pod = (name: string): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: podSpec({ resourceClaimName: 'shared' }) });
    const simulation = withGpus(claim, pod('x'), pod('y'));
    expect(pods(simulation).map(({ spec }) => spec?.nodeName)).toEqual(['a', 'a']);
    expect(claims(simulation)[0]?.status?.reservedFor?.map(({ name }) => name)).toEqual(['x', 'y']);
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'x' });
    simulation.run();
    expect(claims(simulation)[0]?.status?.reservedFor?.map(({ name }) => name)).toEqual(['y']);
    simulation.delete({ kind: 'Pod', namespace: 'default', name: 'y' });
    simulation.run();
    expect(claims(simulation)[0]).toMatchObject({ metadata: { finalizers: [] }, status: {} });
    expect(holders(simulation)).toEqual([]);
  });

  it('of a finished pod are deleted before the pod is', () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' }, spec: { completions: 3, parallelism: 3, template: { spec: { ...podSpec(FROM_TEMPLATE), restartPolicy: 'Never' } } } };
    const simulation = withGpus(template, job);
    expect(pods(simulation).map(({ status }) => status?.phase)).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
    expect(claims(simulation)).toEqual([]);
  });

  it('hold up pods whose template or claim is not there, until it is', () => {
    const simulation = withGpus(deployment(1));
    expect(pods(simulation)[0]?.status?.conditions).toBeUndefined();
    expect(simulation.events.find(({ reason }) => reason === 'FailedResourceClaimCreation')?.message).toBe(
      'PodResourceClaim gpu: resource claim template "one-gpu": resourceclaimtemplate.resource.k8s.io "one-gpu" not found',
    );
    simulation.apply(template as KubeObject);
    simulation.run();
    expect(pods(simulation)[0]?.spec?.nodeName).toBe('a');
  });

  it('are read in the older shape of v1beta1 too', () => {
    const old = { ...template, apiVersion: 'resource.k8s.io/v1beta1', spec: { spec: { devices: { requests: [{ name: 'gpu', deviceClassName: 'gpu' }] } } } };
    expect(holders(withGpus(old, deployment(1)))).toEqual(['a/g0']);
  });

  it('are given back and found elsewhere when their device is out of reach', () => {
    const claim = {
      apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'lost', namespace: 'default', uid: 'u', finalizers: ['resource.kubernetes.io/delete-protection'] }, spec: { devices },
      status: { allocation: { devices: { results: [{ request: 'gpu', driver: 'gpu.example', pool: 'c', device: 'g0' }] }, nodeSelector: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['c'] }] }] } } },
    };
    const simulation = withGpus();
    simulation.restore(claim as KubeObject);
    simulation.apply({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: podSpec({ resourceClaimName: 'lost' }) } as KubeObject);
    simulation.run();
    expect(holders(simulation)).toEqual(['a/g0']);
  });

  it('are reserved for pods that somebody bound without the scheduler, which wait until there are devices', () => {
    const claim = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'shared' }, spec: { devices } };
    const pod = (name: string, more: object): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { ...podSpec({ resourceClaimName: 'shared' }), ...more } });
    const simulation = withGpus(claim, pod('bound', { nodeName: 'a' }));
    expect(pods(simulation)[0]?.status?.containerStatuses?.[0]?.state?.waiting?.message).toMatch(/^Failed to prepare dynamic resources: pod bound \(.*\) is not allowed to use resource claim shared/);
    simulation.apply(pod('placed', {}) as KubeObject);
    simulation.run();
    expect(pods(simulation).map(({ status }) => status?.phase)).toEqual(['Running', 'Running']);
    expect(claims(simulation)[0]?.status?.reservedFor?.map(({ name }) => name)).toEqual(['placed', 'bound']);
  });

  it('are not waited for where nothing is known of devices', () => {
    const claim = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'any' }, spec: { devices } };
    const simulation = createSimulation({ scheduling: { devices: 'assumed' } });
    simulation.restore(node('a') as KubeObject);
    for (const object of [claim, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: podSpec({ resourceClaimName: 'any' }) }, deployment(1)]) simulation.apply(object as KubeObject);
    simulation.run();
    expect(pods(simulation).map(({ status }) => status?.phase)).toEqual(['Running', 'Running']);
  });

  it('are made by the scheduler for extended resources that only devices serve, from 1.36 on', () => {
    const named = { ...deviceClass, spec: { ...deviceClass.spec, extendedResourceName: 'example.com/gpu' } };
    const plugged = { ...node('c'), status: { ...(node('c') as { status: object }).status, allocatable: { cpu: '4', memory: '8Gi', pods: '10', 'example.com/gpu': '1' } } };
    const asking = (name: string, resource: string): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'train:1', resources: { limits: { [resource]: '1' } } }] } });
    const placed = (version: '1.35' | '1.36', ...objects: readonly object[]): Simulation => {
      const simulation = createSimulation({ version });
      for (const object of [node('a'), plugged, slice('a', 'g0'), named]) simulation.restore(object as KubeObject);
      for (const object of objects) expect(simulation.apply(object as KubeObject)).toMatchObject({ accepted: true });
      simulation.run();
      return simulation;
    };
    const three = ['x', 'y', 'z'].map((name) => asking(name, 'example.com/gpu'));
    const simulation = placed('1.36', ...three);
    expect(pods(simulation).map(({ spec }) => spec?.nodeName).filter((name) => name !== undefined).sort()).toEqual(['a', 'c']);
    expect(pods(simulation).find(({ spec }) => spec?.nodeName === undefined)?.status?.conditions?.[0]?.message).toContain('0/2 nodes are available: 1 Insufficient example.com/gpu, 1 cannot allocate all claims. still not schedulable');
    const [claim] = claims(simulation);
    expect(claim).toMatchObject({
      metadata: { annotations: { 'resource.kubernetes.io/extended-resource-claim': 'true' } },
      spec: { devices: { requests: [{ name: 'container-0-request-0', exactly: { deviceClassName: 'gpu', count: 1 } }] } },
      status: { allocation: { devices: { results: [{ pool: 'a', device: 'g0' }] } } },
    });
    const user = pods(simulation).find(({ spec }) => spec?.nodeName === 'a');
    expect(user?.status?.extendedResourceClaimStatus).toEqual({ resourceClaimName: claim?.metadata.name, requestMappings: [{ containerName: 'c', resourceName: 'example.com/gpu', requestName: 'container-0-request-0' }] });
    simulation.delete({ kind: 'Pod', namespace: 'default', name: user?.metadata.name ?? '' });
    simulation.run();
    expect(pods(simulation).map(({ spec }) => spec?.nodeName).sort()).toEqual(['a', 'c']);
    expect(claims(simulation)).toHaveLength(1);

    expect(pods(placed('1.35', ...three)).filter(({ spec }) => spec?.nodeName !== undefined).map(({ spec }) => spec?.nodeName)).toEqual(['c']);
  });
});
