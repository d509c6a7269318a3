import { matchesLabelSelector } from '../../../api/label-selector.ts';
import type { TopologySpreadConstraint } from '../../../api/types/core-v1.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { MAX_NODE_SCORE, definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { requiredPair } from '../pod-index.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SpreadConstraint } from '../spread-constraint.ts';
import { HOSTNAME, SYSTEM_DEFAULT_CONSTRAINTS, constraintsOf, countsNode, hasTopologies } from '../spread-constraint.ts';
import { unresolvable, unschedulable } from '../status.ts';
import type { Topology } from '../topology.ts';
import { domainOf } from '../topology.ts';

const NAME = 'PodTopologySpread';
const NOT_MET = "node(s) didn't match pod topology spread constraints";

/** How a hard constraint stands: matching pods by domain, over the domains that have a node that counts. */
interface HardState {
  readonly constraint: SpreadConstraint;
  readonly topology: Topology;
  readonly counts: Int32Array;
  readonly eligible: Uint8Array;
  readonly eligibleCount: number;
  /** 1 when the pod counts itself. */
  readonly self: number;
  /** The least count of an eligible domain; -1 when it must be worked out again. */
  least: number;
}

/** How a soft constraint stands: matching pods by domain, or by node for host names. */
interface SoftState {
  readonly constraint: SpreadConstraint;
  readonly isByNode: boolean;
  readonly topology: Topology;
  readonly counts: Int32Array;
}

interface SoftBase {
  readonly states: readonly SoftState[];
  /** Nodes that lack one of the keys are not scored; not so with the system's defaults. */
  readonly needsAllKeys: boolean;
}

interface SoftScore extends SoftBase {
  readonly ignored: ReadonlySet<NodeInfo>;
  readonly weights: readonly number[];
}

/** Topology spread constraints, hard ones as filter and soft ones as score (plugins/podtopologyspread, v1.36). */
export function podTopologySpread(defaults?: readonly TopologySpreadConstraint[]): Plugin {
  const defaultConstraints = defaults ?? SYSTEM_DEFAULT_CONSTRAINTS;
  return definePlugin({
    name: NAME,
    scope: 'cluster',
    preFilter(pod, snapshot): PreFilterResult<HardState[]> {
      const constraints = constraintsOf(pod, 'DoNotSchedule', defaultConstraints, snapshot);
      if (constraints.length === 0) return { kind: 'skip' };
      return { kind: 'state', state: constraints.map((constraint) => hardState(constraint, constraints, pod, snapshot)) };
    },
    filter(states: HardState[], _pod, node) {
      for (const state of states) {
        const domain = domainOf(state.topology, node);
        if (domain === -1) return unresolvable(NAME, `${NOT_MET} (missing required label)`);
        if ((state.counts[domain] ?? 0) + state.self - leastCount(state) > state.constraint.maxSkew) return unschedulable(NAME, NOT_MET);
      }
      return undefined;
    },
    filterAll,
    addPod: (states: HardState[], pod, added, node) => updateHard(states, pod, added, node, 1),
    removePod: (states: HardState[], pod, removed, node) => updateHard(states, pod, removed, node, -1),
    scoreBase(pod, snapshot): SoftBase | undefined {
      const constraints = constraintsOf(pod, 'ScheduleAnyway', defaultConstraints, snapshot);
      if (constraints.length === 0) return undefined;
      const needsAllKeys = (pod.spec.topologySpreadConstraints ?? []).length > 0 || defaults !== undefined;
      const states = constraints.map((constraint) => softState(constraint, snapshot));
      const base = { states, needsAllKeys };
      const pair = sharedPair(constraints);
      if (pair !== undefined) for (const [other, node] of snapshot.podsLabelled(pod.namespace, ...pair)) updateSoft(base, pod, other, node, 1);
      else for (const node of snapshot.nodes) for (const other of node.pods) updateSoft(base, pod, other, node, 1);
      return base;
    },
    updateScoreBase: updateSoft,
    preScore(base: SoftBase, _pod, feasible): SoftScore {
      const lacksKey = (node: NodeInfo): boolean => base.states.some(({ topology }) => domainOf(topology, node) === -1);
      const ignored = new Set(base.needsAllKeys && base.states.some(({ topology }) => topology.isPartial) ? feasible.filter(lacksKey) : []);
      const scored = ignored.size === 0 ? feasible : feasible.filter((node) => !ignored.has(node));
      const weights = base.states.map(({ constraint, topology }) => Math.log((constraint.topologyKey === HOSTNAME ? scored.length : domainCount(topology, scored)) + 2));
      return { ...base, ignored, weights };
    },
    score(state: SoftScore, _pod, node) {
      const scores = new Float64Array(1);
      scoreAll(state, Int32Array.of(node.index), scores);
      return scores[0] ?? 0;
    },
    scoreAll,
    normalize: normalizeSpread,
  });
}

