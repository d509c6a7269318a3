import { isSet, mapsAt } from '../../src/lint/fields.ts';
import { labelSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'netpol-peer-selects-pod',
  category: 'reference',
  severity: 'info',
  summary: 'The peers of a NetworkPolicy select pods.',
  why: 'A rule whose peer matches nothing lets nothing through: the traffic that it was written for is blocked.',
  fix: 'Correct the podSelector of the peer; for pods of other namespaces add a namespaceSelector.',
  sources: ['kube-linter:dangling-networkpolicypeer-podselector'],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    none: 'this peer selects no pod in namespace "{namespace}" of the input: correct its podSelector, or add a namespaceSelector',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {}
          podSelector: { matchLabels: { app: shop } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: # want none
            matchLabels: { app: shop }
`,
      },
    ],
  },
  target: ['NetworkPolicy'],
  check: ({ object, model, report }) => {
    for (const [rules, peers] of [['ingress', 'from'], ['egress', 'to']] as const) {
      for (const [rule, entry] of mapsAt(object.value, 'spec', rules)) {
        for (const [index, peer] of mapsAt(entry, peers)) {
          const selector = labelSelectorAt(peer, 'podSelector');
          if (selector === undefined || isSet(peer, 'namespaceSelector') || model.hasPod(object.namespace, selector)) continue;
          report({ path: `spec.${rules}[${rule}].${peers}[${index}].podSelector`, messageId: 'none', data: { namespace: object.namespace } });
        }
      }
    }
  },
});
