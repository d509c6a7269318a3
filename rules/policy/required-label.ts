import { at } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { fitsWildcard } from '../../src/lint/wildcard.ts';

export default defineRule({
  id: 'required-label',
  category: 'policy',
  severity: 'warning',
  summary: 'Workloads carry the labels that the team agreed on.',
  why: 'Labels say whose a workload is and what it belongs to: for alerts, for costs, for cleaning up.',
  fix: 'Add the label.',
  sources: ['kube-linter:required-label-owner'],
  since: '0.1.0',
  presets: [],
  options: {
    keys: { type: 'array', items: { type: 'string' }, default: [], description: 'The labels that must be there; `*` stands for any text.' },
  },
  messages: {
    missing: '{kind} "{name}" lacks the label {key}: add it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { owner: shop }
spec:
  containers: []
`,
        options: { keys: ['owner'] },
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata: # want missing
  name: web
spec:
  containers: []
`,
        options: { keys: ['owner'] },
      },
    ],
  },
  target: ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'DeploymentConfig', 'Rollout', 'serving.knative.dev/Service'],
  check: ({ object, options, report }) => {
    for (const key of options['keys'] as readonly string[]) {
      if (Object.keys(object.labels).some((label) => fitsWildcard(key, label))) continue;
      report({ path: at('metadata.labels', key), messageId: 'missing', data: { kind: object.kind, name: object.name, key } });
    }
  },
});
