import { matchesLabelSelector } from '../label-selector.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { ClusterRole, PolicyRule } from '../types/rbac-v1.ts';

/**
 * The rules of ClusterRoles by name. A role with an `aggregationRule` holds the rules of all others that one of its selectors matches, also of
 * aggregated ones, and nothing of what its author wrote into `rules`
 * (pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go, v1.36).
 */
export function aggregateClusterRoles(clusterRoles: readonly ClusterRole[]): Map<string, readonly PolicyRule[]> {
  const rules = new Map<string, readonly PolicyRule[]>();
  for (const role of clusterRoles) rules.set(nameOf(role), role.aggregationRule === undefined ? (role.rules ?? []) : []);
  const sorted = clusterRoles.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const aggregated = sorted.filter((role) => role.aggregationRule !== undefined).map((role) => ({ name: nameOf(role), sources: sourcesOf(role, sorted) }));
  // The controller goes on until nothing changes. Rules are only ever added, so this ends, also when roles collect each other.
  for (let changed = true; changed; ) {
    changed = false;
    for (const { name, sources } of aggregated) {
      const before = rules.get(name) ?? [];
      const collected: PolicyRule[] = [];
      for (const source of sources) for (const rule of rules.get(source) ?? []) if (!collected.some((known) => semanticEqual(known, rule))) collected.push(rule);
      if (collected.length === before.length) continue;
      rules.set(name, collected);
      changed = true;
    }
  }
  return rules;
}

/** The names of the roles whose rules an aggregated role collects. */
function sourcesOf(role: ClusterRole, all: readonly ClusterRole[]): string[] {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  return all.filter((other) => other !== role && selectors.some((selector) => matchesLabelSelector(selector, other.metadata?.labels))).map(nameOf);
}

function nameOf(role: ClusterRole): string {
  return role.metadata?.name ?? '';
}
