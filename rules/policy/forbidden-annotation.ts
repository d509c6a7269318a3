import { at } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { fitsWildcard } from '../../src/lint/wildcard.ts';

export default defineRule({
  id: 'forbidden-annotation',
  category: 'policy',
  severity: 'warning',
  summary: 'Objects carry no annotation that the team banned.',
  why: 'Some annotations switch protections off, or belong to tools that are gone.',
  fix: 'Remove the annotation.',
  sources: ['kube-linter:template:forbidden-annotation'],
  since: '0.1.0',
  presets: [],
  options: {
    keys: { type: 'array', items: { type: 'string' }, default: [], description: 'The annotations that may not be there; `*` stands for any text.' },
  },
  messages: {
    present: 'annotation {key} is banned by the configuration: remove it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
`,
        options: { keys: ['legacy.example/*'] },
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    legacy.example/owner: me # want present
`,
        options: { keys: ['legacy.example/*'] },
      },
    ],
  },
  target: 'any',
  check: ({ object, options, report }) => {
    const banned = options['keys'] as readonly string[];
    for (const key of Object.keys(object.annotations)) {
      if (banned.some((pattern) => fitsWildcard(pattern, key))) report({ path: at('metadata.annotations', key), messageId: 'present', data: { key } });
    }
  },
});
