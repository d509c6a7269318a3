import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { parseImage } from '../../src/lint/image.ts';

export default definePodRule({
  id: 'no-dashboard',
  category: 'security',
  severity: 'info',
  summary: 'The Kubernetes Dashboard is not deployed.',
  why: 'It is a web page with the rights of its service account, archived by its authors, and a common way in.',
  fix: "Use kubectl or a tool that runs with the user's own rights.",
  sources: ['checkov:CKV_K8S_33'],
  since: '0.1.0',
  presets: [],
  messages: {
    dashboard: '{kind} "{name}" deploys the Kubernetes Dashboard: remove it',
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
    - name: web
      image: docker.io/kubernetesui/dashboard:v2.7.0 # want dashboard
`,
      },
    ],
  },
  checkPod: (pod, { object, report }) => {
    for (const container of pod.containers) {
      if (!/(?:^|\/)(?:kubernetes-dashboard|kubernetesui\/dashboard)/.test(parseImage(container.image).repository)) continue;
      report({ path: child(container.path, 'image'), messageId: 'dashboard', data: { kind: object.kind, name: object.name } });
    }
  },
});
