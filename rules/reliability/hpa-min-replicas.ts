import { numberAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-min-replicas',
  category: 'reliability',
  severity: 'warning',
  summary: 'Autoscalers keep more than one pod.',
  why: 'At quiet times the autoscaler goes down to minReplicas: with one pod every eviction is an outage.',
  fix: 'Set minReplicas to 2 or more.',
  sources: ['kube-linter:hpa-minimum-three-replicas', 'kube-score:horizontalpodautoscaler-replicas', 'polaris:hpaMinAvailability'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
  options: {
    min: { type: 'integer', minimum: 1, default: 2, description: 'The smallest minReplicas that is accepted.' },
  },
  messages: {
    few: 'HorizontalPodAutoscaler "{name}" goes down to {replicas} pod(s): set minReplicas to at least {min}',
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
  minReplicas: 1 # want few
  maxReplicas: 5
`,
      },
    ],
  },
  target: ['HorizontalPodAutoscaler'],
  check: ({ object, options, report }) => {
    const replicas = numberAt(object.value, 'spec', 'minReplicas') ?? 1;
    const min = Number(options['min']);
    if (replicas < min) report({ path: 'spec.minReplicas', messageId: 'few', data: { name: object.name, replicas, min } });
  },
});
