import type { Node } from '../objects.ts';

/** Equal nodes that the cloud adds when pods find no room, as the user states them. */
export interface NodeGroup {
  readonly name: string;
  /** Nodes that are there from the start, and how many there may be at most. */
  readonly min: number;
  readonly max: number;
  /** What each node is like; its name and its host name label are replaced. */
  readonly template: Node;
}

/** The node of a group with this number, counted from 1: ready, and empty. */
export function nodeOfGroup(group: NodeGroup, number: number): Node {
  const { template } = group;
  const nodeName = nodeNameOf(group, number);
  return {
    ...template,
    metadata: { ...template.metadata, name: nodeName, labels: { ...template.metadata.labels, 'kubernetes.io/hostname': nodeName } },
    status: { ...template.status, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

export function nodeNameOf({ name }: NodeGroup, number: number): string {
  return `${name}-${number}`;
}
