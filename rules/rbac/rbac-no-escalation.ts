import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-escalation',
  category: 'rbac',
  severity: 'warning',
  summary: 'Few may give themselves more rights.',
  why: 'The verbs bind, escalate and impersonate, and writing role bindings, are ways around every other limit.',
  fix: 'Remove the verb, or name the roles and users that it is about in resourceNames.',
  sources: [
    'trivy:KSV-0043',
    'trivy:KSV-0050',
    'trivy:KSV-0051',
    'trivy:KSV-0052',
    'trivy:KSV-0055',
    'checkov:CKV_K8S_157',
    'checkov:CKV_K8S_158',
    'checkov:CKV2_K8S_1',
    'checkov:CKV2_K8S_3',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [get, list]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: operator
rules:
  - apiGroups: [rbac.authorization.k8s.io] # want role
    resources: [clusterroles]
    verbs: [escalate]
`,
      },
    ],
  },
  permissions: [
    { groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['bind', 'escalate'] },
    { groups: ['rbac.authorization.k8s.io'], resources: ['rolebindings', 'clusterrolebindings'], verbs: ['bind', 'create', 'update', 'patch'] },
    { groups: ['', 'authentication.k8s.io'], resources: ['users', 'groups', 'serviceaccounts', 'userextras'], verbs: ['impersonate'] },
    { groups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
  ],
  consequence: 'its holder can get rights that nobody gave it',
  namesExempt: true,
});
