import { podSelectorOf } from '../../src/lint/model/lint-model.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'netpol-selects-pod',
  category: 'reference',
  severity: 'info',
  summary: 'A NetworkPolicy selects pods.',
  why: 'A policy that selects nothing protects nothing, and looks as if it did.',
  fix: 'Make podSelector match the labels of the pods, in the same namespace.',
  sources: ['kube-linter:dangling-networkpolicy', 'kube-score:networkpolicy-targets-pod'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    none: 'NetworkPolicy "{name}" selects no pod in namespace "{namespace}" of the input: correct podSelector',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: # want none
    matchLabels: { app: web }
`,
      },
    ],
  },
  target: ['NetworkPolicy'],
  check: ({ object, model, report }) => {
    const selector = podSelectorOf(object, 'NetworkPolicy');
    if (selector === undefined || model.hasPod(object.namespace, selector)) return;
    report({ path: 'spec.podSelector', messageId: 'none', data: { name: object.name, namespace: object.namespace } });
  },
});
