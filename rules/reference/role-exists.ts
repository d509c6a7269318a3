import { textAt } from '../../src/lint/fields.ts';
import { isSystemName } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'role-exists',
  category: 'reference',
  severity: 'info',
  summary: 'The role that a binding names is in the input or comes with Kubernetes.',
  why: 'A binding of a role that does not exist grants nothing, and the role of a binding cannot be changed afterwards.',
  fix: 'Correct roleRef, also its kind. Roles that are made elsewhere are declared in the configuration under external.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    missing: '{role} is not in the input and does not come with Kubernetes: correct roleRef, or declare it as external',
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
  name: web # want missing
`,
      },
    ],
  },
  target: ['RoleBinding', 'ClusterRoleBinding'],
  check: ({ object, model, report }) => {
    const kind = textAt(object.value, 'roleRef', 'kind') ?? '';
    const name = textAt(object.value, 'roleRef', 'name') ?? '';
    if (name === '' || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    const namespace = kind === 'Role' ? object.namespace : '';
    const builtIn = isSystemName(name) || (kind === 'ClusterRole' && ['cluster-admin', 'admin', 'edit', 'view'].includes(name));
    if (!builtIn && !model.exists(kind, namespace, name)) report({ path: 'roleRef.name', messageId: 'missing', data: { role: `${kind} "${name}"` } });
  },
});
