import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';

export default defineContainerRule({
  id: 'readiness-probe',
  category: 'reliability',
  severity: 'warning',
  summary: 'Long-running containers have a readiness probe.',
  why: 'Without one a pod receives traffic as soon as its process has started, and a rolling update goes on although the new version cannot serve.',
  fix: 'Add a readinessProbe that asks the container itself whether it can serve, and nothing that it depends on.',
  sources: ['kube-linter:no-readiness-probe', 'kube-score:pod-probes', 'polaris:readinessProbeMissing', 'checkov:CKV_K8S_9'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
  messages: {
    missing: '{container} has no readinessProbe: add one, so that it gets traffic only when it can serve',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
`,
      },
      {
        yaml: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: registry.example/migrate:1.2.3
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web # want missing
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  roles: ['regular'],
  checkContainer: (container, { object, report }) => {
    if (object.pod?.longRunning === true && !isSet(container.value, 'readinessProbe')) report({ path: container.path, messageId: 'missing' });
  },
});
