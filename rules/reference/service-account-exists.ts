import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'service-account-exists',
  category: 'reference',
  severity: 'warning',
  summary: 'The service account that a pod names is in the input.',
  why: 'Pods of an account that does not exist are refused, and the workload waits for ever.',
  fix: 'Add the ServiceAccount, or correct the name. If it is made elsewhere, declare it in the configuration under external.',
  sources: ['kube-linter:non-existent-service-account'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter'],
  messages: {
    missing: 'ServiceAccount "{account}" is not in namespace "{namespace}" of the input: add it, or declare it as external',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers: []
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
  serviceAccountName: web # want missing
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { model, report }) => {
    const field = textAt(pod.spec, 'serviceAccountName') ? 'serviceAccountName' : 'serviceAccount';
    const account = textAt(pod.spec, field) ?? '';
    if (account === '' || account === 'default' || model.exists('ServiceAccount', pod.namespace, account)) return;
    report({ path: child(pod.path, field), messageId: 'missing', data: { account, namespace: pod.namespace } });
  },
});
