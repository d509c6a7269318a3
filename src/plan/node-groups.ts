import type { KubeObject } from '../api/object.ts';
import { NODE_PROVISION_MS } from '../sim/placement/node-autoscaler.ts';
import { nodeOfGroup, type NodeGroup } from '../sim/placement/node-group.ts';
import { objectsOfKind } from './objects/by-kind.ts';
import { count, listed } from './words.ts';

/** What became of the node groups that the user stated: which nodes would be added, and when they are taken to be there. */
export function nodeGroupTexts(groups: readonly NodeGroup[], objects: readonly KubeObject[]): string[] {
  const there = new Set(objectsOfKind(objects, 'Node').map(({ metadata }) => metadata.name));
  return groups.map((group) => {
    const { name, min, max } = group;
    const added: string[] = [];
    for (let number = min + 1; number <= max; number += 1) {
      const node = nodeOfGroup(group, number).metadata.name ?? '';
      if (there.has(node)) added.push(node);
    }
    if (added.length === 0) return `node group ${name} (${min} to ${max} nodes) stays at ${count(min, 'node')}`;
    return `node group ${name} (${min} to ${max} nodes) grows by ${count(added.length, 'node')}: ${listed(added)}, each Ready ${NODE_PROVISION_MS / 1000} s after it is asked for`;
  });
}
