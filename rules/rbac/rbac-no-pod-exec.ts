import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-pod-exec',
  category: 'rbac',
  severity: 'warning',
  summary: 'Few may open a shell in running pods.',
  why: 'Who may exec or attach acts as the pod, with its secrets and its network, and leaves little trace.',
  fix: 'Remove pods/exec and pods/attach, or bind the role for the time of an incident only.',
  sources: [
    'polaris:clusterrolePodExecAttach',
    'polaris:rolePodExecAttach',
    'polaris:clusterrolebindingPodExecAttach',
    'polaris:rolebindingClusterRolePodExecAttach',
    'polaris:rolebindingRolePodExecAttach',
    'trivy:KSV-0053',
    'trivy:KSV-0054',
    'checkov:CKV2_K8S_2',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
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
  name: debugger
rules:
  - apiGroups: [''] # want role
    resources: [pods/exec]
    verbs: [create]
`,
      },
    ],
  },
  permissions: [{ groups: [''], resources: ['pods/exec', 'pods/attach', 'pods/ephemeralcontainers'], verbs: ['get', 'create', 'update', 'patch'] }],
  consequence: 'its holder acts as any pod, with its secrets and network',
  bindings: 'also',
  systemExempt: true,
});
