import { describe, expect, test } from 'vitest';
import { strategyOf } from '../../strategies/index.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { Container, PodSpec } from '../../types/core-v1.ts';
import type { ObjectMeta } from '../../types/meta-v1.ts';

/** The refusals of a new pod, defaulted and prepared, as `path reason`. */
function refusals(spec: PodSpec, metadata: ObjectMeta = {}, version: KubernetesVersion = '1.36'): string[] {
  const strategy = strategyOf('v1', 'Pod');
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', ...metadata }, spec: structuredClone(spec) };
  strategy?.applyDefaults?.(pod, { version });
  strategy?.prepareForCreate?.(pod, { version });
  return (strategy?.validate(pod, { version }) ?? []).map(({ path, reason }) => `${path.replace(/^spec\./, '')} ${reason.replace('FieldValue', '')}`).sort();
}

const MAIN: Container = { name: 'main', image: 'a:1' };

function withContainer(container: Container, rest: PodSpec = {}, version: KubernetesVersion = '1.36'): string[] {
  return refusals({ ...rest, containers: [{ ...MAIN, ...container }] }, {}, version).map((text) => text.replace('containers[0].', ''));
}

test('the smallest pod is fine', () => {
  expect(refusals({ containers: [MAIN] })).toEqual([]);
});

test('a pod without containers says only that', () => {
  expect(refusals({ containers: [] })).toEqual(['containers Required']);
});

