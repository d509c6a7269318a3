import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Affinity, NodeAffinity, PodAffinity, PodAffinityTerm, WeightedPodAffinityTerm } from '../../types/core-v1.ts';
import type { LabelSelector } from '../../types/meta-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { validateNodeSelector, validatePreferredSchedulingTerms, validateWeight } from '../node-selector.ts';
import { validateDns1123Label, validateQualifiedName } from '../problems.ts';
import type { PodOptions } from './options.ts';

const REQUIRED_TERMS = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED_TERMS = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where a pod may and would rather run (pkg/apis/core/validation/validation.go, `validateAffinity`, v1.36). */
export function validateAffinity(affinity: Affinity | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  if (affinity === undefined) return [];
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  return [
    ...(nodeAffinity === undefined ? [] : validateNodeAffinity(nodeAffinity, options, child(path, 'nodeAffinity'))),
    ...(podAffinity === undefined ? [] : validatePodAffinity(podAffinity, options, child(path, 'podAffinity'))),
    ...(podAntiAffinity === undefined ? [] : validatePodAffinity(podAntiAffinity, options, child(path, 'podAntiAffinity'))),
  ];
}

function validateNodeAffinity(affinity: NodeAffinity, options: PodOptions, path: FieldPath): FieldError[] {
  const selector = affinity[REQUIRED_TERMS];
  const errors = selector === undefined ? [] : validateNodeSelector(selector, options.allowInvalidNodeAffinityValues, child(path, REQUIRED_TERMS));
  return [...errors, ...validatePreferredSchedulingTerms(affinity[PREFERRED_TERMS] ?? [], child(path, PREFERRED_TERMS))];
}

/** Affinity and anti-affinity have the same shape. */
function validatePodAffinity(affinity: PodAffinity, options: PodOptions, path: FieldPath): FieldError[] {
  return [
    ...(affinity[REQUIRED_TERMS] ?? []).flatMap((term, index) => validateTerm(term, options, at(child(path, REQUIRED_TERMS), index))),
    ...(affinity[PREFERRED_TERMS] ?? []).flatMap((term, index) => validateWeightedTerm(term, options, at(child(path, PREFERRED_TERMS), index))),
  ];
}

function validateWeightedTerm(term: WeightedPodAffinityTerm, options: PodOptions, path: FieldPath): FieldError[] {
  return [...validateWeight(term.weight, child(path, 'weight')), ...validateTerm(term.podAffinityTerm ?? {}, options, child(path, 'podAffinityTerm'))];
}

function validateTerm(term: PodAffinityTerm, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = validateTermSelectors(term, options.allowInvalidSelectorValues, path);
  for (const namespace of term.namespaces ?? []) errors.push(...validateDns1123Label(namespace, child(path, 'namespace')));
  errors.push(...validateLabelKeys(term, path));
  const { topologyKey = '' } = term;
  if (topologyKey === '') errors.push(required(child(path, 'topologyKey'), 'is the label of nodes that makes two of them the same place'));
  errors.push(...validateQualifiedName(topologyKey, child(path, 'topologyKey')));
  return errors;
}

export function validateTermSelectors(term: PodAffinityTerm, allowInvalidValues: boolean, path: FieldPath): FieldError[] {
  return [
    ...validateLabelSelector(term.labelSelector, { allowInvalidValues }, child(path, 'labelSelector')),
    ...validateLabelSelector(term.namespaceSelector, { allowInvalidValues }, child(path, 'namespaceSelector')),
  ];
}

/**
 * `matchLabelKeys` and `mismatchLabelKeys`. On create the server has already added a requirement to the selector for each of these keys,
 * so a key that the user also selects by occurs twice there; the error names the term with the index of the key.
 */
function validateLabelKeys(term: PodAffinityTerm, path: FieldPath): FieldError[] {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  const errors: FieldError[] = [];
  for (const [name, keys] of [['matchLabelKeys', matchLabelKeys], ['mismatchLabelKeys', mismatchLabelKeys]] as const) {
    if (keys.length === 0) continue;
    if (labelSelector === undefined) errors.push(forbidden(child(path, name), 'needs a labelSelector beside it'));
    else keys.forEach((key, index) => errors.push(...validateQualifiedName(key, at(child(path, name), index))));
  }
  if (labelSelector !== undefined) {
    for (const key of keysSelectedTwice(labelSelector)) {
      const index = matchLabelKeys.lastIndexOf(key);
      if (index >= 0) errors.push(invalid(at(path, index), key, 'is in matchLabelKeys and in labelSelector, keep one'));
    }
  }
  matchLabelKeys.forEach((key, index) => {
    if (mismatchLabelKeys.includes(key)) errors.push(invalid(at(child(path, 'matchLabelKeys'), index), key, 'is in matchLabelKeys and in mismatchLabelKeys, keep one'));
  });
  return errors;
}

/** The keys of requirements for which there is an earlier one, or a label. */
function keysSelectedTwice(selector: LabelSelector): string[] {
  const seen = new Set(Object.keys(selector.matchLabels ?? {}));
  return (selector.matchExpressions ?? []).flatMap(({ key = '' }) => {
    const twice = seen.has(key);
    seen.add(key);
    return twice ? [key] : [];
  });
}
