import type { Plugin } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile } from './profile.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';
import { unresolvable } from './status.ts';

/** A plugin that must be asked about each node, with its state. */
export interface ActiveFilter {
  readonly plugin: Plugin;
  readonly state: unknown;
}

/** What all PreFilters said together. */
export type PreFiltered =
  | { readonly kind: 'rejected'; readonly status: Status }
  | {
      readonly kind: 'filters';
      readonly filters: readonly ActiveFilter[];
      /** The only nodes worth asking about, and which plugins say so. */
      readonly nodeNames?: ReadonlySet<string>;
      readonly narrowedBy: readonly string[];
    };

/** Runs PreFilter of every plugin (pkg/scheduler/framework/runtime/framework.go, RunPreFilterPlugins, v1.36). */
export function runPreFilters(pod: PodInfo, snapshot: Snapshot, profile: Profile): PreFiltered {
  const filters: ActiveFilter[] = [];
  const narrowedBy: string[] = [];
  let nodeNames: ReadonlySet<string> | undefined;
  for (const plugin of profile.filters) {
    const result = plugin.preFilter?.(pod, snapshot) ?? { kind: 'state', state: undefined };
    if (result.kind === 'skip') continue;
    if (result.kind === 'rejected') return result;
    filters.push({ plugin, state: result.state });
    if (result.nodeNames === undefined) continue;
    narrowedBy.push(plugin.name);
    const before: ReadonlySet<string> = nodeNames ?? result.nodeNames;
    nodeNames = new Set([...result.nodeNames].filter((name) => before.has(name)));
    if (nodeNames.size === 0) {
      const [only = ''] = narrowedBy;
      const text = narrowedBy.length === 1 ? `plugin ${only}` : `plugin(s) [${narrowedBy.join(' ')}] simultaneously`;
      return { kind: 'rejected', status: unresolvable(plugin.name, `node(s) didn't satisfy ${text}`) };
    }
  }
  return { kind: 'filters', filters, narrowedBy, ...(nodeNames === undefined ? {} : { nodeNames }) };
}

/** Why the pod may not go to the node, by the first filter that objects. */
export function runFilters(filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo): Status | undefined {
  for (const { plugin, state } of filters) {
    const status = plugin.filter?.(state, pod, node);
    if (status !== undefined) return status;
  }
  return undefined;
}

/**
 * As runFilters, and the node must also do when the pods of at least the same priority that are nominated to it have come
 * (RunFilterPluginsWithNominatedPods). `node` is put back as it was.
 */
export function runFiltersWithNominated(filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo, snapshot: Snapshot): Status | undefined {
  const nominated = snapshot.nominatedTo(node.name).filter((other) => other.priority >= pod.priority && other.key !== pod.key);
  if (nominated.length > 0) {
    const crowded = node.clone();
    for (const other of nominated) addPodTo(crowded, other, filters, pod);
    const status = runFilters(filters, pod, crowded);
    for (const other of nominated) removePodFrom(crowded, other, filters, pod);
    if (status !== undefined) return status;
  }
  return runFilters(filters, pod, node);
}

/** Puts a pod on a node that may be a copy, and tells the states of the filters for `pod`. */
export function addPodTo(node: NodeInfo, added: PodInfo, filters: readonly ActiveFilter[], pod: PodInfo): void {
  node.addPod(added);
  for (const { plugin, state } of filters) plugin.addPod?.(state, pod, added, node);
}

/** Takes a pod off a node that may be a copy, and tells the states of the filters for `pod`. */
export function removePodFrom(node: NodeInfo, removed: PodInfo, filters: readonly ActiveFilter[], pod: PodInfo): void {
  node.removePod(removed.key);
  for (const { plugin, state } of filters) plugin.removePod?.(state, pod, removed, node);
}
