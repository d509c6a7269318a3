import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-host-pid',
  category: 'security',
  severity: 'error',
  summary: 'Pods do not see the processes of their node.',
  why: 'With hostPID a container can look into and signal every process on the node, and read their environments and secrets.',
  fix: 'Remove hostPID.',
  sources: ['kube-linter:host-pid', 'polaris:hostPIDSet', 'kubesec:HostPID', 'trivy:KSV-0010', 'checkov:CKV_K8S_17'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'polaris'],
  fixable: 'suggestion',
  messages: {
    shared: 'the pod sees and signals the processes of its node: remove hostPID',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: false
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
  hostPID: true # want shared
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const path = child(pod.path, 'hostPID');
    if (booleanAt(pod.spec, 'hostPID') === true) report({ path, messageId: 'shared', fix: removeField(path, 'use processes of the pod alone', false) });
  },
});
