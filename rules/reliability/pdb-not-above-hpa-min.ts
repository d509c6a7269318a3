import { numberAt } from '../../src/lint/fields.ts';
import { amountOfPodsAt, podsOf } from '../../src/lint/model/amount-of-pods.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-not-above-hpa-min',
  category: 'reliability',
  severity: 'warning',
  summary: "A disruption budget leaves room at the autoscaler's minimum.",
  why: 'When the autoscaler has gone down to minReplicas, a budget that keeps as many or more blocks every drain.',
  fix: 'Set minAvailable below minReplicas, or use maxUnavailable.',
  sources: ['polaris:pdbMinAvailableGreaterThanHPAMinReplicas'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'polaris'],
  messages: {
    above: '{budget} keeps {needed} pods of {kind} "{name}", but {scaler} goes down to {min}: keep fewer',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
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
  minAvailable: 3
  selector: { matchLabels: { app: web } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata: # want above
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'],
  check: ({ object, model, report }) => {
    const { pod } = object;
    const [scaler] = model.autoscalersOf(object);
    if (pod === undefined || scaler === undefined) return;
    const min = numberAt(scaler.value, 'spec', 'minReplicas') ?? numberAt(scaler.value, 'spec', 'minReplicaCount') ?? 1;
    for (const budget of model.selecting('PodDisruptionBudget', pod)) {
      const kept = amountOfPodsAt(budget.value, 'spec', 'minAvailable');
      if (kept === undefined) continue;
      const needed = podsOf(kept, min, 'up');
      if (needed <= min) continue;
      const data = { budget: `PodDisruptionBudget "${budget.name}"`, needed, kind: object.kind, name: object.name, scaler: `${scaler.kind} "${scaler.name}"`, min };
      report({ path: 'metadata', messageId: 'above', data });
    }
  },
});
