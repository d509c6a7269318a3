import { subjectsOf } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rbac-no-system-masters-binding',
  category: 'rbac',
  severity: 'error',
  summary: 'No role is bound to system:masters.',
  why: 'Members of system:masters pass every access check, so a binding to the group does nothing but suggest that it can be taken away.',
  fix: 'Remove the subject; give people a role that can be taken away.',
  sources: ['trivy:KSV-0123'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal'],
  messages: {
    masters: '{kind} "{name}" is bound to the group system:masters, whose members pass every check anyway: use a group of your own',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: viewers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    name: developers
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admins
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    name: system:masters # want masters
`,
      },
    ],
  },
  target: ['RoleBinding', 'ClusterRoleBinding'],
  check: ({ object, report }) => {
    for (const { name, path } of subjectsOf(object)) if (name === 'system:masters') report({ path: `${path}.name`, messageId: 'masters', data: { kind: object.kind, name: object.name } });
  },
});
