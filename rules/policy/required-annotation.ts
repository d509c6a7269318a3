import { at } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { fitsWildcard } from '../../src/lint/wildcard.ts';

export default defineRule({
  id: 'required-annotation',
  category: 'policy',
  severity: 'warning',
  summary: 'Workloads carry the annotations that the team agreed on.',
  why: 'Annotations say whom to ask and where the documentation is.',
  fix: 'Add the annotation.',
  sources: ['kube-linter:required-annotation-email'],
  since: '0.1.0',
  presets: [],
  options: {
    keys: { type: 'array', items: { type: 'string' }, default: [], description: 'The annotations that must be there; `*` stands for any text.' },
  },
  messages: {
    missing: '{kind} "{name}" lacks the annotation {key}: add it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { contact: shop@example.com }
spec:
  containers: []
`,
        options: { keys: ['contact'] },
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
        options: { keys: ['contact'] },
      },
    ],
  },
  target: ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'DeploymentConfig', 'Rollout', 'serving.knative.dev/Service'],
  check: ({ object, options, report }) => {
    for (const key of options['keys'] as readonly string[]) {
      if (Object.keys(object.annotations).some((annotation) => fitsWildcard(key, annotation))) continue;
      report({ path: at('metadata.annotations', key), messageId: 'missing', data: { kind: object.kind, name: object.name, key } });
    }
  },
});
