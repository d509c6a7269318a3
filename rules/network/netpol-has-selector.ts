import { isSet, mapAt, mapsAt } from '../../src/lint/fields.ts';
import { isEmptySelector, labelSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'netpol-has-selector',
  category: 'network',
  severity: 'info',
  summary: 'A NetworkPolicy says whom it is about.',
  why: 'A policy without any selector is about every pod of the namespace, which is easily written by mistake.',
  fix: 'Select the pods, or keep the policy as a default for the namespace and ignore the rule with that reason.',
  sources: ['trivy:KSV-0038'],
  since: '0.1.0',
  presets: [],
  messages: {
    none: 'NetworkPolicy "{name}" selects nothing in particular, so it is about every pod of its namespace: add a selector unless that is meant',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector: { matchLabels: { app: web } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec: # want none
  ingress: []
`,
      },
    ],
  },
  target: ['NetworkPolicy'],
  check: ({ object, report }) => {
    const peers = [...mapsAt(object.value, 'spec', 'ingress').flatMap(([, rule]) => mapsAt(rule, 'from')), ...mapsAt(object.value, 'spec', 'egress').flatMap(([, rule]) => mapsAt(rule, 'to'))];
    const selects = (value: unknown, field: string): boolean => {
      const selector = labelSelectorAt(value, field);
      return selector !== undefined && !isEmptySelector(selector);
    };
    if (selects(mapAt(object.value, 'spec'), 'podSelector') || peers.some(([, peer]) => isSet(peer, 'podSelector') || isSet(peer, 'namespaceSelector'))) return;
    report({ path: 'spec.podSelector', messageId: 'none', data: { name: object.name } });
  },
});
