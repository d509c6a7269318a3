import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-host-ipc',
  category: 'security',
  severity: 'error',
  summary: 'Pods do not share memory with their node.',
  why: 'With hostIPC a container can read and change the shared memory of every process on the node.',
  fix: 'Remove hostIPC; containers of one pod share memory without it.',
  sources: ['kube-linter:host-ipc', 'polaris:hostIPCSet', 'kubesec:HostIPC', 'trivy:KSV-0008', 'checkov:CKV_K8S_18'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'polaris'],
  fixable: 'suggestion',
  messages: {
    shared: 'the pod shares memory with the processes of its node: remove hostIPC',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: false
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
  hostIPC: true # want shared
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const path = child(pod.path, 'hostIPC');
    if (booleanAt(pod.spec, 'hostIPC') === true) report({ path, messageId: 'shared', fix: removeField(path, 'use shared memory of the pod alone', false) });
  },
});
