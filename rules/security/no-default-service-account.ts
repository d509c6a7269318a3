import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt, textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-default-service-account',
  category: 'security',
  severity: 'info',
  summary: 'Pods run under a service account of their own.',
  why: 'Rights that one application needs and gets on the account "default" are rights of every pod in the namespace.',
  fix: 'Create a ServiceAccount for the workload and name it in serviceAccountName; pods that need no token set automountServiceAccountToken to false.',
  sources: ['kube-linter:default-service-account', 'kubesec:ServiceAccountName'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    default: 'the pod of {kind} "{name}" runs under the service account "default" with its token: name an account of its own, or set automountServiceAccountToken to false',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
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
spec: # want default
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, report }) => {
    const account = textAt(pod.spec, 'serviceAccountName') || textAt(pod.spec, 'serviceAccount') || 'default';
    if (account !== 'default' || booleanAt(pod.spec, 'automountServiceAccountToken') === false) return;
    report({ path: child(pod.path, 'serviceAccountName'), messageId: 'default', data: { kind: object.kind, name: object.name } });
  },
});
