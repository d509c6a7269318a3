import { isSet } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-has-policy',
  category: 'correctness',
  severity: 'warning',
  summary: 'A PodDisruptionBudget says how many pods may go.',
  why: 'Without minAvailable or maxUnavailable the budget allows no bound at all.',
  fix: 'Set maxUnavailable, or minAvailable.',
  sources: ['kube-score:poddisruptionbudget-has-policy'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    none: 'PodDisruptionBudget "{name}" sets neither minAvailable nor maxUnavailable: set one of them',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec: # want none
  selector:
    matchLabels: { app: web }
`,
      },
    ],
  },
  target: ['PodDisruptionBudget'],
  check: ({ object, report }) => {
    if (isSet(object.value, 'spec', 'minAvailable') || isSet(object.value, 'spec', 'maxUnavailable')) return;
    report({ path: 'spec.maxUnavailable', messageId: 'none', data: { name: object.name } });
  },
});
