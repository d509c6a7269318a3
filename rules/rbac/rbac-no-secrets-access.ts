import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-secrets-access',
  category: 'rbac',
  severity: 'warning',
  summary: 'Few may read or write Secrets.',
  why: 'Secrets hold the keys to everything else; who may list them reads them all, and who may write them can plant others.',
  fix: 'Remove Secrets from the role, or name the ones that are needed in resourceNames with the verb get.',
  sources: ['kube-linter:access-to-secrets', 'trivy:KSV-0041', 'trivy:KSV-0113', 'checkov:CKV2_K8S_5'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get, list]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: [''] # want role
    resources: [secrets]
    verbs: [get, list]
`,
      },
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
roleRef: # want binding
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: web
`,
      },
    ],
  },
  permissions: [{ groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] }],
  consequence: 'Secrets hold the keys to everything else',
  bindings: 'instead',
  namesExempt: true,
});
