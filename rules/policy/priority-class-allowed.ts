import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'priority-class-allowed',
  category: 'policy',
  severity: 'warning',
  summary: 'Pods use the priority classes that are meant for them.',
  why: 'Whoever takes a system class pushes out everybody else.',
  fix: 'Use one of the allowed classes.',
  sources: ['kube-linter:priority-class-name'],
  since: '0.1.0',
  presets: [],
  options: {
    allowed: { type: 'array', items: { type: 'string' }, default: ['system-cluster-critical', 'system-node-critical'], description: 'The classes that may be used; unset is always allowed.' },
  },
  messages: {
    other: 'priority class "{value}" is none of {allowed}: use one of them',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: business
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
        options: { allowed: ['business'] },
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: system-node-critical # want other
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
        options: { allowed: ['business'] },
      },
    ],
  },
  checkPod: (pod, { options, report }) => {
    const allowed = options['allowed'] as readonly string[];
    const value = (textAt(pod.spec, 'priorityClassName') ?? '').trim();
    if (value !== '' && !allowed.includes(value)) report({ path: child(pod.path, 'priorityClassName'), messageId: 'other', data: { value, allowed: allowed.join(', ') } });
  },
});