describe('containers', () => {
  test.each<[string, Container, string[]]>([
    ['two variables, one with two sources', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' }, configMapKeyRef: { name: 'c', key: 'k' } } }] }, ['env[0].valueFrom Invalid']],
    ['a variable with value and source', { env: [{ name: 'A', value: 'x', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }, ['env[0].valueFrom Invalid']],
    ['a variable with a key that is none', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: '..' } } }] }, ['env[0].valueFrom.secretKeyRef.key Invalid']],
    ['a variable from a field that pods lack', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nope' } } }] }, ['env[0].valueFrom.fieldRef.fieldPath Invalid']],
    ['a variable from a field that only volumes have', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] }, ['env[0].valueFrom.fieldRef.fieldPath NotSupported']],
    ['a variable from one label', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a/b']" } } }] }, []],
    ['a variable from one annotation in upper case', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['A/B']" } } }] }, []],
    ['a variable from a label that can be none', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a b']" } } }] }, ['env[0].valueFrom.fieldRef Invalid']],
    ['an old name of a field', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.host' } } }] }, []],
    ['a resource that containers lack', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.disk' } } }] }, ['env[0].valueFrom.resourceFieldRef.resource NotSupported']],
    ['huge pages as a variable', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.hugepages-2Mi', divisor: '1Mi' } } }] }, []],
    ['memory in thousandths', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } } }] }, ['env[0].valueFrom.resourceFieldRef.divisor Invalid']],
    ['a file of variables without its volume', { env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'f', key: 'k' } } }] }, ['env[0].valueFrom.fileKeyRef.volumeName NotFound']],
    ['both sources in one item', { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }, ['envFrom Invalid']],
    ['a probe with two handlers', { livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } }, ['livenessProbe.tcpSocket Forbidden']],
    ['a liveness probe that needs two successes', { livenessProbe: { successThreshold: 2, exec: { command: ['a'] } } }, ['livenessProbe.successThreshold Invalid']],
    ['a readiness probe that needs two successes', { readinessProbe: { successThreshold: 2, exec: { command: ['a'] } } }, []],
    ['a readiness probe with a grace period', { readinessProbe: { terminationGracePeriodSeconds: 5, exec: { command: ['a'] } } }, ['readinessProbe.terminationGracePeriodSeconds Invalid']],
    ['a sleep longer than the grace period', { lifecycle: { preStop: { sleep: { seconds: 31 } } } }, ['lifecycle.preStop.sleep Invalid']],
    ['no sleep at all', { lifecycle: { preStop: { sleep: { seconds: 0 } } } }, []],
    ['a profile that is not there', { securityContext: { seccompProfile: { type: 'Localhost' } } }, ['securityContext.seccompProfile.localhostProfile Required']],
    ['a profile with spaces', { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } } }, ['securityContext.appArmorProfile.localhostProfile Invalid']],
    ['escalation of an administrator', { securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } } }, ['securityContext Invalid']],
    ['unmasked proc with users of the node', { securityContext: { procMount: 'Unmasked' } }, ['securityContext.procMount Invalid']],
    ['huge pages alone', { resources: { limits: { 'hugepages-2Mi': '4Mi' } } }, ['resources Forbidden']],
    ['half a huge page', { resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } }, ['resources.limits[hugepages-2Mi] Invalid', 'resources.requests[hugepages-2Mi] Invalid']],
    ['more requested than allowed', { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }, ['resources.requests Invalid']],
    ['a device without a limit', { resources: { requests: { 'example.org/gpu': '1' } } }, ['resources.limits Required']],
    ['half a device', { resources: { limits: { 'example.org/gpu': '500m' } } }, ['resources.limits[example.org/gpu] Invalid', 'resources.requests[example.org/gpu] Invalid']],
    ['rules without a policy', { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] }, ['restartPolicy Required']],
    ['an action that the release lacks', { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Stop' }] }, ['restartPolicyRules[0].action NotSupported', 'restartPolicyRules[0].exitCodes Required']],
    ['spaces around the image', { image: ' a' }, ['image Invalid']],
  ])('%s', (_name, container, expected) => {
    expect(withContainer(container)).toEqual(expected);
  });

  test('the same name twice, in both lists', () => {
    expect(refusals({ containers: [MAIN, MAIN], initContainers: [MAIN] })).toEqual(['containers[1].name Duplicate', 'initContainers[0].name Duplicate']);
  });

  test('a port of the node can be had once, but by each init container', () => {
    const ports = [{ containerPort: 80, hostPort: 80 }];
    const second = { ...MAIN, name: 'second', ports };
    expect(refusals({ containers: [{ ...MAIN, ports }, second] })).toEqual(['containers[1].ports[0].hostPort Duplicate']);
    expect(refusals({ containers: [MAIN], initContainers: [{ ...MAIN, name: 'i', ports }, second] })).toEqual([]);
  });

  test('probes are for sidecars, not for init containers that end', () => {
    const livenessProbe = { exec: { command: ['a'] } };
    expect(refusals({ containers: [MAIN], initContainers: [{ ...MAIN, name: 'i', livenessProbe }] })).toEqual(['initContainers[0].livenessProbe Forbidden']);
    expect(refusals({ containers: [MAIN], initContainers: [{ ...MAIN, name: 'i', livenessProbe, restartPolicy: 'Always' }] })).toEqual([]);
  });

  test('containers for debugging come later and are plain', () => {
    const spec: PodSpec = {
      containers: [MAIN],
      ephemeralContainers: [{ name: 'main', image: 'a', targetContainerName: 'b', ports: [{ containerPort: 1 }], resources: {}, volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 's' }] }],
      volumes: [{ name: 'v' }],
    };
    expect(refusals(spec)).toEqual([
      'ephemeralContainers Forbidden',
      'ephemeralContainers[0].name Duplicate',
      'ephemeralContainers[0].ports Forbidden',
      'ephemeralContainers[0].targetContainerName NotFound',
      'ephemeralContainers[0].volumeMounts[0].subPath Forbidden',
    ]);
  });

  test('a claim of devices is referred to once, as a whole or by requests', () => {
    const resourceClaims = [{ name: 'c', resourceClaimName: 'x' }];
    const claims = (...list: { name: string; request?: string }[]): string[] => withContainer({ resources: { claims: list } }, { resourceClaims });
    expect(claims({ name: 'c', request: 'a' }, { name: 'c', request: 'b' })).toEqual([]);
    expect(claims({ name: 'c' }, { name: 'c', request: 'b' })).toEqual(['resources.claims[1] Duplicate']);
    expect(claims({ name: 'c', request: 'a' }, { name: 'c' })).toEqual(['resources.claims[1] Duplicate']);
    expect(claims({ name: 'd' })).toEqual(['resources.claims[0] NotFound']);
  });
});

