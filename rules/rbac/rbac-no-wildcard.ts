import { policyRulesOf } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rbac-no-wildcard',
  category: 'rbac',
  severity: 'warning',
  summary: 'Roles name the verbs and resources that they grant.',
  why: 'A wildcard grants also what is added later: new kinds, new subresources, and verbs such as escalate and impersonate.',
  fix: 'List the groups, resources and verbs that are needed.',
  sources: ['kube-linter:wildcard-in-rules', 'trivy:KSV-0044', 'trivy:KSV-0045', 'trivy:KSV-0046', 'trivy:KSV-0112', 'checkov:CKV_K8S_49'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    wildcard: '{kind} "{name}" grants "*" in {field}, which includes what is added later: list what is needed',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - apiGroups: ['']
    resources: [pods]
    verbs: [get, list]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: owner
rules:
  - apiGroups: ['']
    resources: ['*'] # want wildcard
    verbs: ['*'] # want wildcard
`,
      },
    ],
  },
  target: ['Role', 'ClusterRole'],
  check: ({ object, report }) => {
    for (const rule of policyRulesOf(object)) {
      for (const field of ['apiGroups', 'resources', 'verbs'] as const) {
        const index = rule[field].findIndex((item) => item === '*' || item.startsWith('*/'));
        if (index !== -1) report({ path: `${rule.path}.${field}[${index}]`, messageId: 'wildcard', data: { kind: object.kind, name: object.name, field } });
      }
    }
  },
});
