import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-csr-approve',
  category: 'rbac',
  severity: 'info',
  summary: 'Few may approve certificates.',
  why: 'Who may approve certificate requests can make itself any user, also a node or an administrator.',
  fix: 'Leave approval to the controllers of the cluster.',
  sources: ['checkov:CKV_K8S_156'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: requester
rules:
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests]
    verbs: [create]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: approver
rules:
  - apiGroups: [certificates.k8s.io] # want role
    resources: [certificatesigningrequests/approval]
    verbs: [update]
`,
      },
    ],
  },
  permissions: [
    { groups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update', 'patch'] },
    { groups: ['certificates.k8s.io'], resources: ['signers'], verbs: ['approve', 'sign'] },
  ],
  consequence: 'its holder can make itself any user',
});
