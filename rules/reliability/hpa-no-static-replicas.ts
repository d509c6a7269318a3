import { numberAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-no-static-replicas',
  category: 'reliability',
  severity: 'warning',
  summary: 'Workloads that an autoscaler scales leave replicas out.',
  why: 'Each apply sets the count back to the fixed number, against the autoscaler, which under load takes pods away just when they are needed.',
  fix: 'Remove spec.replicas. The first apply without it keeps the current count if the field was owned by the same client only once: see the documentation of your tool.',
  sources: ['kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  fixable: 'safe',
  messages: {
    fixed: '{kind} "{name}" sets replicas to {replicas} though {scaler} scales it: remove replicas, or each apply undoes the autoscaler',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: autoscaling/v2
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
        yaml: `apiVersion: autoscaling/v2
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
metadata:
  name: web
spec:
  replicas: 3 # want fixed
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig', 'Rollout'],
  check: ({ object, model, report }) => {
    const [scaler] = model.autoscalersOf(object);
    const replicas = numberAt(object.value, 'spec', 'replicas');
    if (scaler === undefined || replicas === undefined) return;
    const data = { kind: object.kind, name: object.name, replicas, scaler: `${scaler.kind} "${scaler.name}"` };
    report({ path: 'spec.replicas', messageId: 'fixed', data, fix: removeField('spec.replicas', 'leave the count to the autoscaler') });
  },
});