describe('volumes and mounts', () => {
  const claim = { name: 'v', persistentVolumeClaim: { claimName: 'c' } };

  test('files and devices of one volume exclude each other', () => {
    const container = { volumeMounts: [{ name: 'v', mountPath: '/v' }], volumeDevices: [{ name: 'v', devicePath: '/v' }] };
    expect(withContainer(container, { volumes: [claim] })).toEqual([
      'volumeDevices[0].devicePath Invalid',
      'volumeDevices[0].name Invalid',
      'volumeMounts[0].mountPath Invalid',
      'volumeMounts[0].name Invalid',
    ]);
  });

  test('only claims are devices, at paths that do not climb', () => {
    expect(withContainer({ volumeDevices: [{ name: 'v', devicePath: '/dev/../v' }] }, { volumes: [{ name: 'v' }] })).toEqual([
      'volumeDevices[0].devicePath Invalid',
      'volumeDevices[0].name Invalid',
    ]);
  });

  test('a volume with an error cannot be mounted', () => {
    expect(withContainer({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', hostPath: {}, emptyDir: {} }] })).toEqual([
      'volumeMounts[0].name NotFound',
      'volumes[0].hostPath Forbidden',
    ]);
  });

  test('what a mount may be is said at the list', () => {
    const mount = { name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional', recursiveReadOnly: 'Enabled', subPath: '/a', subPathExpr: 'b' };
    expect(withContainer({ volumeMounts: [mount] }, { volumes: [claim] })).toEqual([
      'volumeMounts.mountPropagation Forbidden',
      'volumeMounts.recursiveReadOnly Forbidden',
      'volumeMounts.recursiveReadOnly Forbidden',
      'volumeMounts.subPath Invalid',
      'volumeMounts[0].subPathExpr Invalid',
    ]);
  });

  test('the claim of an ephemeral volume is named after pod and volume', () => {
    const template = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const volumes = [
      { name: 'v', ephemeral: { volumeClaimTemplate: template } },
      { name: 'w', persistentVolumeClaim: { claimName: 'a-v' } },
    ];
    expect(refusals({ containers: [MAIN], volumes })).toEqual(['volumes[1].persistentVolumeClaim.claimName Invalid']);
  });

  test('two sources of a projected volume cannot make one file', () => {
    const item = { key: 'k', path: 'p' };
    const sources = [{ secret: { name: 's', items: [item] } }, { configMap: { name: 'c', items: [item] } }];
    expect(refusals({ containers: [MAIN], volumes: [{ name: 'v', projected: { sources } }] })).toEqual(['volumes[0].projected Invalid']);
  });

  test('a token needs a service account', () => {
    const volumes = [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }];
    expect(refusals({ containers: [MAIN], volumes })).toEqual(['volumes[0].projected.sources[0].serviceAccountToken Forbidden']);
    expect(refusals({ containers: [MAIN], volumes, serviceAccountName: 's' })).toEqual([]);
  });

  test('projections whose feature is off are dropped unseen', () => {
    const volumes = [{ name: 'v', projected: { sources: [{ clusterTrustBundle: {} }, { podCertificate: {} }] } }];
    expect(refusals({ containers: [MAIN], volumes })).toEqual([]);
  });
});

describe('the pod as a whole', () => {
  test.each<[string, PodSpec, string[]]>([
    ['claims of the whole pod', { resources: { claims: [], limits: { disk: '1' } } }, ['resources.claims Forbidden', 'resources.limits[disk] Invalid']],
    ['a whole that is less than its parts', { resources: { requests: { cpu: '1' } }, containers: [{ ...MAIN, resources: { requests: { cpu: '2' } } }] }, ['resources.requests[cpu] Invalid']],
    ['a part that may have more than the whole', { resources: { limits: { cpu: '1' } }, containers: [{ ...MAIN, resources: { limits: { cpu: '2' }, requests: { cpu: '1' } } }] }, ['resources.containers[0][cpu].limits Invalid']],
    [
      'huge pages of the parts that are more than those of the whole',
      {
        resources: { limits: { cpu: '1', 'hugepages-2Mi': '6Mi' } },
        containers: ['a', 'b'].map((name) => ({ ...MAIN, name, resources: { limits: { cpu: '1', 'hugepages-2Mi': '4Mi' }, requests: { cpu: '500m', 'hugepages-2Mi': '4Mi' } } })),
      },
      ['resources.limits[hugepages-2Mi] Invalid', 'resources.requests[hugepages-2Mi] Invalid'],
    ],
    ['limits of the parts that come to more than that of the whole', { resources: { limits: { cpu: '1' } }, containers: ['a', 'b'].map((name) => ({ ...MAIN, name, resources: { limits: { cpu: '1' }, requests: { cpu: '500m' } } })) }, []],
    ['resources of a whole Windows pod, whatever they are', { os: { name: 'windows' }, resources: { limits: { disk: '-1' } } }, ['resources Forbidden']],
    ['a device for the whole pod', { resources: { limits: { 'example.org/gpu': '1' } } }, ['resources.limits[example.org/gpu] NotSupported']],
    ['one claim of devices twice', { resourceClaims: [{ name: 'c', resourceClaimName: 'x' }, { name: 'c', resourceClaimName: 'x', resourceClaimTemplateName: 'y' }] }, ['resourceClaims[1] Invalid', 'resourceClaims[1].name Duplicate']],
    ['one kind of spread twice', { topologySpreadConstraints: [1, 2].map((maxSkew) => ({ maxSkew, topologyKey: 'k', whenUnsatisfiable: 'DoNotSchedule' })) }, ['topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable} Duplicate']],
    ['kernel parameters of the node', { hostNetwork: true, hostIPC: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }, { name: 'kernel/sem', value: '1' }, { name: 'kernel.sem', value: '1' }, { name: 'kernel.sem', value: '1' }] } }, ['securityContext.sysctls[0].name Invalid', 'securityContext.sysctls[1].name Invalid', 'securityContext.sysctls[2].name Invalid', 'securityContext.sysctls[3].name Duplicate', 'securityContext.sysctls[3].name Invalid']],
    ['a long host name', { hostnameOverride: 'a'.repeat(63) + '.a' }, ['hostnameOverride TooLong']],
    ['host processes here and there', { securityContext: { windowsOptions: { hostProcess: true } }, containers: [MAIN, { ...MAIN, name: 'b', securityContext: { windowsOptions: { hostProcess: false } } }] }, ['containers[1].securityContext.windowsOptions.hostProcess Invalid', 'hostNetwork Invalid', ' Invalid']],
    ['users of Windows', { securityContext: { windowsOptions: { runAsUserName: 'a\\b\\c' } }, containers: [MAIN, { ...MAIN, name: 'b', securityContext: { windowsOptions: { runAsUserName: '-\\' } } }] }, ['containers[1].securityContext.windowsOptions.runAsUserName Invalid', 'securityContext.windowsOptions.runAsUserName Invalid']],
    ['a domain of Windows', { securityContext: { windowsOptions: { runAsUserName: '.:.\\user' } } }, ['securityContext.windowsOptions.runAsUserName Invalid']],
    ['a node before its gates are gone', { nodeName: 'n', schedulingGates: [{ name: 'a' }] }, ['nodeName Forbidden']],
    ['the root of search domains', { dnsConfig: { searches: ['.', '_tcp.example.org.'] } }, []],
    ['too many search domains', { dnsConfig: { searches: ['a'.repeat(63) + '.' + 'b'.repeat(63)].concat(Array.from({ length: 20 }, (_, index) => `${'c'.repeat(60)}.${'d'.repeat(60)}${index}`)) } }, ['dnsConfig.searches Invalid']],
  ])('%s', (_name, spec, expected) => {
    const found = refusals({ containers: [MAIN], ...spec });
    expect(found.map((text) => text.replace(/^spec /, ' '))).toEqual(expected);
  });

  test('keys of the own labels become requirements, and a second one is a contradiction', () => {
    const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } }, matchLabelKeys: ['app', 'v'], mismatchLabelKeys: ['v'] };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const at = 'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
    expect(refusals({ containers: [MAIN], affinity }, { labels: { app: 'a', v: '1' } })).toEqual([`${at}.matchLabelKeys[1] Invalid`, `${at}[0] Invalid`, `${at}[1] Invalid`]);
    const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'a' } }, matchLabelKeys: ['app'] };
    expect(refusals({ containers: [MAIN], topologySpreadConstraints: [constraint] }, { labels: { app: 'a' } })).toEqual(['topologySpreadConstraints[0].matchLabelKeys[0] Invalid']);
    expect(refusals({ containers: [MAIN], topologySpreadConstraints: [{ ...constraint, labelSelector: {} }] }, { labels: { app: 'a' } })).toEqual([]);
  });
});

