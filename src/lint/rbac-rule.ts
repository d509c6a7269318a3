import { textAt } from './fields.ts';
import type { LintModel } from './model/lint-model.ts';
import type { LintObject } from './model/lint-object.ts';
import { boundRole, effectiveRulesOf, grantedBy, isSystemName, policyRulesOf } from './model/rbac.ts';
import type { Permission, PolicyRule } from './model/rbac.ts';
import { defineRule } from './rule.ts';
import type { Rule } from './rule.ts';

type GrantRule = Omit<Rule, 'target' | 'check' | 'messages' | 'options'> & {
  /** What no role should grant without a reason. */
  readonly permissions: readonly Permission[];
  /** What holding it means, to end the message with. */
  readonly consequence: string;
  /** Bindings are told of too, when the role that they bind is in the input. */
  readonly bindings?: 'also' | 'instead';
  /** Roles and bindings called `system:…`, and the roles that come with Kubernetes, may grant it. */
  readonly systemExempt?: boolean;
  /** A policy rule with resourceNames is narrow enough. */
  readonly namesExempt?: boolean;
};

/**
 * A rule about permissions that Roles and ClusterRoles grant. With `bindings: 'instead'` the finding is on the binding that hands the role
 * out, and on the role only when nothing in the input binds it.
 */
export function defineGrantRule(rule: GrantRule): Rule {
  const { permissions, consequence, bindings, namesExempt, systemExempt, ...meta } = rule;
  const find = (rules: readonly PolicyRule[]): Grant | undefined => {
    for (const policy of rules) {
      if (namesExempt === true && policy.resourceNames.length > 0) continue;
      for (const permission of permissions) {
        const granted = grantedBy(policy, permission);
        if (granted !== undefined) return { ...granted, path: policy.path };
      }
    }
    return undefined;
  };
  return defineRule<'role' | 'binding' | 'unresolved'>({
    ...meta,
    messages: {
      role: `{kind} "{name}" grants {verb} on {resource}: ${consequence}; grant only what is needed`,
      binding: `{kind} "{name}" hands out {verb} on {resource}, which {role} grants: ${consequence}; grant only what is needed`,
      unresolved: '{kind} "{name}" hands out {role}, which is not in the input, so that nobody can tell here what it grants',
    },
    options: {
      unresolved: { type: 'boolean', default: false, description: 'Whether bindings of roles that are not in the input are reported too.' },
    },
    target: bindings === undefined ? ROLES : [...ROLES, ...BINDINGS],
    check: ({ object, model, options, report }) => {
      const data = { kind: object.kind, name: object.name };
      if (ROLES.includes(object.kindKey)) {
        if (systemExempt === true && isBuiltIn(object.name)) return;
        if (bindings === 'instead' && isBound(object, model)) return;
        const grant = find(policyRulesOf(object));
        if (grant !== undefined) report({ path: grant.path, messageId: 'role', data: { ...data, verb: grant.verb, resource: grant.resource } });
        return;
      }
      const roleName = textAt(object.value, 'roleRef', 'name') ?? '';
      if (systemExempt === true && isBuiltIn(object.name)) return;
      const described = `${textAt(object.value, 'roleRef', 'kind') ?? 'role'} "${roleName}"`;
      const role = boundRole(object, model);
      if (role === undefined) {
        if (options['unresolved'] === true && roleName !== 'view') report({ path: 'roleRef', messageId: 'unresolved', data: { ...data, role: described } });
        return;
      }
      const grant = find(effectiveRulesOf(role, model));
      if (grant !== undefined) report({ path: 'roleRef', messageId: 'binding', data: { ...data, verb: grant.verb, resource: grant.resource, role: described } });
    },
  });
}

interface Grant {
  readonly verb: string;
  readonly resource: string;
  readonly path: string;
}

const ROLES: readonly string[] = ['Role', 'ClusterRole'];
const BINDINGS: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

function isBuiltIn(name: string): boolean {
  return isSystemName(name) || BUILT_IN.includes(name);
}

const BUILT_IN: readonly string[] = ['cluster-admin', 'admin', 'edit'];

const BOUND = Symbol('bound roles');

function isBound(role: LintObject, model: LintModel): boolean {
  const bound = model.shared(BOUND, () => {
    const roles = new Set<LintObject>();
    for (const kind of BINDINGS) {
      for (const binding of model.ofKind(kind)) {
        const found = boundRole(binding, model);
        if (found !== undefined) roles.add(found);
      }
    }
    return roles;
  });
  return bound.has(role);
}
