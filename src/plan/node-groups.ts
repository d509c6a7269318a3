import type { KubeObject } from '../api/object.ts';
import type { Node, Pod } from '../sim/objects.ts';
import { policyOf, type AutoscalerName, type AutoscalerPolicy } from '../sim/placement/autoscaler-policy.ts';
import { NODE_PROVISION_MS } from '../sim/placement/node-autoscaler.ts';
import { nodeNameOf, type NodeGroup } from '../sim/placement/node-group.ts';
import { NO_SCALE_DOWN } from '../sim/placement/node-scale-down.ts';
import { formatDuration } from './duration.ts';
import { objectsOfKind } from './objects/by-kind.ts';
import { allocatableOf, podsByNode, requestsOf } from './timeline/placements.ts';
import type { ChangeRun } from './timeline/run-change.ts';
import { count, listed } from './words.ts';

/** What became of the node groups that the user stated: which nodes come and go, when, and what keeps those that are hardly used. */
export function nodeGroupTexts(groups: readonly NodeGroup[], autoscaler: AutoscalerName = 'cluster-autoscaler', run: Pick<ChangeRun, 'before' | 'after' | 'events'>): string[] {
  const [before, after] = [nodeNames(run.before), nodeNames(run.after)];
  return groups.flatMap((group) => {
    const { name, min, max } = group;
    const all = Array.from({ length: max }, (_unused, index) => nodeNameOf(group, index + 1));
    const added = all.filter((node) => after.has(node) && !before.has(node));
    const removed = all.filter((node) => before.has(node) && !after.has(node));
    const policy = policyOf(autoscaler);
    const parts = [
      ...(added.length === 0 ? [] : [`grows by ${count(added.length, 'node')}: ${listed(added)}, each Ready ${formatDuration(NODE_PROVISION_MS)} after it is asked for`]),
      ...(removed.length === 0 ? [] : [`shrinks by ${count(removed.length, 'node')}: ${listed(removed)}, when ${removed.length === 1 ? 'it has' : 'they have'} not been needed for ${formatDuration(policy.unneededMs)}`]),
    ];
    const size = all.filter((node) => after.has(node)).length;
    const title = `node group ${name} (${min} to ${max} nodes)`;
    return [`${title} ${parts.length === 0 ? `stays at ${count(size, 'node')}` : parts.join(', and ')}`, ...keptTexts(all, policy, run)];
  });
}

/** The autoscaler would take these nodes away, but for something on them. */
function keptTexts(names: readonly string[], { utilisationBelow }: AutoscalerPolicy, { after, events }: Pick<ChangeRun, 'after' | 'events'>): string[] {
  const reasons = new Map(events.filter(({ reason }) => reason === NO_SCALE_DOWN).map(({ name, message }) => [name, message]));
  if (reasons.size === 0) return [];
  const pods = podsByNode(after);
  const nodes = (objectsOfKind(after, 'Node') as readonly Node[]).filter(({ metadata: { name = '' } }) => names.includes(name) && reasons.has(name));
  return nodes.flatMap((node): string[] => {
    const { name = '' } = node.metadata;
    const used = utilisationOf(node, pods.get(name) ?? []);
    return used < utilisationBelow ? [`${name} stays though only ${Math.round(used * 100)} % of it is asked for: ${reasons.get(name) ?? ''}`] : [];
  });
}

function utilisationOf(node: Node, pods: readonly Pod[]): number {
  const [allocatable, requests] = [allocatableOf(node), requestsOf(pods)];
  return Math.max(...['cpu', 'memory'].map((resource) => Number(requests.get(resource)?.nanos ?? 0n) / Number(allocatable.get(resource)?.nanos ?? 1n)));
}

function nodeNames(objects: readonly KubeObject[]): Set<string | undefined> {
  return new Set(objectsOfKind(objects, 'Node').map(({ metadata }) => metadata.name));
}
