import type { AffinityTerm, WeightedAffinityTerm } from '../affinity-term.ts';
import { matchesAffinityTerm } from '../affinity-term.ts';
import { DomainCounts } from '../domain-counts.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { MAX_NODE_SCORE, definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { requiredPair } from '../pod-index.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import { unresolvable, unschedulable } from '../status.ts';

const NAME = 'InterPodAffinity';

interface FilterState {
  readonly snapshot: Snapshot;
  /** The pod has no required terms of its own. */
  readonly hasNoTerms: boolean;
  /** Pods whose required anti-affinity keeps this one away, by domain of their terms. */
  readonly existingAntiAffinity: DomainCounts;
  /** Pods that match all of this pod's required affinity terms, by domain of each term. */
  readonly affinity: DomainCounts;
  /** Pods that match one of this pod's required anti-affinity terms, by domain of the term. */
  readonly antiAffinity: DomainCounts;
}

interface ScoreBase {
  readonly snapshot: Snapshot;
  readonly weights: DomainCounts;
}

export interface InterPodAffinityArgs {
  /** What a required affinity term of another pod that matches this one is worth; 1 unless the profile says otherwise. */
  readonly hardPodAffinityWeight?: number;
  readonly ignorePreferredTermsOfExistingPods?: boolean;
}

/** Affinity and anti-affinity between pods, required as filter and preferred as score (plugins/interpodaffinity, v1.36). */
export function interPodAffinity(args: InterPodAffinityArgs = {}): Plugin {
  return definePlugin({
    name: NAME,
    scope: 'cluster',
    preFilter(pod, snapshot): PreFilterResult<FilterState> {
      const hasNoTerms = pod.requiredAffinity.length + pod.requiredAntiAffinity.length === 0;
      const [existingAntiAffinity, affinity, antiAffinity] = [new DomainCounts(snapshot), new DomainCounts(snapshot), new DomainCounts(snapshot)];
      const state = { snapshot, hasNoTerms, existingAntiAffinity, affinity, antiAffinity };
      for (const [other, node] of snapshot.podsWithTermsAbout(pod.labels)) updateByTheirTerms(state, pod, other, node, 1);
      for (const [other, node] of podsSpokenOf(pod.requiredAffinity.slice(0, 1), pod.requiredAntiAffinity, snapshot)) updateByOwnTerms(state, pod, other, node, 1);
      return hasNoTerms && state.existingAntiAffinity.isEmpty ? { kind: 'skip', state } : { kind: 'state', state };
    },
    filter(state: FilterState, pod, node) {
      if (!meetsAffinity(state, pod, node)) return unresolvable(NAME, "node(s) didn't match pod affinity rules");
      if (pod.requiredAntiAffinity.some(({ topologyKey }) => state.antiAffinity.at(topologyKey, node) > 0)) {
        return unschedulable(NAME, "node(s) didn't match pod anti-affinity rules");
      }
      return state.existingAntiAffinity.isAnyAbove(node) ? unschedulable(NAME, "node(s) didn't satisfy existing pods anti-affinity rules") : undefined;
    },
    isIdle: (state: FilterState) => state.hasNoTerms && state.existingAntiAffinity.isEmpty,
    addPod: (state: FilterState, pod, added, node) => updateFilter(state, pod, added, node, 1),
    removePod: (state: FilterState, pod, removed, node) => updateFilter(state, pod, removed, node, -1),
    scoreBase(pod, snapshot): ScoreBase | undefined {
      const hasPreferences = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0;
      if (args.ignorePreferredTermsOfExistingPods === true && !hasPreferences) return undefined;
      const base = { snapshot, weights: new DomainCounts(snapshot) };
      for (const [other, node] of snapshot.podsWithTermsAbout(pod.labels)) scoreByTheirTerms(base, pod, other, node, 1, args);
      for (const [other, node] of podsSpokenOf(pod.preferredAffinity, pod.preferredAntiAffinity, snapshot)) scoreByOwnTerms(base, pod, other, node, 1);
      return base;
    },
    updateScoreBase(base: ScoreBase, pod, other, node, sign) {
      scoreByTheirTerms(base, pod, other, node, sign, args);
      scoreByOwnTerms(base, pod, other, node, sign);
    },
    preScore: (base: ScoreBase) => (base.weights.isUntouched ? undefined : base),
    score: ({ weights }: ScoreBase, _pod, node) => weights.sum(node),
    normalize(scores) {
      const [first = 0] = scores;
      let least = first;
      let most = first;
      for (const score of scores) {
        if (score < least) least = score;
        if (score > most) most = score;
      }
      for (let index = 0; index < scores.length; index += 1) {
        scores[index] = most === least ? 0 : Math.trunc(MAX_NODE_SCORE * (((scores[index] ?? 0) - least) / (most - least)));
      }
    },
  });
}

