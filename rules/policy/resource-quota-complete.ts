import { isSet, mapAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'resource-quota-complete',
  category: 'policy',
  severity: 'info',
  summary: 'A ResourceQuota bounds CPU and memory.',
  why: 'A quota that leaves one of them out bounds nothing in the end.',
  fix: 'Set requests and limits for cpu and memory.',
  sources: ['trivy:KSV-0040'],
  since: '0.1.0',
  presets: ['strict'],
  messages: {
    incomplete: 'ResourceQuota "{name}" does not bound {missing}: add it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
spec:
  hard: { requests.cpu: '4', requests.memory: 8Gi, limits.cpu: '8', limits.memory: 16Gi }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
spec:
  hard: # want incomplete
    requests.cpu: '4'
`,
      },
    ],
  },
  target: ['ResourceQuota'],
  check: ({ object, report }) => {
    const hard = mapAt(object.value, 'spec', 'hard');
    const missing = BOUNDS.filter((names) => !names.some((name) => isSet(hard, name))).map(([name]) => name);
    if (missing.length > 0) report({ path: 'spec.hard', messageId: 'incomplete', data: { name: object.name, missing: missing.join(', ') } });
  },
});

/** Each bound with the short name that means the same. */
const BOUNDS = [['requests.cpu', 'cpu'], ['requests.memory', 'memory'], ['limits.cpu'], ['limits.memory']] as const;
