import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-host-network',
  category: 'security',
  severity: 'error',
  summary: 'Pods do not use the network of their node.',
  why: 'With hostNetwork a pod sees all traffic of the node, reaches what listens on its localhost, and escapes network policies.',
  fix: 'Remove hostNetwork, and expose the pod with a Service.',
  sources: ['kube-linter:host-network', 'polaris:hostNetworkSet', 'kubesec:HostNetwork', 'trivy:KSV-0009', 'checkov:CKV_K8S_19'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'polaris'],
  fixable: 'suggestion',
  messages: {
    shared: 'the pod uses the network of its node, past network policies: remove hostNetwork',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
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
  hostNetwork: true # want shared
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const path = child(pod.path, 'hostNetwork');
    if (booleanAt(pod.spec, 'hostNetwork') === true) report({ path, messageId: 'shared', fix: removeField(path, 'use the network of the pod', false) });
  },
});