function updateFilter(state: FilterState, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  updateByTheirTerms(state, pod, other, node, sign);
  updateByOwnTerms(state, pod, other, node, sign);
}

function updateByTheirTerms(state: FilterState, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  for (const term of other.requiredAntiAffinity) if (matches(term, pod, state.snapshot)) state.existingAntiAffinity.add(term.topologyKey, node, sign);
}

function updateByOwnTerms(state: FilterState, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  if (pod.requiredAffinity.length > 0 && pod.requiredAffinity.every((term) => matches(term, other, state.snapshot))) {
    for (const { topologyKey } of pod.requiredAffinity) state.affinity.add(topologyKey, node, sign);
  }
  for (const term of pod.requiredAntiAffinity) if (matches(term, other, state.snapshot)) state.antiAffinity.add(term.topologyKey, node, sign);
}

/** The bound pods that one of the terms may speak of, each once: those with a label that a term asks for, or all when there is no such label. */
function podsSpokenOf(some: readonly AffinityTerm[], others: readonly AffinityTerm[], snapshot: Snapshot): Iterable<readonly [PodInfo, NodeInfo]> {
  const found = new Map<string, readonly [PodInfo, NodeInfo]>();
  for (const { selector, namespaces, namespaceSelector } of [...some, ...others]) {
    const pair = requiredPair(selector);
    if (pair === undefined || namespaceSelector !== undefined) return allPods(snapshot);
    for (const namespace of namespaces) for (const entry of snapshot.podsLabelled(namespace, ...pair)) found.set(entry[0].key, entry);
  }
  return found.values();
}

function* allPods({ nodes }: Snapshot): Iterable<readonly [PodInfo, NodeInfo]> {
  for (const node of nodes) for (const pod of node.pods) yield [pod, node];
}

/** The first pod of a group that has affinity to itself may go anywhere that has the labels. */
function meetsAffinity(state: FilterState, pod: PodInfo, node: NodeInfo): boolean {
  let isMatched = true;
  for (const { topologyKey } of pod.requiredAffinity) {
    if (!Object.hasOwn(node.labels, topologyKey)) return false;
    if (state.affinity.at(topologyKey, node) <= 0) isMatched = false;
  }
  return isMatched || (state.affinity.isEmpty && pod.requiredAffinity.every((term) => matches(term, pod, state.snapshot)));
}

function scoreByOwnTerms({ snapshot, weights }: ScoreBase, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  weigh(weights, pod.preferredAffinity, other, node, 1, sign, snapshot);
  weigh(weights, pod.preferredAntiAffinity, other, node, -1, sign, snapshot);
}

function scoreByTheirTerms({ snapshot, weights }: ScoreBase, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1, args: InterPodAffinityArgs): void {
  const hardWeight = args.hardPodAffinityWeight ?? 1;
  if (hardWeight > 0) {
    for (const term of other.requiredAffinity) if (matches(term, pod, snapshot)) weights.add(term.topologyKey, node, sign * hardWeight, sign);
  }
  if (args.ignorePreferredTermsOfExistingPods === true) return;
  weigh(weights, other.preferredAffinity, pod, node, 1, sign, snapshot);
  weigh(weights, other.preferredAntiAffinity, pod, node, -1, sign, snapshot);
}

function weigh(weights: DomainCounts, terms: readonly WeightedAffinityTerm[], target: PodInfo, node: NodeInfo, factor: 1 | -1, sign: 1 | -1, snapshot: Snapshot): void {
  for (const term of terms) if (matches(term, target, snapshot)) weights.add(term.topologyKey, node, factor * sign * term.weight, sign);
}

function matches(term: AffinityTerm, pod: PodInfo, snapshot: Snapshot): boolean {
  return matchesAffinityTerm(term, pod.namespace, pod.labels, (namespace) => snapshot.namespaceLabels(namespace));
}
