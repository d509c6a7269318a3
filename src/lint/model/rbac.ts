import { at } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { listAt, mapsAt, textAt, textsAt } from '../fields.ts';
import type { LintModel } from './lint-model.ts';
import type { LintObject } from './lint-object.ts';
import { labelSelectorAt } from './selector.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly path: FieldPath;
}

export function policyRulesOf(role: LintObject): PolicyRule[] {
  return mapsAt(role.value, 'rules').map(([index, rule]) => ({
    apiGroups: textsAt(rule, 'apiGroups'),
    resources: textsAt(rule, 'resources'),
    verbs: textsAt(rule, 'verbs'),
    resourceNames: textsAt(rule, 'resourceNames'),
    nonResourceURLs: textsAt(rule, 'nonResourceURLs'),
    path: at('rules', index),
  }));
}

/** Permissions by resource (`pods/exec`), API group and verb. */
export interface Permission {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The first of the verbs that a policy rule grants on one of the resources, and that resource; undefined when it grants none. */
export function grantedBy(rule: PolicyRule, permission: Permission): { readonly verb: string; readonly resource: string } | undefined {
  if (!rule.apiGroups.some((group) => group === '*' || permission.groups.includes(group) || permission.groups.includes('*'))) return undefined;
  const resource = rule.resources.find((name) => permission.resources.some((wanted) => coversResource(name, wanted)));
  const verb = rule.verbs.find((name) => name === '*' || permission.verbs.includes(name));
  return resource === undefined || verb === undefined ? undefined : { verb, resource };
}

/** `*` covers everything, `*` before a slash a subresource of everything (pkg/apis/rbac/v1/evaluation_helpers.go, ResourceMatches). */
function coversResource(granted: string, wanted: string): boolean {
  if (granted === '*' || granted === wanted) return true;
  const slash = wanted.indexOf('/');
  return slash !== -1 && granted === `*${wanted.slice(slash)}`;
}

/** Roles that Kubernetes and its add-ons bring along, which need what they hold. */
export function isSystemName(name: string): boolean {
  return name.startsWith('system:');
}

/** The role that a binding names, when it is in the input. */
export function boundRole(binding: LintObject, model: LintModel): LintObject | undefined {
  const name = textAt(binding.value, 'roleRef', 'name') ?? '';
  return textAt(binding.value, 'roleRef', 'kind') === 'ClusterRole' ? model.find('ClusterRole', '', name) : model.find('Role', binding.namespace, name);
}

/** The rules that a role holds, those that aggregation adds included. */
export function effectiveRulesOf(role: LintObject, model: LintModel): PolicyRule[] {
  const own = policyRulesOf(role);
  const selectors = listAt(role.value, 'aggregationRule', 'clusterRoleSelectors');
  if (role.kind !== 'ClusterRole' || selectors.length === 0) return own;
  const aggregated = model.ofKind('ClusterRole').filter((other) => other !== role && selectors.some((_, index) => selects(role, index, other)));
  return [...own, ...aggregated.flatMap((other) => policyRulesOf(other))];
}

function selects(role: LintObject, index: number, other: LintObject): boolean {
  const selector = labelSelectorAt(listAt(role.value, 'aggregationRule', 'clusterRoleSelectors')[index]);
  return selector !== undefined && matchesLabelSelector(selector, other.labels);
}

export interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly path: FieldPath;
}

export function subjectsOf(binding: LintObject): Subject[] {
  return mapsAt(binding.value, 'subjects').map(([index, subject]) => ({
    kind: textAt(subject, 'kind') ?? '',
    name: textAt(subject, 'name') ?? '',
    namespace: textAt(subject, 'namespace') ?? binding.namespace,
    path: at('subjects', index),
  }));
}
