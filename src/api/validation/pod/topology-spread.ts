import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { TopologySpreadConstraint } from '../../types/core-v1.ts';
import type { LabelSelector } from '../../types/meta-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { validateQualifiedName } from '../problems.ts';
import type { PodOptions } from './options.ts';

const ACTIONS: readonly string[] = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES: readonly string[] = ['Honor', 'Ignore'];

/** How evenly pods are spread (pkg/apis/core/validation/validation.go, `validateTopologySpreadConstraints`, v1.36). */
export function validateTopologySpread(constraints: readonly TopologySpreadConstraint[], options: PodOptions, path: FieldPath): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const errors = validateConstraint(constraint, options, at(path, index));
    const again = constraints.slice(index + 1).some((other) => kindOf(other) === kindOf(constraint));
    if (again) errors.push(duplicate(child(at(path, index), '{topologyKey, whenUnsatisfiable}'), kindOf(constraint)));
    return errors;
  });
}

function kindOf(constraint: TopologySpreadConstraint): string {
  return `{${constraint.topologyKey ?? ''}, ${constraint.whenUnsatisfiable ?? ''}}`;
}

function validateConstraint(constraint: TopologySpreadConstraint, options: PodOptions, path: FieldPath): FieldError[] {
  const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
  const errors: FieldError[] = [];
  if (maxSkew <= 0) errors.push(invalid(child(path, 'maxSkew'), maxSkew, 'must be more than 0'));
  if (topologyKey === '') errors.push(required(child(path, 'topologyKey'), 'is the label of nodes to spread over'));
  if (!ACTIONS.includes(whenUnsatisfiable)) errors.push(notSupported(child(path, 'whenUnsatisfiable'), whenUnsatisfiable, ACTIONS));
  if (minDomains !== undefined) {
    if (minDomains <= 0) errors.push(invalid(child(path, 'minDomains'), minDomains, 'must be more than 0'));
    if (whenUnsatisfiable !== 'DoNotSchedule') errors.push(invalid(child(path, 'minDomains'), minDomains, 'needs whenUnsatisfiable: DoNotSchedule'));
  }
  for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
    const policy = constraint[name];
    if (policy !== undefined && !NODE_POLICIES.includes(policy)) errors.push(notSupported(child(path, name), policy, NODE_POLICIES));
  }
  errors.push(...validateMatchLabelKeys(constraint, options, child(path, 'matchLabelKeys')));
  if (!options.allowInvalidSpreadSelectors) errors.push(...validateLabelSelector(constraint.labelSelector, {}, child(path, 'labelSelector')));
  return errors;
}

function validateMatchLabelKeys(constraint: TopologySpreadConstraint, options: PodOptions, path: FieldPath): FieldError[] {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (matchLabelKeys.length === 0) return [];
  const conflicting = conflictingKeys(labelSelector ?? {}, options);
  const errors: FieldError[] = labelSelector === undefined ? [forbidden(path, 'needs a labelSelector beside it')] : [];
  matchLabelKeys.forEach((key, index) => {
    errors.push(...validateQualifiedName(key, at(path, index)));
    if (conflicting.has(key)) errors.push(invalid(at(path, index), key, 'is in matchLabelKeys and in labelSelector, keep one'));
  });
  return errors;
}

/** From 1.34 on the server itself adds a requirement for each key to the selector, so only keys that are there twice were the user's too. */
function conflictingKeys(selector: LabelSelector, options: PodOptions): ReadonlySet<string> {
  const once = new Set(Object.keys(selector.matchLabels ?? {}));
  const twice = new Set<string>();
  for (const { key = '' } of selector.matchExpressions ?? []) (once.has(key) ? twice : once).add(key);
  return isFeatureOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', options.version) ? twice : once;
}
