import { matchesLabelSelector } from '../../src/api/label-selector.ts';
import { child } from '../../src/diag/field-path.ts';
import { mapAt, mapsAt, numberAt, textAt } from '../../src/lint/fields.ts';
import type { PodView } from '../../src/lint/model/pod-view.ts';
import { labelSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pod-anti-affinity',
  category: 'reliability',
  severity: 'info',
  summary: 'The pods of a workload are spread over nodes.',
  why: 'Without a word about it the scheduler may put all pods on one node, whose loss is then the loss of the service.',
  fix: 'Add topologySpreadConstraints or a podAntiAffinity with topologyKey kubernetes.io/hostname whose selector matches the pods.',
  sources: ['kube-linter:no-anti-affinity', 'kube-score:deployment-has-host-podantiaffinity', 'kube-score:statefulset-has-host-podantiaffinity'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter', 'kube-score'],
  messages: {
    together: 'the {replicas} pods of {kind} "{name}" may all land on one node: add topologySpreadConstraints or a podAntiAffinity on kubernetes.io/hostname',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
      containers:
        - name: web
          image: registry.example/web:1.2.3
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec: # want together
      containers:
        - name: web
          image: registry.example/web:1.2.3
`,
      },
    ],
  },
  target: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig', 'Rollout'],
  check: ({ object, model, report }) => {
    const { pod } = object;
    if (pod === undefined) return;
    const scaled = model.autoscalersOf(object).map((scaler) => numberAt(scaler.value, 'spec', 'maxReplicas') ?? numberAt(scaler.value, 'spec', 'maxReplicaCount') ?? 1);
    const replicas = Math.max(pod.replicas ?? 1, ...scaled);
    if (replicas < 2 || isSpread(pod)) return;
    report({ path: child(pod.path, 'affinity.podAntiAffinity'), messageId: 'together', data: { kind: object.kind, name: object.name, replicas } });
  },
});

const TOPOLOGIES: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region',
]);

function isSpread(pod: PodView): boolean {
  const matchesOwn = (holder: unknown): boolean => matchesLabelSelector(labelSelectorAt(holder, 'labelSelector'), pod.labels) && TOPOLOGIES.has(textAt(holder, 'topologyKey') ?? '');
  const antiAffinity = mapAt(pod.spec, 'affinity', 'podAntiAffinity');
  return (
    mapsAt(pod.spec, 'topologySpreadConstraints').some(([, constraint]) => matchesOwn(constraint)) ||
    mapsAt(antiAffinity, 'requiredDuringSchedulingIgnoredDuringExecution').some(([, term]) => matchesOwn(term)) ||
    mapsAt(antiAffinity, 'preferredDuringSchedulingIgnoredDuringExecution').some(([, term]) => matchesOwn(mapAt(term, 'podAffinityTerm')))
  );
}
