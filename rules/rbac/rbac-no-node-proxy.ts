import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-node-proxy',
  category: 'rbac',
  severity: 'warning',
  summary: 'Few may talk to the kubelet.',
  why: "The proxy reaches the kubelet's API past admission and audit, and with it every pod of the node.",
  fix: 'Drop nodes/proxy: metrics are in nodes/metrics and nodes/stats.',
  sources: ['trivy:KSV-0047'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: metrics
rules:
  - apiGroups: ['']
    resources: [nodes/metrics]
    verbs: [get]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: metrics
rules:
  - apiGroups: [''] # want role
    resources: [nodes/proxy]
    verbs: [get]
`,
      },
    ],
  },
  permissions: [{ groups: [''], resources: ['nodes/proxy'], verbs: ['get', 'create'] }],
  consequence: 'its holder reaches every pod of a node, past admission and audit',
});
