import { isSet, numberAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'min-replicas',
  category: 'reliability',
  severity: 'info',
  summary: 'Services that matter have more than one pod.',
  why: 'With a single pod every update of a node, every eviction and every crash is an outage.',
  fix: 'Set spec.replicas to 2 or more, or add a HorizontalPodAutoscaler.',
  sources: ['kube-linter:minimum-three-replicas', 'kube-score:deployment-replicas', 'polaris:deploymentMissingReplicas'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
  options: {
    min: { type: 'integer', minimum: 1, default: 2, description: 'The smallest number that is accepted.' },
  },
  messages: {
    few: '{kind} "{name}" runs {replicas} pod(s): run at least {min}, so that one may go',
    unset: '{kind} "{name}" leaves replicas open, which makes one pod: set at least {min}, or add an autoscaler',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
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
  replicas: 1 # want few
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec: # want unset
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['Deployment', 'DeploymentConfig', 'Rollout'],
  check: ({ object, model, options, report }) => {
    if (model.autoscalersOf(object).length > 0) return;
    const replicas = numberAt(object.value, 'spec', 'replicas') ?? 1;
    const min = Number(options['min']);
    if (replicas >= min) return;
    const messageId = isSet(object.value, 'spec', 'replicas') ? 'few' : 'unset';
    report({ path: 'spec.replicas', messageId, data: { kind: object.kind, name: object.name, replicas, min } });
  },
});