describe('annotations that the server reads', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a mirror pod without a node', { 'kubernetes.io/config.mirror': 'x' }, ['[kubernetes.io/config.mirror] Invalid']],
    ['a cost of deletion', { 'controller.kubernetes.io/pod-deletion-cost': '-10' }, []],
    ['a cost with a plus sign', { 'controller.kubernetes.io/pod-deletion-cost': '+10' }, ['[controller.kubernetes.io/pod-deletion-cost] Invalid']],
    ['a cost beyond 32 bits', { 'controller.kubernetes.io/pod-deletion-cost': '2147483648' }, ['[controller.kubernetes.io/pod-deletion-cost] Invalid']],
    ['AppArmor for nobody', { 'container.apparmor.security.beta.kubernetes.io/x': 'nope' }, ['[container.apparmor.security.beta.kubernetes.io/x] Invalid', '[container.apparmor.security.beta.kubernetes.io/x] Invalid']],
    ['seccomp that climbs', { 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/../x' }, ['.seccomp.security.alpha.kubernetes.io/pod Invalid']],
    ['tolerations that are none', { 'scheduler.alpha.kubernetes.io/tolerations': '[{"key":5}]' }, [' Invalid']],
    ['tolerations without a key', { 'scheduler.alpha.kubernetes.io/tolerations': '[{}]' }, ['.scheduler.alpha.kubernetes.io/tolerations[0].operator Invalid']],
  ])('%s', (_name, annotations, expected) => {
    expect(refusals({ containers: [MAIN] }, { annotations }).map((text) => text.replace('metadata.annotations', ''))).toEqual(expected);
  });

  test('a field and an annotation must name the same profile', () => {
    const container = { ...MAIN, securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } } };
    const securityContext = { seccompProfile: { type: 'RuntimeDefault' } };
    const annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined', 'container.apparmor.security.beta.kubernetes.io/main': 'localhost/b' };
    expect(refusals({ containers: [container], securityContext }, { annotations })).toEqual([
      'containers[0].securityContext.appArmorProfile.localhostProfile Forbidden',
      'securityContext.seccompProfile.type Forbidden',
    ]);
  });
});

describe('older releases', () => {
  test('restart policies of single containers come with 1.35', () => {
    expect(withContainer({ restartPolicy: 'Never' }, {}, '1.34')).toEqual(['restartPolicy Forbidden']);
    expect(withContainer({ restartPolicy: 'Never' }, {}, '1.35')).toEqual([]);
  });

  test('names of variables are strict before 1.32', () => {
    expect(withContainer({ env: [{ name: 'a b' }] }, {}, '1.31')).toEqual(['env[0].name Invalid']);
    expect(withContainer({ env: [{ name: 'a b' }] }, {}, '1.32')).toEqual([]);
  });

  test('fields whose feature is off are dropped', () => {
    expect(refusals({ containers: [MAIN], hostUsers: false, hostPID: true, hostnameOverride: 'Bad!', resources: { limits: { x: '1' } } }, {}, '1.32')).toEqual([]);
    expect(withContainer({ lifecycle: { preStop: { sleep: { seconds: 99 } } } }, {}, '1.29')).toEqual(['lifecycle.preStop Required']);
  });
});
