import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, textAt } from '../objects/workload.ts';
import type { Effect } from '../plan-model.ts';
import { listed } from '../words.ts';
import { effect, type EffectRule } from './effect-context.ts';

/** Roles: what their holders may do now that they could not before, and the other way round. */
export const roleEffects: EffectRule = {
  kinds: ['Role', 'ClusterRole'],
  effects: ({ before, after, statesAfter }) => {
    const was = before === undefined ? new Map<string, Set<string>>() : permissionsOf(before);
    const is = after === undefined ? new Map<string, Set<string>>() : permissionsOf(after);
    const gained = differences(is, was);
    const lost = differences(was, is);
    const role = after ?? before;
    const holders = role === undefined ? [] : holdersOf(role, statesAfter);
    const who = holders.length === 0 ? 'nobody in the input holds it' : `held by ${listed(holders)}`;
    const effects: Effect[] = [];
    if (gained.length > 0) effects.push(effect('permissions', `allows ${listed(gained)}: ${who}`));
    if (lost.length > 0) effects.push(effect('permissions', `no longer allows ${listed(lost)}: ${who}`));
    return effects.length > 0 || before === undefined || after === undefined ? effects : [effect('permissions', 'allows the same as before')];
  },
};

/** Bindings: who gets and who loses a role. */
export const bindingEffects: EffectRule = {
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  effects: ({ before, after }) => {
    const was = before === undefined ? [] : subjectsOf(before);
    const is = after === undefined ? [] : subjectsOf(after);
    const roleOf = (binding: PlannedObject): string => `${textAt(binding.stated, 'roleRef', 'kind') ?? 'Role'} ${textAt(binding.stated, 'roleRef', 'name') ?? ''}`;
    const gained = is.filter((subject) => !was.includes(subject));
    const lost = was.filter((subject) => !is.includes(subject));
    const effects: Effect[] = [];
    if (after !== undefined && gained.length > 0) effects.push(effect('permissions', `gives ${roleOf(after)} to ${listed(gained)}`));
    if (before !== undefined && lost.length > 0) effects.push(effect('permissions', `takes ${roleOf(before)} from ${listed(lost)}`));
    return effects;
  },
};

/** Verbs by resource: `pods`, `apps/deployments`, `secrets "db"`, a URL. */
function permissionsOf(role: PlannedObject): Map<string, Set<string>> {
  const permissions = new Map<string, Set<string>>();
  for (const rule of listAt(role.stated, 'rules')) {
    const verbs = listAt(rule, 'verbs').map(String);
    for (const target of targetsOf(rule)) permissions.set(target, new Set([...(permissions.get(target) ?? []), ...verbs]));
  }
  return permissions;
}

function targetsOf(rule: unknown): string[] {
  const names = listAt(rule, 'resourceNames').map(String);
  const suffix = names.length === 0 ? '' : ` named ${listed(names)}`;
  const resources = listAt(rule, 'apiGroups').flatMap((group) => listAt(rule, 'resources').map((resource) => `${group === '' ? '' : `${String(group)}/`}${String(resource)}`));
  return [...resources.map((resource) => `${resource}${suffix}`), ...listAt(rule, 'nonResourceURLs').map(String)];
}

/** What `a` allows and `b` does not, a phrase for each resource. */
function differences(a: Map<string, Set<string>>, b: Map<string, Set<string>>): string[] {
  return [...a].flatMap(([target, verbs]) => {
    const known = b.get(target);
    const extra = [...verbs].filter((verb) => known === undefined || (!known.has(verb) && !known.has('*')));
    return extra.length === 0 ? [] : [`${extra.includes('*') ? 'everything' : extra.join(', ')} on ${target === '*/*' ? 'every resource' : target}`];
  });
}

function subjectsOf(binding: PlannedObject): string[] {
  return listAt(binding.stated, 'subjects').map((subject) => {
    const namespace = textAt(subject, 'namespace');
    return `${textAt(subject, 'kind') ?? ''} ${namespace === undefined ? '' : `${namespace}/`}${textAt(subject, 'name') ?? ''}`;
  });
}

function holdersOf(role: PlannedObject, state: State): string[] {
  const { kind, name, namespace } = role.reference;
  const bindings = [...state.ofKind('ClusterRoleBinding'), ...state.ofKind('RoleBinding')].filter((binding) => {
    const refersHere = fieldOf(binding.stated, 'roleRef', 'kind') === kind && fieldOf(binding.stated, 'roleRef', 'name') === name;
    return refersHere && (kind === 'ClusterRole' || binding.reference.namespace === namespace);
  });
  return [...new Set(bindings.flatMap(subjectsOf))];
}
