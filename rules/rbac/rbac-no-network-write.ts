import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-network-write',
  category: 'rbac',
  severity: 'info',
  summary: 'Few may change where traffic goes.',
  why: 'Who may write Services, Endpoints, Ingresses or network policies can send traffic elsewhere, or let in what was kept out.',
  fix: 'Leave these kinds to the pipeline and the controllers.',
  sources: ['trivy:KSV-0056', 'checkov:CKV2_K8S_4'],
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
    resources: [services]
    verbs: [get]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: router
rules:
  - apiGroups: [networking.k8s.io] # want role
    resources: [ingresses]
    verbs: [update]
`,
      },
    ],
  },
  permissions: [
    { groups: [''], resources: ['services', 'services/status', 'endpoints'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    { groups: ['networking.k8s.io', 'extensions'], resources: ['networkpolicies', 'ingresses'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
  ],
  consequence: 'its holder decides where traffic goes',
});
