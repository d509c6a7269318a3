import { describe, expect, it } from 'vitest';
import { loadText } from '../src/load/load.ts';
import { lint } from '../src/lint/lint.ts';
import { RULES } from './index.ts';

/** What every rule says of a text, as `rule severity`. */
function findings(yaml: string): string[] {
  const set = loadText(yaml, 'example.yaml');
  expect(set.findings).toEqual([]);
  return lint(set, { rules: RULES, config: { presets: ['all'], rules: { 'required-label': 'off', 'required-annotation': 'off' } } }).findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

const rulesOf = (yaml: string): string[] => findings(yaml).map((entry) => entry.split(' ')[0] ?? '');

const pod = (spec: string, labels = 'app: web, tier: front'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { ${labels} } }\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
const container = (fields: string): string => pod(`containers:\n  - name: web\n    image: web:1\n${fields.replace(/^/gm, '    ')}`);
const all = (...documents: readonly string[]): string => documents.join('---\n');

/** The mistakes of other linters that people complain of, one by one: kubeplan has the right answer. */
describe('mistakes of other linters', () => {
  it('a network policy that matches two labels, and one that denies everything, cover a pod', () => {
    const policy = (selector: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: shop }\nspec: { podSelector: ${selector}, policyTypes: [Ingress, Egress] }\n`;
    expect(rulesOf(all(policy('{ matchLabels: { app: web, tier: front } }'), pod('containers: []')))).not.toContain('pod-has-network-policy');
    expect(rulesOf(all(policy('{}'), pod('containers: []')))).not.toContain('pod-has-network-policy');
  });

  it('a disruption budget has to match all of its labels, also of a StatefulSet', () => {
    const set = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web, namespace: shop }\nspec: { replicas: 3, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } } } }\n';
    const budget = (labels: string): string => `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a, namespace: shop }\nspec: { maxUnavailable: 1, selector: { matchLabels: { ${labels} } } }\n`;
    expect(rulesOf(all(set, budget('app: web, tier: other')))).toContain('pdb-exists');
    expect(rulesOf(all(set, budget('app: web')))).not.toContain('pdb-exists');
  });

  it('a port of the registry is no tag, and a digest pins', () => {
    expect(rulesOf(pod('containers: [{ name: web, image: registry:5000/name }]'))).toContain('image-tag-pinned');
    expect(rulesOf(pod(`containers: [{ name: web, image: "web@sha256:${'0'.repeat(64)}" }]`))).not.toContain('image-tag-pinned');
  });

  it('two named ports are two ports', () => {
    const probes = (port: string): string => container(`ports: [{ name: a, containerPort: 1080 }, { name: b, containerPort: 1081 }]\nlivenessProbe: { httpGet: { port: a } }\nreadinessProbe: { httpGet: { port: ${port} } }`);
    expect(rulesOf(probes('b'))).not.toContain('probes-not-identical');
    expect(rulesOf(probes('a'))).toContain('probes-not-identical');
  });

  it('a container without a capabilities block keeps NET_RAW', () => {
    expect(rulesOf(container('tty: false'))).toContain('drop-net-raw');
  });

  it('a RoleBinding may bind a ClusterRole', () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r }\nrules: [{ apiGroups: [batch], resources: [cronjobs], verbs: [create] }]\n';
    const binding = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: shop }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r }\n';
    expect(rulesOf(all(role, binding)).filter((rule) => rule === 'rbac-no-pod-create').length).toBe(1);
  });

  it('an autoscaler may scale a ReplicationController, in its own namespace', () => {
    const target = (namespace: string): string => `apiVersion: v1\nkind: ReplicationController\nmetadata: { name: web, namespace: ${namespace} }\nspec: { template: { metadata: { labels: { app: web } } } }\n`;
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: v1, kind: ReplicationController, name: web }, minReplicas: 2, maxReplicas: 4 }\n';
    expect(rulesOf(all(target('shop'), scaler))).not.toContain('hpa-target-exists');
    expect(rulesOf(all(target('other'), scaler))).toContain('hpa-target-exists');
  });

  it('a DNS option needs no value', () => {
    expect(() => findings(pod('dnsConfig: { options: [{ name: ndots }] }\ncontainers: []'))).not.toThrow();
  });

  it('the sysctls that Kubernetes calls safe are safe, and no others', () => {
    expect(rulesOf(pod('securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }\ncontainers: []'))).not.toContain('no-unsafe-sysctls');
    expect(rulesOf(pod('securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1024" }] }\ncontainers: []'))).toContain('no-unsafe-sysctls');
  });

  it('an explicit restart policy is explicit, also Never for a Job', () => {
    expect(rulesOf('apiVersion: batch/v1\nkind: Job\nmetadata: { name: a, namespace: shop }\nspec: { template: { spec: { restartPolicy: Never, containers: [] } } }\n')).not.toContain('restart-policy-set');
  });

  it('a Service without a selector has its endpoints elsewhere', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { ports: [{ port: 5432 }] }\n';
    const slice = 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }\naddressType: IPv4\nendpoints: []\n';
    expect(rulesOf(all(service, slice))).not.toContain('service-selects-pod');
    expect(findings(service)).toContain('service-selects-pod info');
  });

  it('minReplicas is 1 when it is left out', () => {
    expect(rulesOf('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 4 }\n')).toContain('hpa-min-replicas');
  });

  it('a ClusterRoleBinding counts as a binding, and every rule of a role as one of its rules', () => {
    const binding = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\nsubjects: [{ kind: Group, name: "system:masters" }, { kind: User, name: "system:anonymous" }]\n';
    expect(rulesOf(binding)).toEqual(expect.arrayContaining(['rbac-no-system-masters-binding', 'rbac-no-anonymous-binding']));
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r }\nrules: [{ apiGroups: [""], resources: [pods], verbs: [get] }, { apiGroups: [""], resources: [pods], verbs: ["*"] }]\n';
    expect(rulesOf(role)).toContain('rbac-no-wildcard');
  });

  it('no namespace and the namespace default are the same one', () => {
    const service = (namespace: string): string => `apiVersion: v1\nkind: Service\nmetadata: { name: web${namespace} }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n`;
    const target = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: default, labels: { app: web } }\nspec: { containers: [] }\n';
    expect(rulesOf(all(service(''), target))).not.toContain('service-selects-pod');
  });

  it('sockets of every runtime, folders below sensitive ones, and references outside env are seen', () => {
    const mounted = (path: string): string => pod(`volumes: [{ name: v, hostPath: { path: ${path} } }]\ncontainers: [{ name: web, image: "web:1", volumeMounts: [{ name: v, mountPath: /v }] }]`);
    for (const path of ['/run/containerd/containerd.sock', '/var/run/crio/crio.sock', '/run/k3s/containerd/containerd.sock', '/var/run']) expect(rulesOf(mounted(path)), path).toContain('no-runtime-socket-mount');
    for (const path of ['/etc/kubernetes', '/var/lib/kubelet/pki', '/proc/1/', '/']) expect(rulesOf(mounted(path)), path).toContain('no-sensitive-host-mount');
    expect(rulesOf(mounted('/etc/localtime'))).not.toContain('no-sensitive-host-mount');
    expect(rulesOf(pod('volumes: [{ name: v, projected: { sources: [{ configMap: { name: gone } }] } }]\ncontainers: []'))).toContain('env-ref-exists');
  });

  it('an empty list of TLS is no TLS, and TLS hosts are compared with the rules', () => {
    const ingress = (spec: string): string => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;
    expect(rulesOf(ingress('{ tls: [] }'))).toContain('ingress-tls');
    expect(rulesOf(ingress('{ tls: [{ hosts: [a.example] }], rules: [{ host: b.example }] }'))).toContain('ingress-tls-hosts');
  });

  it('sidecars are long-running and init containers are not', () => {
    const yaml = pod('initContainers: [{ name: a, image: "a:1" }, { name: b, image: "b:1", restartPolicy: Always }]\ncontainers: []');
    expect(rulesOf(yaml)).not.toContain('readiness-probe');
    expect(rulesOf(yaml).filter((rule) => rule === 'memory-limits-set').length).toBe(2);
  });

  it('spread constraints are as good as anti-affinity', () => {
    const yaml = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec: { replicas: 3, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }] } } }\n';
    expect(rulesOf(yaml)).not.toContain('pod-anti-affinity');
  });

  it('none of the good examples has an error', () => {
    const good = all(
      'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }\n',
      container('ports: [{ name: http, containerPort: 8080 }]\nreadinessProbe: { httpGet: { port: http } }\nlivenessProbe: { tcpSocket: { port: http } }'),
    );
    expect(findings(good).filter((entry) => entry.endsWith(' error'))).toEqual([]);
  });
});
