import { textAt } from '../../src/lint/fields.ts';
import { subjectsOf } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-default-sa-binding',
  category: 'rbac',
  severity: 'warning',
  summary: 'No role is bound to the service account "default".',
  why: 'Every pod in the namespace that names no account gets these rights.',
  fix: 'Create a ServiceAccount for the workload that needs them, and bind that.',
  sources: ['checkov:CKV_K8S_42'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    default: '{kind} "{name}" gives {role} to the service account "default" of namespace "{namespace}", that is to every pod there without an account: bind an account of its own',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: web
subjects:
  - kind: ServiceAccount
    name: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: web
subjects:
  - kind: ServiceAccount
    name: default # want default
`,
      },
    ],
  },
  target: ['RoleBinding', 'ClusterRoleBinding'],
  check: ({ object, report }) => {
    for (const { kind, name, namespace, path } of subjectsOf(object)) {
      if (kind !== 'ServiceAccount' || name !== 'default') continue;
      report({ path: `${path}.name`, messageId: 'default', data: { kind: object.kind, name: object.name, namespace, role: textAt(object.value, 'roleRef', 'name') ?? '' } });
    }
  },
});