function hardState(constraint: SpreadConstraint, all: readonly SpreadConstraint[], pod: PodInfo, snapshot: Snapshot): HardState {
  const topology = snapshot.topology(constraint.topologyKey);
  const counts = new Int32Array(topology.values.length);
  const eligible = new Uint8Array(topology.values.length);
  const pair = requiredPair(constraint.selector);
  const counting = new Uint8Array(snapshot.nodes.length);
  for (const node of snapshot.nodes) {
    if (!hasTopologies(all, node) || !countsNode(constraint, pod, node)) continue;
    const domain = domainOf(topology, node);
    eligible[domain] = 1;
    counting[node.index] = 1;
    if (pair === undefined) counts[domain] = (counts[domain] ?? 0) + matchingPods(constraint, pod, node);
  }
  if (pair !== undefined) {
    for (const [other, node] of snapshot.podsLabelled(pod.namespace, ...pair)) {
      if (counting[node.index] === 0 || other.isTerminating || !matchesLabelSelector(constraint.selector, other.labels)) continue;
      const domain = domainOf(topology, node);
      counts[domain] = (counts[domain] ?? 0) + 1;
    }
  }
  let eligibleCount = 0;
  for (const flag of eligible) eligibleCount += flag;
  const self = matchesLabelSelector(constraint.selector, pod.labels) ? 1 : 0;
  return { constraint, topology, counts, eligible, eligibleCount, self, least: -1 };
}

function filterAll(states: readonly HardState[], turnedDown: Uint8Array): void {
  for (const state of states) {
    const most = state.constraint.maxSkew + leastCount(state) - state.self;
    const { counts } = state;
    const { domainOf: domains } = state.topology;
    for (let node = 0; node < turnedDown.length; node += 1) {
      const domain = domains[node] ?? -1;
      if (domain === -1 || (counts[domain] ?? 0) > most) turnedDown[node] = 1;
    }
  }
}

/** The count that others are compared with: that of the emptiest domain, or 0 while there are fewer domains than wanted. */
function leastCount(state: HardState): number {
  if (state.eligibleCount < state.constraint.minDomains) return 0;
  if (state.least === -1) {
    let least = Number.MAX_SAFE_INTEGER;
    for (let domain = 0; domain < state.counts.length; domain += 1) {
      const count = state.counts[domain] ?? 0;
      if (state.eligible[domain] === 1 && count < least) least = count;
    }
    state.least = least;
  }
  return state.least;
}

function updateHard(states: HardState[], pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  if (other.namespace !== pod.namespace || other.isTerminating) return;
  const constraints = states.map(({ constraint }) => constraint);
  if (!hasTopologies(constraints, node)) return;
  for (const state of states) {
    if (!matchesLabelSelector(state.constraint.selector, other.labels) || !countsNode(state.constraint, pod, node)) continue;
    const domain = domainOf(state.topology, node);
    state.counts[domain] = (state.counts[domain] ?? 0) + sign;
    state.least = -1;
  }
}

