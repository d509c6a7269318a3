import { isSet, mapsAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'limit-range-complete',
  category: 'policy',
  severity: 'info',
  summary: 'A LimitRange sets bounds and defaults.',
  why: 'A range without defaults leaves containers that ask for nothing as they are.',
  fix: 'Set min, max, default and defaultRequest of at least one entry.',
  sources: ['trivy:KSV-0039'],
  since: '0.1.0',
  presets: ['strict'],
  messages: {
    incomplete: 'LimitRange "{name}" has no entry with type, min, max, default and defaultRequest: complete one',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: LimitRange
metadata:
  name: bounds
spec:
  limits:
    - type: Container
      min: { cpu: 10m }
      max: { cpu: '4' }
      default: { cpu: '1' }
      defaultRequest: { cpu: 100m }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: LimitRange
metadata:
  name: bounds
spec:
  limits: # want incomplete
    - type: Container
      max: { cpu: '4' }
`,
      },
    ],
  },
  target: ['LimitRange'],
  check: ({ object, report }) => {
    const fields = ['type', 'min', 'max', 'default', 'defaultRequest'];
    if (mapsAt(object.value, 'spec', 'limits').some(([, entry]) => fields.every((field) => isSet(entry, field)))) return;
    report({ path: 'spec.limits', messageId: 'incomplete', data: { name: object.name } });
  },
});
