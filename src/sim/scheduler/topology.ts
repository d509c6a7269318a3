import type { NodeInfo } from './node-info.ts';

/** The domains that the nodes of a snapshot form by one label, numbered, so that counting by domain is counting in an array. */
export interface Topology {
  readonly key: string;
  /** The domain of each node by its index; -1 without the label. */
  readonly domainOf: Int32Array;
  /** The label's value of each domain. */
  readonly values: readonly string[];
  /** Some nodes lack the label. */
  readonly isPartial: boolean;
}

export function topologyOf(key: string, nodes: readonly NodeInfo[]): Topology {
  const domainOf = new Int32Array(nodes.length).fill(-1);
  const values: string[] = [];
  const numbers = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (!Object.hasOwn(node.labels, key)) return;
    const value = node.labels[key] ?? '';
    let domain = numbers.get(value);
    if (domain === undefined) {
      domain = values.length;
      numbers.set(value, domain);
      values.push(value);
    }
    domainOf[index] = domain;
  });
  return { key, domainOf, values, isPartial: domainOf.includes(-1) };
}

/** The domain of a node, -1 without the label. */
export function domainOf(topology: Topology, node: NodeInfo): number {
  return topology.domainOf[node.index] ?? -1;
}