/** A label that every pod must have to count for any of the constraints; undefined when there is no such label. */
function sharedPair(constraints: readonly SpreadConstraint[]): readonly [string, string] | undefined {
  const selector = constraints[0]?.selector;
  return constraints.some((constraint) => constraint.selector !== selector) ? undefined : requiredPair(selector);
}

function softState(constraint: SpreadConstraint, snapshot: Snapshot): SoftState {
  const topology = snapshot.topology(constraint.topologyKey);
  const isByNode = constraint.topologyKey === HOSTNAME;
  return { constraint, isByNode, topology, counts: new Int32Array(isByNode ? snapshot.nodes.length : topology.values.length) };
}

/** Host names count every matching pod of the node; other domains only those on nodes that count. */
function updateSoft({ states, needsAllKeys }: SoftBase, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1): void {
  if (other.namespace !== pod.namespace || other.isTerminating) return;
  // The constraints of a pod mostly share one selector.
  let asked: SpreadConstraint['selector'];
  let matches = false;
  for (const { constraint, isByNode, topology, counts } of states) {
    if (asked === undefined || constraint.selector !== asked) {
      asked = constraint.selector;
      matches = matchesLabelSelector(asked, other.labels);
    }
    if (!matches) continue;
    if (!isByNode && needsAllKeys && !states.every((state) => domainOf(state.topology, node) !== -1)) continue;
    if (!isByNode && !countsNode(constraint, pod, node)) continue;
    const place = isByNode ? node.index : domainOf(topology, node);
    if (place !== -1) counts[place] = (counts[place] ?? 0) + sign;
  }
}

/** Matching pods in each node's domains, weighted so that small topologies are not drowned by large ones. */
function scoreAll({ states, weights }: SoftScore, nodeIndexes: Int32Array, scores: Float64Array): void {
  scores.fill(0);
  for (const [index, { constraint, isByNode, topology, counts }] of states.entries()) {
    const weight = weights[index] ?? 0;
    const extra = constraint.maxSkew - 1;
    const { domainOf: domains } = topology;
    for (let place = 0; place < scores.length; place += 1) {
      const node = nodeIndexes[place] ?? 0;
      const domain = domains[node] ?? -1;
      if (domain !== -1) scores[place] = (scores[place] ?? 0) + ((counts[isByNode ? node : domain] ?? 0) * weight + extra);
    }
  }
  for (let place = 0; place < scores.length; place += 1) scores[place] = Math.round(scores[place] ?? 0);
}

/** How many domains the nodes are in; having no label counts as one. */
function domainCount(topology: Topology, nodes: readonly NodeInfo[]): number {
  if (nodes.length === topology.domainOf.length) return topology.values.length + (topology.isPartial ? 1 : 0);
  const seen = new Uint8Array(topology.values.length + 1);
  let count = 0;
  for (const node of nodes) {
    const place = domainOf(topology, node) + 1;
    if (seen[place] === 1) continue;
    seen[place] = 1;
    count += 1;
  }
  return count;
}

function normalizeSpread(scores: Float64Array, { ignored }: SoftScore, feasible: readonly NodeInfo[]): void {
  let least = Number.MAX_SAFE_INTEGER;
  let most = 0;
  const isIgnored = (index: number): boolean => ignored.size > 0 && ignored.has(feasible[index] as NodeInfo);
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? 0;
    if (isIgnored(index)) continue;
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (let index = 0; index < scores.length; index += 1) {
    if (isIgnored(index)) scores[index] = 0;
    else scores[index] = most === 0 ? MAX_NODE_SCORE : Math.floor((MAX_NODE_SCORE * (most + least - (scores[index] ?? 0))) / most);
  }
}

function matchingPods(constraint: SpreadConstraint, pod: PodInfo, node: NodeInfo): number {
  let count = 0;
  for (const other of node.pods) {
    if (!other.isTerminating && other.namespace === pod.namespace && matchesLabelSelector(constraint.selector, other.labels)) count += 1;
  }
  return count;
}
