import { compareKubernetesVersions, type KubernetesVersion } from '../../kubernetes-version.ts';
import type { Checked } from '../checker.ts';
import { visit } from '../literals.ts';
import { CelProblem } from '../syntax.ts';

/**
 * From which release on new expressions may use a function, by the beginning of its overloads; all others are as old as the oldest release
 * that kubeplan knows. A release lets new expressions use only what the one before it has (k8s.io/apiserver/pkg/cel/environment/base.go:
 * `IntroducedVersion`, and `DefaultCompatibilityVersion`, which is a release behind). Functions of optional values came with cel-go itself.
 */
const SINCE: readonly (readonly [string, KubernetesVersion])[] = [
  ['string_format', '1.30'],
  ['strings_quote', '1.30'],
  ['list_sets_', '1.30'],
  ['string_to_ip', '1.31'],
  ['is_ip', '1.31'],
  ['ip_', '1.31'],
  ['string_to_cidr', '1.31'],
  ['is_cidr', '1.31'],
  ['cidr_', '1.31'],
  ['format_', '1.32'],
  ['resourcecheck_fieldselector', '1.32'],
  ['resourcecheck_labelselector', '1.32'],
  ['string_to_semver', '1.34'],
  ['string_bool_to_semver', '1.34'],
  ['is_semver_', '1.34'],
  ['semver_', '1.34'],
  ['list_first', '1.34'],
  ['list_last', '1.34'],
  ['optional_unwrap', '1.34'],
  ['list_slice', '1.35'],
  ['list_flatten', '1.35'],
  ['lists_range', '1.35'],
  ['list_reverse', '1.35'],
  ['list_distinct', '1.35'],
];
const SORTING = /^list_\w+_sort(?:ByAssociatedKeys)?$/;
const SORTING_SINCE: KubernetesVersion = '1.35';
/** Loops with two variables: `all(i, v, …)`, `transformMap`. */
const TWO_VARIABLES_SINCE: KubernetesVersion = '1.33';
/** From here on there is nothing that a release lacks. */
const NEWEST: KubernetesVersion = '1.35';

/** Whether a release knows everything that an expression can use. */
export function knowsAllOfCel(release: KubernetesVersion): boolean {
  return compareKubernetesVersions(release, NEWEST) >= 0;
}

/** The first thing in an expression that a release does not know yet; undefined when there is none. */
export function tooNewFor(release: KubernetesVersion, { expression, overloads }: Checked): CelProblem | undefined {
  if (knowsAllOfCel(release)) return undefined;
  let found: CelProblem | undefined;
  const refuse = (position: number, what: string, since: KubernetesVersion): void => {
    found ??= new CelProblem(position, `${what} can be used from Kubernetes ${since} on, not in ${release}`);
  };
  visit(expression, (expr) => {
    if (expr.kind === 'comprehension' && expr.secondVariable !== undefined && isBefore(release, TWO_VARIABLES_SINCE)) refuse(expr.position, 'a loop with two variables', TWO_VARIABLES_SINCE);
    if (expr.kind !== 'call') return;
    const candidates = (overloads.get(expr.id) ?? []).map(({ id }) => sinceOf(id));
    // A call whose type is known at run time only may mean an older function of the same name.
    const since = candidates.includes(undefined) ? undefined : candidates.filter((candidate) => candidate !== undefined).sort(compareKubernetesVersions)[0];
    if (since !== undefined && isBefore(release, since)) refuse(expr.position, `${expr.name.replace('@sortByAssociatedKeys', 'sortBy')}()`, since);
  });
  return found;
}

function sinceOf(overload: string): KubernetesVersion | undefined {
  return SORTING.test(overload) ? SORTING_SINCE : SINCE.find(([prefix]) => overload.startsWith(prefix))?.[1];
}

function isBefore(release: KubernetesVersion, since: KubernetesVersion): boolean {
  return compareKubernetesVersions(release, since) < 0;
}
