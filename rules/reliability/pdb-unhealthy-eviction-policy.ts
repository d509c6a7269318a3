import { isSet } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-unhealthy-eviction-policy',
  category: 'reliability',
  severity: 'info',
  summary: 'A PodDisruptionBudget lets broken pods be evicted.',
  why: 'By default a pod that is not ready counts against the budget, so one broken pod can block the drain of its node for ever.',
  fix: 'Set unhealthyPodEvictionPolicy to AlwaysAllow, or to IfHealthyBudget where that is really meant.',
  sources: ['kube-linter:pdb-unhealthy-pod-eviction-policy'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter'],
  fixable: 'suggestion',
  messages: {
    unset: 'PodDisruptionBudget "{name}" does not say what becomes of broken pods, so one of them can block a drain for ever: set unhealthyPodEvictionPolicy to AlwaysAllow',
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
  unhealthyPodEvictionPolicy: AlwaysAllow
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
spec: # want unset
  maxUnavailable: 1
  selector:
    matchLabels: { app: web }
`,
      },
    ],
  },
  target: ['PodDisruptionBudget'],
  check: ({ object, report }) => {
    const path = 'spec.unhealthyPodEvictionPolicy';
    if (isSet(object.value, 'spec', 'unhealthyPodEvictionPolicy')) return;
    report({ path, messageId: 'unset', data: { name: object.name }, fix: setField(path, 'AlwaysAllow', 'let broken pods be evicted', false) });
  },
});
