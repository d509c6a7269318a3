import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-sa-token-automount',
  category: 'security',
  severity: 'info',
  summary: 'Pods that do not call the Kubernetes API carry no service account token.',
  why: 'Every container of the pod can read a mounted token and act with the rights of its service account, so can whoever breaks into one.',
  fix: 'Set automountServiceAccountToken: false on the pod, or on its ServiceAccount. Pods that need the API keep the token on purpose: ignore the rule for them with that reason.',
  sources: ['polaris:automountServiceAccountToken', 'kubesec:AutomountServiceAccountToken', 'trivy:KSV-0036', 'checkov:CKV_K8S_38'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  fixable: 'suggestion',
  messages: {
    mounted: 'the pod of {kind} "{name}" gets a token of service account "{account}": set automountServiceAccountToken: false unless it calls the Kubernetes API',
  },
  examples: {
    valid: [
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
      {
        yaml: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
automountServiceAccountToken: false
---
apiVersion: v1
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
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec: # want mounted
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
  automountServiceAccountToken: true # want mounted
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, model, report }) => {
    const own = booleanAt(pod.spec, 'automountServiceAccountToken');
    const account = textAt(pod.spec, 'serviceAccountName') || textAt(pod.spec, 'serviceAccount') || 'default';
    // The pod's own word counts; only when it says nothing is the service account asked.
    const inherited = booleanAt(model.find('ServiceAccount', pod.namespace, account)?.value, 'automountServiceAccountToken');
    if ((own ?? inherited) === false) return;
    const path = child(pod.path, 'automountServiceAccountToken');
    report({ path, messageId: 'mounted', data: { kind: object.kind, name: object.name, account }, fix: setField(path, false, 'mount no token', false) });
  },
});
