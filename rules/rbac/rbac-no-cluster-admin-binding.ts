import { textAt } from '../../src/lint/fields.ts';
import { boundRole, effectiveRulesOf, isSystemName, subjectsOf } from '../../src/lint/model/rbac.ts';
import type { PolicyRule } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rbac-no-cluster-admin-binding',
  category: 'rbac',
  severity: 'warning',
  severities: { unresolved: 'info' },
  summary: 'Nobody is bound to cluster-admin or to a role like it.',
  why: 'The holder can do everything, everywhere, and give that right to others.',
  fix: 'Bind a role that grants what is needed. Where a break-glass binding is wanted, ignore the rule there with that reason.',
  sources: [
    'kube-linter:cluster-admin-role-binding',
    'polaris:clusterrolebindingClusterAdmin',
    'polaris:rolebindingClusterAdminClusterRole',
    'polaris:rolebindingClusterAdminRole',
    'trivy:KSV-0111',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  options: {
    unresolved: { type: 'boolean', default: false, description: 'Whether bindings of roles that are not in the input are reported too.' },
  },
  messages: {
    admin: '{kind} "{name}" gives cluster-admin to {subjects}: bind a role that grants what is needed',
    equivalent: '{kind} "{name}" binds {role}, which grants everything: bind a role that grants what is needed',
    unresolved: '{kind} "{name}" hands out {role}, which is not in the input, so that nobody can tell here what it grants',
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
  name: cluster-admin # want admin
subjects:
  - kind: ServiceAccount
    name: deployer
    namespace: ci
`,
      },
    ],
  },
  target: ['RoleBinding', 'ClusterRoleBinding'],
  check: ({ object, model, options, report }) => {
    const roleName = textAt(object.value, 'roleRef', 'name') ?? '';
    const roleKind = textAt(object.value, 'roleRef', 'kind') ?? '';
    if (isSystemName(roleName) || isSystemName(object.name)) return;
    const data = { kind: object.kind, name: object.name, role: `${roleKind} "${roleName}"` };
    if (roleKind === 'ClusterRole' && roleName === 'cluster-admin') {
      const subjects = subjectsOf(object).map((subject) => `${subject.kind} "${subject.name}"`).join(', ') || 'nobody yet';
      report({ path: 'roleRef.name', messageId: 'admin', data: { ...data, subjects } });
      return;
    }
    const role = boundRole(object, model);
    if (role === undefined) {
      if (options['unresolved'] === true && roleName !== 'view') report({ path: 'roleRef', messageId: 'unresolved', data });
    } else if (effectiveRulesOf(role, model).some(grantsEverything)) report({ path: 'roleRef.name', messageId: 'equivalent', data });
  },
});

const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const;

function grantsEverything({ apiGroups, resources, verbs, resourceNames }: PolicyRule): boolean {
  const everyVerb = verbs.includes('*') || ALL_VERBS.every((verb) => verbs.includes(verb));
  return everyVerb && apiGroups.includes('*') && resources.includes('*') && resourceNames.length === 0;
}
