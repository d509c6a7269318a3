import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-pod-create',
  category: 'rbac',
  severity: 'info',
  summary: 'Few may create pods or what creates them.',
  why: 'Who may create a pod can mount every Secret of the namespace into it and act as each of its service accounts.',
  fix: 'Leave creating workloads to the pipeline and its account.',
  sources: ['kube-linter:access-to-create-pods', 'trivy:KSV-0048'],
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
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [get, list]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
rules:
  - apiGroups: [apps] # want role
    resources: [deployments]
    verbs: [create]
`,
      },
    ],
  },
  permissions: [{ groups: ['*'], resources: ['pods', 'deployments', 'statefulsets', 'replicasets', 'daemonsets', 'jobs', 'cronjobs', 'replicationcontrollers'], verbs: ['create'] }],
  consequence: 'who creates a pod can use every Secret and service account of its namespace',
  bindings: 'instead',
});
