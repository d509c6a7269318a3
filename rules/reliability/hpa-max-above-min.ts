import { numberAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-max-above-min',
  category: 'reliability',
  severity: 'warning',
  severities: { missing: 'error' },
  summary: 'Autoscalers have room to scale.',
  why: 'With maxReplicas equal to minReplicas the autoscaler does nothing.',
  fix: 'Raise maxReplicas above minReplicas, or drop the autoscaler and set replicas.',
  sources: ['polaris:hpaMaxAvailability'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'polaris'],
  messages: {
    fixed: 'HorizontalPodAutoscaler "{name}" scales from {min} to {max}, which leaves it nothing to do: raise maxReplicas',
    missing: 'HorizontalPodAutoscaler "{name}" has no maxReplicas, which the API demands: set it',
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
  minReplicas: 3
  maxReplicas: 3 # want fixed
`,
      },
    ],
  },
  target: ['HorizontalPodAutoscaler'],
  check: ({ object, report }) => {
    const max = numberAt(object.value, 'spec', 'maxReplicas');
    const min = numberAt(object.value, 'spec', 'minReplicas') ?? 1;
    if (max === undefined) report({ path: 'spec.maxReplicas', messageId: 'missing', data: { name: object.name } });
    else if (max <= min) report({ path: 'spec.maxReplicas', messageId: 'fixed', data: { name: object.name, min, max } });
  },
});
