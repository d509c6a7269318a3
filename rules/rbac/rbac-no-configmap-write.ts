import { defineGrantRule } from '../../src/lint/rbac-rule.ts';

export default defineGrantRule({
  id: 'rbac-no-configmap-write',
  category: 'rbac',
  severity: 'info',
  summary: 'Few may change ConfigMaps.',
  why: 'The settings of controllers and of whole clouds (aws-auth) live in ConfigMaps; who changes them changes what those do.',
  fix: 'Name the ConfigMaps in resourceNames, or leave them to the pipeline.',
  sources: ['trivy:KSV-0049', 'trivy:KSV-0115'],
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
    resources: [configmaps]
    verbs: [get]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: writer
rules:
  - apiGroups: [''] # want role
    resources: [configmaps]
    verbs: [update]
`,
      },
    ],
  },
  permissions: [{ groups: [''], resources: ['configmaps'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] }],
  consequence: 'settings of controllers live in ConfigMaps',
  namesExempt: true,
});
