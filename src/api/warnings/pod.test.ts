import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { warnPod, warnPodTemplate } from './pod.ts';
import { warnBareTemplate, warnCronJob, warnJob, warnNamedWorkload, warnReplicationController, warnStatefulSet } from './workloads.ts';

function places(spec: PodSpec, metadata: ObjectMeta = { name: 'a' }): string[] {
  return warnPod(metadata, spec).map(({ path }) => path);
}

describe('pods', () => {
  test.each<[string, PodSpec, string[]]>([
    ['nothing to say', { containers: [{ name: 'a', image: 'a' }] }, []],
    ['kinds of volumes that are gone', { volumes: [{ name: 'a', storageos: {} }, { name: 'b', gitRepo: {} }] }, ['spec.volumes[0].storageOS', 'spec.volumes[1].gitRepo']],
    ['files in each other’s way', { volumes: [{ name: 'a', secret: { items: [{ key: 'k', path: 'a' }, { key: 'k', path: 'a/b' }, { key: 'k', path: 'ab' }] } }] }, ['spec.volumes[0]']],
    ['a source that is empty', { volumes: [{ name: 'a', projected: { sources: [{}, { secret: { name: 's' } }] } }] }, ['spec.volumes[0]']],
    ['a token over a file', { volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 't' } }, { configMap: { items: [{ key: 'k', path: 't/' }] } }] } }] }, ['spec.volumes[0]']],
    ['half a byte', { containers: [{ resources: { limits: { memory: '100m', cpu: '100m' } } }], overhead: { memory: '1m' } }, ['spec.overhead[memory]', 'spec.containers[0].resources.limits[memory]']],
    ['a variable that hides another', { containers: [{ env: [{ name: 'A', value: '1' }, { name: 'A', value: '$(A)2' }, { name: 'A', value: '3' }, { name: 'A', value: '$(A)' }] }] }, ['spec.containers[0].env[2]', 'spec.containers[0].env[3]']],
    ['Secrets twice and without a name', { imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] }, ['spec.imagePullSecrets[1].name', 'spec.imagePullSecrets[2].name']],
    ['addresses', { hostAliases: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1' }, { ip: 'FD00::1' }], dnsConfig: { nameservers: ['::0'] } }, ['spec.hostAliases[1].ip', 'spec.hostAliases[2].ip', 'spec.dnsConfig.nameservers[0]']],
    ['a negative period', { terminationGracePeriodSeconds: -1 }, ['spec.terminationGracePeriodSeconds']],
    ['old labels of nodes', { nodeSelector: { 'beta.kubernetes.io/os': 'linux' }, topologySpreadConstraints: [{ topologyKey: 'failure-domain.beta.kubernetes.io/zone' }] }, ['spec.nodeSelector[beta.kubernetes.io/os]', 'spec.topologySpreadConstraints[0].topologyKey', 'spec.topologySpreadConstraints[0].labelSelector']],
    ['affinity to no pod', { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}], preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { labelSelector: {} } }] } } }, ['spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector']],
    ['a preference for what no node can have', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['!'] }] } }] } } }, ['spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]']],
  ])('%s', (_name, spec, expected) => {
    expect(places(spec)).toEqual(expected);
  });

  test('ports', () => {
    const ports = (...list: object[]): string[] => warnPod({ name: 'a' }, { containers: [{ ports: list }] }).map(({ path, message }) => `${path.replace('spec.containers[0].ports', '')} ${message}`);
    expect(ports({ containerPort: 1, protocol: 'TCP' }, { containerPort: 1, protocol: 'UDP' })).toEqual([]);
    expect(ports({ containerPort: 1 }, { containerPort: 1 })).toEqual(['[1] the same port as spec.containers[0].ports[0]']);
    expect(ports({ containerPort: 1, hostPort: 5 }, { containerPort: 1 })).toEqual(['[1] the same port as spec.containers[0].ports[0], with another hostPort']);
    expect(ports({ containerPort: 1, hostPort: 5, hostIP: '::1' }, { containerPort: 1, hostPort: 5 })[0]).toMatch(/it is open which gets it/);
    expect(ports({ containerPort: 1, hostPort: 5 }, { containerPort: 1, hostPort: 6 })).toEqual([]);
    expect(ports({ containerPort: 1, hostIP: '::1' })).toEqual(['[0] hostIP does nothing without hostPort']);
    expect(ports({ containerPort: 1, name: 'a' }, { containerPort: 2, name: 'a' })[0]).toMatch(/already that of spec.containers\[0\].ports\[0\]/);
  });

  test('annotations that do nothing, unless a field is there too', () => {
    const annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'x', 'container.apparmor.security.beta.kubernetes.io/a': 'x', 'scheduler.alpha.kubernetes.io/critical-pod': '' };
    const count = (spec: PodSpec): number => warnPodTemplate({ metadata: { annotations }, spec }, 'template').length;
    expect(count({ containers: [{ name: 'a' }] })).toBe(3);
    expect(count({ containers: [{ name: 'a' }], securityContext: { seccompProfile: {}, appArmorProfile: {} } })).toBe(1);
    // Of a pod AppArmor is told while it is prepared.
    expect(places({ containers: [{ name: 'a' }] }, { name: 'a', annotations })).toHaveLength(2);
  });

  test('a name that makes a poor host name', () => {
    expect(places({}, { name: 'a.b' })).toEqual(['metadata.name']);
  });
});

