import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-not-overlapping',
  category: 'reliability',
  severity: 'error',
  summary: 'No pod is in two disruption budgets.',
  why: 'The eviction API refuses to evict a pod that two budgets select, whatever they allow: drains of its node hang.',
  fix: 'Make the selectors disjoint, or keep one budget.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal'],
  messages: {
    two: 'the pods of {kind} "{name}" are in the budgets {budgets}, so they can never be evicted: keep one budget for them',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: all
spec:
  maxUnavailable: 1
  selector: {}
---
apiVersion: v1
kind: Pod
metadata: # want two
  name: web
  labels: { app: web }
spec:
  containers: []
`,
      },
    ],
  },
  target: ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'DeploymentConfig', 'Rollout'],
  check: ({ object, model, report }) => {
    if (object.pod === undefined) return;
    const budgets = new Set(model.selecting('PodDisruptionBudget', object.pod).map((budget) => budget.name));
    if (budgets.size > 1) report({ path: 'metadata', messageId: 'two', data: { kind: object.kind, name: object.name, budgets: [...budgets].map((name) => `"${name}"`).join(' and ') } });
  },
});
