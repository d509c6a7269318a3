import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../object.ts';
import type { Node, PersistentVolumeClaim, Pod, PodSpec } from '../types/core-v1.ts';
import type { Ingress } from '../types/networking-v1.ts';
import { admit, validateAdmission, type AdmissionCluster, type AdmissionRefusal } from './index.ts';

const CLUSTER: AdmissionCluster = {
  complete: true,
  priorityClasses: [{ metadata: { name: 'high' }, value: 1000, preemptionPolicy: 'Never' }],
  runtimeClasses: [{ metadata: { name: 'vm' }, overhead: { podFixed: { cpu: '250m' } }, scheduling: { nodeSelector: { vm: 'yes' }, tolerations: [{ key: 'vm' }] } }],
  storageClasses: [],
  ingressClasses: [],
};

function admitted(spec: PodSpec, cluster = CLUSTER): { spec: PodSpec; refusal: AdmissionRefusal | undefined } {
  const pod: Pod & KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec: structuredClone(spec) };
  const refusal = admit(pod, undefined, cluster) ?? validateAdmission(pod, undefined, cluster, '1.36');
  return { spec: pod.spec ?? {}, refusal };
}

const object = (apiVersion: string, kind: string, rest: object = {}): KubeObject => ({ apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, ...rest });

describe('priority', () => {
  test('follows from the class, the system classes, or is 0', () => {
    expect(admitted({ priorityClassName: 'high' }).spec).toMatchObject({ priority: 1000, preemptionPolicy: 'Never' });
    expect(admitted({ priorityClassName: 'system-node-critical' }).spec.priority).toBe(2_000_001_000);
    expect(admitted({}).spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
  });

  test('is taken from the default class of the cluster', () => {
    const priorityClasses = [{ metadata: { name: 'usual' }, value: 7, globalDefault: true }];
    expect(admitted({}, { ...CLUSTER, priorityClasses }).spec).toMatchObject({ priorityClassName: 'usual', priority: 7 });
  });

  test('is refused when it says something else, or its class does not exist', () => {
    expect(admitted({ priority: 5 }).refusal).toMatchObject({ code: 403, path: 'spec.priority' });
    expect(admitted({ priorityClassName: 'high', preemptionPolicy: 'PreemptLowerPriority' }).refusal).toMatchObject({ path: 'spec.preemptionPolicy' });
    expect(admitted({ priorityClassName: 'nope' }).refusal).toMatchObject({ path: 'spec.priorityClassName' });
    expect(admitted({ priorityClassName: 'nope' }, { ...CLUSTER, complete: false }).refusal).toBeUndefined();
  });
});

describe('runtime class', () => {
  test('brings its overhead and its nodes', () => {
    expect(admitted({ runtimeClassName: 'vm' }).spec).toMatchObject({ overhead: { cpu: '250m' }, nodeSelector: { vm: 'yes' }, tolerations: [{}, {}, { key: 'vm' }] });
    expect(admitted({ runtimeClassName: 'vm', overhead: { cpu: '0.25' } }).refusal).toBeUndefined();
  });

  test.each<[PodSpec, string]>([
    [{ runtimeClassName: 'nope' }, 'spec.runtimeClassName'],
    [{ runtimeClassName: 'vm', overhead: { cpu: '1' } }, 'spec.overhead'],
    [{ overhead: {} }, 'spec.overhead'],
    [{ runtimeClassName: 'vm', nodeSelector: { vm: 'no' } }, 'spec.nodeSelector'],
  ])('%j is refused at %s', (spec, path) => {
    expect(admitted(spec).refusal).toMatchObject({ code: 403, path });
  });
});

test('pods stay five minutes on a lost node, unless they say otherwise', () => {
  const added = (tolerations: PodSpec['tolerations'] & object): (string | undefined)[] => (admitted({ tolerations }).spec.tolerations ?? []).slice(tolerations.length).map(({ key }) => key);
  expect(added([])).toEqual(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);
  expect(added([{ operator: 'Exists' }])).toEqual([]);
  expect(added([{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }])).toHaveLength(2);
});

test('volumes and claims are protected, nodes start tainted', () => {
  const claim = object('v1', 'PersistentVolumeClaim');
  admit(claim, undefined, CLUSTER);
  expect(claim.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
  const node = object('v1', 'Node') as Node & KubeObject;
  admit(node, undefined, CLUSTER);
  expect(node.spec?.taints).toEqual([{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]);
});

test('claims and ingresses that name no class get the default one, the newest of several', () => {
  const marked = (name: string, annotation: string, creationTimestamp?: string): { metadata: object } => ({ metadata: { name, annotations: { [annotation]: 'true' }, creationTimestamp } });
  const storage = 'storageclass.kubernetes.io/is-default-class';
  const cluster: AdmissionCluster = {
    ...CLUSTER,
    storageClasses: [marked('old', storage, '2024-01-01T00:00:00Z'), marked('new', storage, '2025-01-01T00:00:00Z')],
    ingressClasses: [marked('nginx', 'ingressclass.kubernetes.io/is-default-class')],
  };
  const claim = object('v1', 'PersistentVolumeClaim') as PersistentVolumeClaim & KubeObject;
  admit(claim, undefined, cluster);
  expect(claim.spec?.storageClassName).toBe('new');
  const named = object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: '' } }) as PersistentVolumeClaim & KubeObject;
  admit(named, undefined, cluster);
  expect(named.spec?.storageClassName).toBe('');
  const ingress = object('networking.k8s.io/v1', 'Ingress') as Ingress & KubeObject;
  admit(ingress, undefined, cluster);
  expect(ingress.spec?.ingressClassName).toBe('nginx');
});

test('limit ranges fill in what pods do not say, and refuse what is beyond', () => {
  const limits = [{ type: 'Container', default: { memory: '512Mi' }, max: { memory: '1Gi' } }];
  const cluster: AdmissionCluster = { ...CLUSTER, limitRanges: [{ metadata: { name: 'a', namespace: 'shop' }, spec: { limits } }, { metadata: { name: 'b', namespace: 'other' }, spec: { limits: [{ type: 'Container', max: { memory: '1' } }] } }] };
  expect(admitted({ containers: [{ name: 'a' }] }, cluster).spec.containers?.[0]?.resources).toEqual({ limits: { memory: '512Mi' } });
  expect(admitted({ containers: [{ name: 'a', resources: { limits: { memory: '2Gi' } } }] }, cluster).refusal).toMatchObject({ code: 403, path: 'spec.containers[0].resources' });
});
