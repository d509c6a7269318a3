import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';

export default defineContainerRule({
  id: 'liveness-probe',
  category: 'reliability',
  severity: 'info',
  summary: 'Long-running containers have a liveness probe.',
  why: 'A process that hangs without ending is restarted only if a liveness probe notices it.',
  fix: 'Add a livenessProbe that fails only when a restart would help: cheap, local, and more patient than the readinessProbe.',
  sources: ['kube-linter:no-liveness-probe', 'kube-score:pod-probes', 'polaris:livenessProbeMissing', 'checkov:CKV_K8S_8'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
  messages: {
    missing: '{container} has no livenessProbe: add one if a hang of it would be cured by a restart',
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
      livenessProbe:
        httpGet:
          path: /live
          port: 8080
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent # want missing
          image: registry.example/agent:1.2.3
`,
      },
    ],
  },
  roles: ['regular'],
  checkContainer: (container, { object, report }) => {
    if (object.pod?.longRunning === true && !isSet(container.value, 'livenessProbe')) report({ path: container.path, messageId: 'missing' });
  },
});
