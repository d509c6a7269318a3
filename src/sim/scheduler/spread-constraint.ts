import { matchesRequiredNodeAffinity } from '../../api/node-selector.ts';
import type { Labels } from '../../api/label-selector.ts';
import { matchesLabels } from '../../api/label-selector.ts';
import { SCHEDULING_EFFECTS, firstUntoleratedTaint } from '../../api/tolerations.ts';
import type { TopologySpreadConstraint } from '../../api/types/core-v1.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { withLabelKeys } from './affinity-term.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';

/** A topology spread constraint with its defaults filled in (plugins/podtopologyspread/common.go, v1.36). */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: LabelSelector | undefined;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

export const HOSTNAME = 'kubernetes.io/hostname';

/** What a pod without constraints of its own is spread by, softly, unless the profile says otherwise. */
export const SYSTEM_DEFAULT_CONSTRAINTS: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

/** The pod's own constraints of one kind, or the defaults with the selector that its Services and its owner give. */
export function constraintsOf(
  pod: PodInfo,
  action: 'DoNotSchedule' | 'ScheduleAnyway',
  defaults: readonly TopologySpreadConstraint[],
  snapshot: Snapshot,
): readonly SpreadConstraint[] {
  const own = pod.spec.topologySpreadConstraints ?? [];
  if (own.length > 0) return own.filter((constraint) => constraint.whenUnsatisfiable === action).map((constraint) => completed(constraint, pod));
  const chosen = defaults.filter((constraint) => constraint.whenUnsatisfiable === action);
  if (chosen.length === 0) return [];
  const selector = defaultSelector(pod, snapshot);
  return selector === undefined ? [] : chosen.map((constraint) => ({ ...completed(constraint, pod), selector }));
}

/** Whether pods on the node count for the constraint, and its domain among those to spread over. */
export function countsNode(constraint: SpreadConstraint, pod: PodInfo, node: NodeInfo): boolean {
  if (constraint.honorsAffinity && !matchesRequiredNodeAffinity(pod.spec, node)) return false;
  return !constraint.honorsTaints || firstUntoleratedTaint(node.node.spec?.taints, pod.spec.tolerations, SCHEDULING_EFFECTS) === undefined;
}

/** Whether the node has the labels of all constraints. */
export function hasTopologies(constraints: readonly SpreadConstraint[], node: NodeInfo): boolean {
  return constraints.every(({ topologyKey }) => Object.hasOwn(node.labels, topologyKey));
}

function completed(constraint: TopologySpreadConstraint, pod: PodInfo): SpreadConstraint {
  return {
    topologyKey: constraint.topologyKey ?? '',
    maxSkew: constraint.maxSkew ?? 1,
    minDomains: constraint.minDomains ?? 1,
    selector: withLabelKeys(constraint.labelSelector, constraint.matchLabelKeys, 'In', pod.labels),
    honorsAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorsTaints: (constraint.nodeTaintsPolicy ?? 'Ignore') === 'Honor',
  };
}

/**
 * The selectors of the Services that select the pod and of the controller that owns it, together
 * (plugins/helper/spread.go, DefaultSelector, v1.36); undefined when they select everything.
 */
export function defaultSelector(pod: PodInfo, { objects }: Snapshot): LabelSelector | undefined {
  const matchLabels: Record<string, string> = {};
  for (const { spec } of objects.inNamespace('Service', pod.namespace)) {
    const selector = spec?.selector as Labels | undefined;
    if (selector !== undefined && matchesLabels(selector, pod.labels)) Object.assign(matchLabels, selector);
  }
  let selector: LabelSelector = { matchLabels };
  const owner = pod.pod.metadata?.ownerReferences?.find(({ controller }) => controller === true);
  const name = owner?.name ?? '';
  switch (`${owner?.apiVersion ?? ''} ${owner?.kind ?? ''}`) {
    case 'v1 ReplicationController':
      Object.assign(matchLabels, objects.get('ReplicationController', pod.namespace, name)?.spec?.selector);
      break;
    case 'apps/v1 ReplicaSet':
      selector = both(selector, objects.get('ReplicaSet', pod.namespace, name)?.spec?.selector);
      break;
    case 'apps/v1 StatefulSet':
      selector = both(selector, objects.get('StatefulSet', pod.namespace, name)?.spec?.selector);
      break;
  }
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0 ? undefined : selector;
}

function both(a: LabelSelector, b: LabelSelector | undefined): LabelSelector {
  if (b === undefined) return a;
  const equal = Object.entries(b.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [String(value)] }));
  return { matchLabels: a.matchLabels, matchExpressions: [...equal, ...(b.matchExpressions ?? [])] };
}
