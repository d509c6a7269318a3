import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'priority-class-set',
  category: 'reliability',
  severity: 'info',
  summary: 'Pods have a priority class.',
  why: 'When a cluster is full, pods of higher priority push out others: without classes it is chance who stays.',
  fix: 'Set priorityClassName.',
  sources: ['polaris:priorityClassNotSet'],
  since: '0.1.0',
  presets: ['polaris'],
  messages: {
    unset: 'the pods of {kind} "{name}" have no priorityClassName: say how important they are',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: business-critical
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
    if ((textAt(pod.spec, 'priorityClassName') ?? '') === '') report({ path: child(pod.path, 'priorityClassName'), messageId: 'unset', data: { kind: object.kind, name: object.name } });
  },
});
