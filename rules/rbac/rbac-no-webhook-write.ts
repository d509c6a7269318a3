import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-webhook-write',
  category: 'rbac',
  severity: 'warning',
  summary: 'Few may change admission webhooks.',
  why: 'A webhook sees every object that is written, Secrets included, and may change it; who deletes one switches off the checks of others.',
  fix: 'Leave webhook configurations to the administrator of the cluster, or name them in resourceNames.',
  sources: ['trivy:KSV-0114', 'checkov:CKV_K8S_155'],
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
  - apiGroups: [admissionregistration.k8s.io]
    resources: [validatingwebhookconfigurations]
    verbs: [get]
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
  - apiGroups: [admissionregistration.k8s.io] # want role
    resources: [mutatingwebhookconfigurations]
    verbs: [patch]
`,
      },
    ],
  },
  permissions: [
    {
      groups: ['admissionregistration.k8s.io'],
      resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  consequence: 'its holder sees and changes every object that is written',
  namesExempt: true,
});
