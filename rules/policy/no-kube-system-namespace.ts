import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-kube-system-namespace',
  category: 'policy',
  severity: 'info',
  summary: 'Nothing of your own is in kube-system.',
  why: 'What runs there shares the namespace with the control plane, and often escapes policies that exempt it.',
  fix: 'Use a namespace of your own.',
  sources: ['trivy:KSV-0037'],
  since: '0.1.0',
  presets: [],
  messages: {
    inside: '{kind} "{name}" is in kube-system: use a namespace of its own',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: kube-system # want inside
`,
      },
    ],
  },
  target: 'any',
  check: ({ object, report }) => {
    if (object.namespace === 'kube-system' && object.labels['tier'] !== 'control-plane') report({ path: 'metadata.namespace', messageId: 'inside', data: { kind: object.kind, name: object.name } });
  },
});
