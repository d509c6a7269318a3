import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'user-namespace',
  category: 'security',
  severity: 'info',
  summary: 'Pods run in a user namespace of their own.',
  why: 'With hostUsers false root in the container is nobody on the node, which takes the teeth out of most ways to break out.',
  fix: 'Set hostUsers to false where the nodes support it.',
  sources: ['kubesec:HostUsers'],
  since: '0.1.0',
  presets: [],
  fixable: 'suggestion',
  messages: {
    shared: 'the pod shares the users of its node: set hostUsers to false',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
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
  hostUsers: true # want shared
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const path = child(pod.path, 'hostUsers');
    if (booleanAt(pod.spec, 'hostUsers') !== false) report({ path, messageId: 'shared', fix: setField(path, false, 'use a user namespace', false) });
  },
});
