import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { listAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'topology-spread-set',
  category: 'reliability',
  severity: 'info',
  summary: 'Pods have topology spread constraints.',
  why: 'They spread pods over nodes and zones as evenly as wanted, which anti-affinity cannot.',
  fix: 'Add topologySpreadConstraints with a selector for the pods.',
  sources: ['polaris:topologySpreadConstraint'],
  since: '0.1.0',
  presets: ['strict', 'polaris'],
  messages: {
    unset: 'the pods of {kind} "{name}" have no topologySpreadConstraints: add one for nodes or zones',
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
          topologyKey: topology.kubernetes.io/zone
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
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec: # want unset
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, report }) => {
    if (pod.longRunning && listAt(pod.spec, 'topologySpreadConstraints').length === 0) {
      report({ path: child(pod.path, 'topologySpreadConstraints'), messageId: 'unset', data: { kind: object.kind, name: object.name } });
    }
  },
});
