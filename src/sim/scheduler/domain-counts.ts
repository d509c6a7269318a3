import type { NodeInfo } from './node-info.ts';
import type { Snapshot } from './snapshot.ts';
import type { Topology } from './topology.ts';
import { domainOf } from './topology.ts';

interface Counts {
  readonly topology: Topology;
  readonly sums: Float64Array;
}

/** Sums by topology key and domain. */
export class DomainCounts {
  readonly #snapshot: Snapshot;
  readonly #byKey = new Map<string, Counts>();
  /** Domains whose sum is not 0. */
  #nonZero = 0;
  /** Additions that have not been taken back. */
  #additions = 0;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Adds to the node's domain, if it has the label. `sign` -1 says that this takes back an earlier addition. */
  add(topologyKey: string, node: NodeInfo, amount: number, sign: 1 | -1 = 1): void {
    let counts = this.#byKey.get(topologyKey);
    if (counts === undefined) {
      const topology = this.#snapshot.topology(topologyKey);
      this.#byKey.set(topologyKey, (counts = { topology, sums: new Float64Array(topology.values.length) }));
    }
    const domain = domainOf(counts.topology, node);
    if (domain === -1) return;
    const before = counts.sums[domain] ?? 0;
    counts.sums[domain] = before + amount;
    this.#additions += sign;
    if (before === 0 && amount !== 0) this.#nonZero += 1;
    else if (before !== 0 && before + amount === 0) this.#nonZero -= 1;
  }

  /** The sum of the node's domain, 0 without the label. */
  at(topologyKey: string, node: NodeInfo): number {
    const counts = this.#byKey.get(topologyKey);
    return counts === undefined ? 0 : (counts.sums[domainOf(counts.topology, node)] ?? 0);
  }

  /** The total over the node's domains by all keys. */
  sum(node: NodeInfo): number {
    let total = 0;
    for (const { topology, sums } of this.#byKey.values()) total += sums[domainOf(topology, node)] ?? 0;
    return total;
  }

  isAnyAbove(node: NodeInfo): boolean {
    for (const { topology, sums } of this.#byKey.values()) if ((sums[domainOf(topology, node)] ?? 0) > 0) return true;
    return false;
  }

  /** No domain has a sum. */
  get isEmpty(): boolean {
    return this.#nonZero === 0;
  }

  /** Nothing was added that has not been taken back. */
  get isUntouched(): boolean {
    return this.#additions === 0;
  }
}
