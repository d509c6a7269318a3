import { nodeNameOf, type NodeGroup } from './node-group.ts';

/** The nodes of each group that are there or on their way. */
export class GroupNodes {
  readonly groups: readonly NodeGroup[];
  readonly #groupOf = new Map<string, NodeGroup>();
  readonly #names = new Map<NodeGroup, Set<string>>();

  constructor(groups: readonly NodeGroup[]) {
    this.groups = groups;
  }

  sizeOf(group: NodeGroup): number {
    return this.#names.get(group)?.size ?? 0;
  }

  groupOf(node: string): NodeGroup | undefined {
    return this.#groupOf.get(node);
  }

  /** How many nodes of the group of a node may go. */
  spareOf(node: string): number {
    const group = this.#groupOf.get(node);
    return group === undefined ? 0 : this.sizeOf(group) - group.min;
  }

  /** Whether any group has more nodes than it must have. */
  get canShrink(): boolean {
    return this.groups.some((group) => this.sizeOf(group) > group.min);
  }

  /** The names of all nodes of groups that may get smaller. */
  removable(): string[] {
    return [...this.#groupOf.keys()].filter((node) => this.spareOf(node) > 0);
  }

  /** The number that the next node of a group gets after `skipped` others: the smallest ones that no node has. */
  freeNumber(group: NodeGroup, skipped: number): number {
    let number = 0;
    for (let left = skipped + 1; left > 0; ) {
      number += 1;
      if (!this.#groupOf.has(nodeNameOf(group, number))) left -= 1;
    }
    return number;
  }

  add(group: NodeGroup, node: string): void {
    this.#groupOf.set(node, group);
    const names = this.#names.get(group);
    if (names === undefined) this.#names.set(group, new Set([node]));
    else names.add(node);
  }

  remove(node: string): void {
    const group = this.#groupOf.get(node);
    if (group !== undefined) this.#names.get(group)?.delete(node);
    this.#groupOf.delete(node);
  }
}
