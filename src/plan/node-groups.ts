import type { KubeObject } from '../api/object.ts';
import { policyOf, type AutoscalerName } from '../sim/placement/autoscaler-policy.ts';
import { NODE_PROVISION_MS } from '../sim/placement/node-autoscaler.ts';
import { nodeNameOf, type NodeGroup } from '../sim/placement/node-group.ts';
import { NO_SCALE_DOWN } from '../sim/placement/node-scale-down.ts';
import { formatDuration } from './duration.ts';
import { objectsOfKind } from './objects/by-kind.ts';
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
    const { unneededMs } = policyOf(autoscaler);
    const parts = [
      ...(added.length === 0 ? [] : [`grows by ${count(added.length, 'node')}: ${listed(added)}, each Ready ${formatDuration(NODE_PROVISION_MS)} after it is asked for`]),
      ...(removed.length === 0 ? [] : [`shrinks by ${count(removed.length, 'node')}: ${listed(removed)}, when ${removed.length === 1 ? 'it has' : 'they have'} not been needed for ${formatDuration(unneededMs)}`]),
    ];
    const size = all.filter((node) => after.has(node)).length;
    const title = `node group ${name} (${min} to ${max} nodes)`;
    return [`${title} ${parts.length === 0 ? `stays at ${count(size, 'node')}` : parts.join(', and ')}`, ...keptTexts(all.filter((node) => after.has(node)), run.events)];
  });
}

/** The autoscaler would take these nodes away, but for something on them. */
function keptTexts(nodes: readonly string[], events: ChangeRun['events']): string[] {
  const reasons = new Map(events.filter(({ reason }) => reason === NO_SCALE_DOWN).map(({ name, message }) => [name, message]));
  return nodes.flatMap((node) => (reasons.has(node) ? [`${node} is kept though it is hardly used: ${reasons.get(node) ?? ''}`] : []));
}

function nodeNames(objects: readonly KubeObject[]): Set<string | undefined> {
  return new Set(objectsOfKind(objects, 'Node').map(({ metadata }) => metadata.name));
}
