import type { ClusterRoleBinding, PolicyRule, RoleBinding, RoleRef, Subject } from '../types/rbac-v1.ts';
import type { AccessRequest, User } from './access-request.ts';
import { ruleAllows } from './rule-match.ts';
import type { RbacPolicy } from './policy.ts';
import { describeSubject, findSubject } from './subjects.ts';

/** What the authorizer RBAC says. It never forbids: not allowed means that nothing it knows allows the request. */
export interface AccessDecision {
  readonly allowed: boolean;
  /** As the API server writes it in `status.reason` of a SubjectAccessReview; empty when there is nothing to say. */
  readonly reason: string;
}

/** A binding that allows a request, with the subject that the user is. */
export interface Grant {
  readonly binding: RoleBinding | ClusterRoleBinding;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly role: RoleRef;
  readonly subject: Subject;
  /** The first rule of the role that allows it. */
  readonly rule: PolicyRule;
}

const SUPERUSERS = 'system:masters';

/**
 * Whether a user may do something, and because of which binding (plugin/pkg/auth/authorizer/rbac/rbac.go and
 * pkg/registry/rbac/validation/rule.go, v1.36). Bindings of the whole cluster are asked first, then those of the request's namespace.
 * Members of `system:masters` may do everything, whatever the roles say.
 */
export function authorize(request: AccessRequest, policy: RbacPolicy): AccessDecision {
  if (request.groups.includes(SUPERUSERS)) return { allowed: true, reason: '' };
  const problems = new Set<string>();
  for (const grant of grantsOf(request, policy, problems)) return { allowed: true, reason: `RBAC: allowed by ${describeGrant(grant)}` };
  const [first] = problems;
  if (first === undefined) return { allowed: false, reason: '' };
  return { allowed: false, reason: `RBAC: ${problems.size === 1 ? first : `[${[...problems].join(', ')}]`}` };
}

/** Every binding that allows the request, one at a time. Bindings to roles that do not exist allow nothing: they are told in `problems`. */
export function* grantsOf(request: AccessRequest, policy: RbacPolicy, problems: Set<string> = new Set()): Generator<Grant, void, undefined> {
  for (const binding of policy.clusterRoleBindings) {
    const grant = grantOf(request, policy, { kind: 'ClusterRoleBinding', binding, namespace: '' }, problems);
    if (grant !== undefined) yield grant;
  }
  const namespace = request.resource?.namespace ?? '';
  if (namespace === '') return;
  for (const binding of policy.roleBindings.get(namespace) ?? []) {
    const grant = grantOf(request, policy, { kind: 'RoleBinding', binding, namespace }, problems);
    if (grant !== undefined) yield grant;
  }
}

/** `RoleBinding "NAME/NAMESPACE" of Role "NAME" to ServiceAccount "NAME/NAMESPACE"`. */
export function describeGrant({ kind, binding, role, subject }: Grant): string {
  const { name = '', namespace = '' } = binding.metadata ?? {};
  const bindingName = kind === 'RoleBinding' ? `${name}/${namespace}` : name;
  return `${kind} "${bindingName}" of ${role.kind ?? ''} "${role.name ?? ''}" to ${describeSubject(subject, kind === 'RoleBinding' ? namespace : '')}`;
}

/** All that a user may do in a namespace, the empty one for all that needs none (`RulesFor`); bindings to missing roles are left out. */
export function rulesFor(user: User, namespace: string, policy: RbacPolicy): PolicyRule[] {
  const bindings = [...policy.clusterRoleBindings.map((binding) => ({ binding, within: '' })), ...(policy.roleBindings.get(namespace) ?? []).map((binding) => ({ binding, within: namespace }))];
  return bindings.flatMap(({ binding, within }) => {
    if (findSubject(binding.subjects ?? [], user, within) === undefined) return [];
    const rules = rulesOf(binding.roleRef ?? {}, within, policy);
    return typeof rules === 'string' ? [] : rules;
  });
}

interface Candidate {
  readonly kind: Grant['kind'];
  readonly binding: Grant['binding'];
  readonly namespace: string;
}

function grantOf(request: AccessRequest, policy: RbacPolicy, { kind, binding, namespace }: Candidate, problems: Set<string>): Grant | undefined {
  const subject = findSubject(binding.subjects ?? [], request, namespace);
  if (subject === undefined) return undefined;
  const role = binding.roleRef ?? {};
  const rules = rulesOf(role, namespace, policy);
  if (typeof rules === 'string') {
    problems.add(rules);
    return undefined;
  }
  const rule = rules.find((candidate) => ruleAllows(candidate, request));
  return rule === undefined ? undefined : { binding, kind, role, subject, rule };
}

/** The rules of the role that a binding of `namespace` names, or why there are none. */
function rulesOf({ kind = '', name = '' }: RoleRef, namespace: string, policy: RbacPolicy): readonly PolicyRule[] | string {
  switch (kind) {
    case 'Role':
      return policy.roles.get(`${namespace}/${name}`) ?? `role.rbac.authorization.k8s.io "${name}" not found`;
    case 'ClusterRole':
      return policy.clusterRoles.get(name) ?? `clusterrole.rbac.authorization.k8s.io "${name}" not found`;
    default:
      return `unsupported role reference kind: "${kind}"`;
  }
}
