import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'restart-policy-set',
  category: 'reliability',
  severity: 'info',
  summary: 'Pods say when they are restarted.',
  why: 'The default Always is right for services and wrong for jobs; saying it shows that it was meant.',
  fix: 'Set restartPolicy.',
  sources: ['kube-linter:restart-policy'],
  since: '0.1.0',
  presets: [],
  messages: {
    unset: 'the pods of {kind} "{name}" leave restartPolicy open, which means Always: say it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Always
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
    if (!isSet(pod.spec, 'restartPolicy')) report({ path: child(pod.path, 'restartPolicy'), messageId: 'unset', data: { kind: object.kind, name: object.name } });
  },
});
