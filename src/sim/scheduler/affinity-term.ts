import type { Labels } from '../../api/label-selector.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { PodAffinityTerm, WeightedPodAffinityTerm } from '../../api/types/core-v1.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';

/** A pod (anti-)affinity term, ready to be matched (k8s.io/kube-scheduler/framework/types.go, AffinityTerm). */
export interface AffinityTerm {
  readonly topologyKey: string;
  readonly namespaces: readonly string[];
  readonly namespaceSelector: LabelSelector | undefined;
  readonly selector: LabelSelector | undefined;
}

export interface WeightedAffinityTerm extends AffinityTerm {
  readonly weight: number;
}

/** The labels of a namespace by its name. */
export type NamespaceLabels = (namespace: string) => Labels;

/** Reads a term of a pod in `namespace` with `labels`; label keys to match or to differ in become part of the selector. */
export function affinityTerm(term: PodAffinityTerm, namespace: string, labels: Labels): AffinityTerm {
  const namespaces = term.namespaces ?? [];
  const own = namespaces.length === 0 && (term.namespaceSelector === undefined || term.namespaceSelector === null);
  return {
    topologyKey: term.topologyKey ?? '',
    namespaces: own ? [namespace] : namespaces,
    namespaceSelector: term.namespaceSelector ?? undefined,
    selector: withLabelKeys(withLabelKeys(term.labelSelector, term.matchLabelKeys, 'In', labels), term.mismatchLabelKeys, 'NotIn', labels),
  };
}

export function weightedAffinityTerm(term: WeightedPodAffinityTerm, namespace: string, labels: Labels): WeightedAffinityTerm {
  return { ...affinityTerm(term.podAffinityTerm ?? {}, namespace, labels), weight: term.weight ?? 0 };
}

/** Whether a pod in `namespace` with `labels` is one that the term speaks of. */
export function matchesAffinityTerm(term: AffinityTerm, namespace: string, labels: Labels, namespaceLabels: NamespaceLabels): boolean {
  if (!matchesLabelSelector(term.selector, labels)) return false;
  return term.namespaces.includes(namespace) || (term.namespaceSelector !== undefined && matchesLabelSelector(term.namespaceSelector, namespaceLabels(namespace)));
}

/**
 * A selector with a requirement for each key that the pod has as a label. The API server merges them when a pod is created; a key
 * that the selector already speaks of in the same way is left alone.
 */
export function withLabelKeys(
  selector: LabelSelector | null | undefined,
  keys: readonly string[] | undefined,
  operator: 'In' | 'NotIn',
  labels: Labels,
): LabelSelector | undefined {
  if (selector === undefined || selector === null) return undefined;
  const present = (keys ?? []).filter(
    (key) => Object.hasOwn(labels, key) && !(selector.matchExpressions ?? []).some((requirement) => requirement.key === key && requirement.operator === operator),
  );
  if (present.length === 0) return selector;
  const added = present.map((key) => ({ key, operator, values: [labels[key] ?? ''] }));
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
