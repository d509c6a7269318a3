import { textAt } from '../../src/lint/fields.ts';
import { isSystemName, subjectsOf } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rbac-no-anonymous-binding',
  category: 'rbac',
  severity: 'error',
  severities: { everyone: 'warning' },
  summary: 'No role is bound to users who have not proved who they are.',
  why: 'Whoever reaches the API server, from anywhere, has the rights of system:anonymous and system:unauthenticated; system:authenticated is on some clouds anyone with an account there.',
  fix: 'Bind the role to named users, groups or service accounts.',
  sources: ['kubesec:BindingsToSystemAnonymous', 'trivy:KSV-01011', 'trivy:KSV-0122'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal'],
  messages: {
    anonymous: '{kind} "{name}" gives {role} to {subject}, that is to anyone who reaches the API server: bind it to named subjects',
    everyone: '{kind} "{name}" gives {role} to system:authenticated, that is to every account: bind it to named subjects',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
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
  name: open
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: User
    name: system:anonymous # want anonymous
  - kind: Group
    name: system:authenticated # want everyone
`,
      },
    ],
  },
  target: ['RoleBinding', 'ClusterRoleBinding'],
  check: ({ object, report }) => {
    const role = textAt(object.value, 'roleRef', 'name') ?? '';
    // The cluster's own bindings let everyone ask for the API's version and for their own rights.
    if (isSystemName(role)) return;
    for (const { name, path } of subjectsOf(object)) {
      const data = { kind: object.kind, name: object.name, role, subject: name };
      if (name === 'system:anonymous' || name === 'system:unauthenticated') report({ path: `${path}.name`, messageId: 'anonymous', data });
      else if (name === 'system:authenticated') report({ path: `${path}.name`, messageId: 'everyone', data });
    }
  },
});
