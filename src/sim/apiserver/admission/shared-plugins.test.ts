import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { createSimulation, type Simulation } from '../../simulation.ts';
import { requestUserOf } from './shared-plugins.ts';

const GROUP = 'admissionregistration.k8s.io/v1';
const about = (resource: string, group = '', rest: object = {}): object => ({ resourceRules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: [resource] }], ...rest });
const object = (kind: string, name: string, spec: object): KubeObject => ({ apiVersion: GROUP, kind, metadata: { name }, spec }) as KubeObject;
const bound = (kind: 'Validating' | 'Mutating', name: string, spec: object, binding: object = {}): KubeObject[] => [
  object(`${kind}AdmissionPolicy`, name, { failurePolicy: 'Fail', ...spec }),
  object(`${kind}AdmissionPolicyBinding`, name, { policyName: name, ...(kind === 'Validating' ? { validationActions: ['Deny'] } : {}), ...binding }),
];
const container = { name: 'c', image: 'registry.example.org/c:1' };
const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'default' }, spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } } } } as KubeObject;

function simulate(...objects: KubeObject[]): Simulation {
  const simulation = createSimulation({ placement: 'anywhere' });
  for (const each of objects) expect(simulation.apply(each)).toMatchObject({ accepted: true });
  return simulation;
}

describe('admission policies of the store', () => {
  it('refuse what users apply', () => {
    const simulation = simulate(...bound('Validating', 'no-maps', { matchConstraints: about('configmaps'), validations: [{ expression: 'false', message: 'no maps' }] }));
    expect(simulation.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } })).toMatchObject({ accepted: false, message: expect.stringContaining('no maps') as string });
  });

  it('refuse the pods of controllers, who say who they are', () => {
    const expression = "request.userInfo.username != 'system:serviceaccount:kube-system:replicaset-controller'";
    const simulation = simulate(...bound('Validating', 'p', { matchConstraints: about('pods'), validations: [{ expression, message: 'not by you' }] }), replicaSet);
    simulation.run();
    expect(simulation.list('Pod')).toEqual([]);
    expect(simulation.events.find(({ reason }) => reason === 'FailedCreate')?.message).toContain('not by you');
  });

  it('change the pods of controllers', () => {
    const mutation = { patchType: 'ApplyConfiguration', applyConfiguration: { expression: "Object{metadata: Object.metadata{labels: Object.metadata.labels{seen: 'yes'}}}" } };
    const simulation = simulate(...bound('Mutating', 'p', { matchConstraints: about('pods'), reinvocationPolicy: 'Never', mutations: [mutation] }), replicaSet);
    simulation.run();
    expect(simulation.list('Pod')[0]?.metadata.labels).toMatchObject({ app: 'a', seen: 'yes' });
  });

  it('hold from the moment that they are bound', () => {
    const [policy, binding] = bound('Validating', 'p', { matchConstraints: about('configmaps'), validations: [{ expression: 'false' }] }) as [KubeObject, KubeObject];
    const map = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });
    const simulation = simulate(policy, map('before'), binding);
    expect(simulation.apply(map('after'))).toMatchObject({ accepted: false });
  });
});

it('controllers have the service accounts of kube-controller-manager', () => {
  expect(requestUserOf('daemonset-controller').user?.username).toBe('system:serviceaccount:kube-system:daemon-set-controller');
  expect(requestUserOf('job-controller').user?.username).toBe('system:serviceaccount:kube-system:job-controller');
  expect(requestUserOf('user')).toEqual({});
});
