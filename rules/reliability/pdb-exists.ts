import { numberAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-exists',
  category: 'reliability',
  severity: 'info',
  summary: 'Workloads with several pods have a PodDisruptionBudget.',
  why: 'Without one a drain of nodes may evict all pods of a workload at once.',
  fix: 'Add a PodDisruptionBudget whose selector matches the pods, with maxUnavailable 1.',
  sources: ['kube-score:statefulset-has-poddisruptionbudget', 'kube-score:deployment-has-poddisruptionbudget', 'polaris:missingPodDisruptionBudget'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
  messages: {
    missing: 'no PodDisruptionBudget in namespace "{namespace}" selects the pods of {kind} "{name}": add one',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata: # want missing
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['Deployment', 'StatefulSet', 'Rollout'],
  check: ({ object, model, report }) => {
    const { pod } = object;
    // A count that is left open is up to an autoscaler or to kubectl scale.
    if (pod === undefined || (numberAt(object.value, 'spec', 'replicas') ?? 2) < 2) return;
    if (model.selecting('PodDisruptionBudget', pod).length > 0) return;
    report({ path: 'metadata', messageId: 'missing', data: { kind: object.kind, name: object.name, namespace: object.namespace } });
  },
});
