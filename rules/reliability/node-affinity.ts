import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'node-affinity',
  category: 'reliability',
  severity: 'info',
  summary: 'Pods say which nodes they belong on.',
  why: 'In clusters with nodes of several kinds, pods without a word land anywhere, on spot or GPU nodes too.',
  fix: 'Add affinity.nodeAffinity.',
  sources: ['kube-linter:no-node-affinity'],
  since: '0.1.0',
  presets: [],
  messages: {
    unset: 'the pods of {kind} "{name}" have no nodeAffinity: say which nodes they belong on',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - { key: kubernetes.io/arch, operator: In, values: [amd64] }
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
spec: # want unset
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, report }) => {
    if (!isSet(pod.spec, 'affinity', 'nodeAffinity')) report({ path: child(pod.path, 'affinity.nodeAffinity'), messageId: 'unset', data: { kind: object.kind, name: object.name } });
  },
});
