import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-log-delete',
  category: 'rbac',
  severity: 'info',
  summary: 'Nobody may delete logs.',
  why: 'Who deletes logs hides what was done.',
  fix: 'Remove the verb.',
  sources: ['trivy:KSV-0042'],
  since: '0.1.0',
  presets: [],
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: cleaner
rules:
  - apiGroups: [''] # want role
    resources: [pods/log]
    verbs: [delete]
`,
      },
    ],
  },
  permissions: [{ groups: [''], resources: ['pods/log'], verbs: ['delete', 'deletecollection'] }],
  consequence: 'its holder can hide what was done',
});
