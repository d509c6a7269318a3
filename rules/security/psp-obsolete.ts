import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'psp-obsolete',
  category: 'security',
  severity: 'info',
  summary: 'No PodSecurityPolicy is left.',
  why: 'The API was removed in Kubernetes 1.25: such an object is refused, and the protection that it promised is not there.',
  fix: 'Use Pod Security admission (labels on the namespace) or an admission policy.',
  sources: ['checkov:PodSecurityPolicy checks (10)'],
  since: '0.1.0',
  presets: [],
  messages: {
    gone: 'PodSecurityPolicy "{name}" has no effect since Kubernetes 1.25: use Pod Security admission',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: policy/v1beta1
kind: PodSecurityPolicy # want gone
metadata:
  name: restricted
`,
      },
    ],
  },
  target: ['PodSecurityPolicy'],
  check: ({ object, report }) => report({ path: 'kind', messageId: 'gone', data: { name: object.name } }),
});