test('templates have the same warnings at their place', () => {
  expect(warnPodTemplate({ spec: { imagePullSecrets: [{}] } }, 'spec.template')).toMatchObject([{ path: 'spec.template.spec.imagePullSecrets[0].name' }]);
  expect(warnPodTemplate(undefined, 'spec.template')).toEqual([]);
});

describe('workloads', () => {
  test('on update of a ReplicationController what is given up', () => {
    const good = { spec: { template: { spec: {} } } };
    expect([warnReplicationController(bad), warnReplicationController(bad, good), warnReplicationController(good, bad)].map(({ length }) => length)).toEqual([2, 0, 1]);
  });


  const bad = { spec: { template: { spec: { imagePullSecrets: [{}] } } } };

  test('on update only when the spec has changed, and the name never', () => {
    const object = { metadata: { name: 'a.b' }, ...bad };
    expect(warnNamedWorkload(object)).toHaveLength(2);
    expect(warnNamedWorkload(object, object)).toEqual([]);
    expect(warnBareTemplate({ template: bad.spec.template }, { template: bad.spec.template })).toEqual([]);
    expect(warnBareTemplate({ template: bad.spec.template }, { template: {} })).toHaveLength(1);
    expect(warnNamedWorkload(object, { spec: {} })).toHaveLength(1);
  });

  test('claims and history of a StatefulSet', () => {
    const spec = { revisionHistoryLimit: -1, volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1m' } } } }] };
    expect(warnStatefulSet({ spec }).map(({ path }) => path)).toEqual(['spec.volumeClaimTemplates[0].resources.requests[storage]', 'spec.revisionHistoryLimit']);
  });

  test('huge Jobs, and zones in old schedules', () => {
    const spec = { completionMode: 'Indexed', completions: 100_001, parallelism: 10_001 };
    expect(warnJob({ metadata: { name: 'a' }, spec }).map(({ path }) => path)).toEqual(['spec']);
    const cronJob = { metadata: { name: 'a' }, spec: { schedule: 'TZ=UTC @daily', jobTemplate: { spec } } };
    expect(warnCronJob(cronJob).map(({ path }) => path)).toEqual(['spec.jobTemplate.spec']);
    expect(warnCronJob(cronJob, cronJob).map(({ path }) => path)).toEqual(['spec.schedule']);
  });
});
