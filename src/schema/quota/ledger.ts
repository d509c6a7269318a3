import { addQuantities, formatQuantity, type Quantity } from '../../api/quantity.ts';
import { inScope } from '../../api/quota/scope.ts';
import { hardOf, usageOf, type Usage } from '../../api/quota/usage.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ResourceQuota } from '../../api/types/core-v1.ts';

/** How far a number of equal objects goes beyond a quota in one of its resources. */
export interface Excess {
  readonly resource: string;
  readonly hard: Quantity;
  /** What one object takes, and what others have taken before. */
  readonly each: Quantity;
  readonly taken: Quantity;
  /** How many of them there is room for. */
  readonly room: number;
}

/** What the objects of the input take from one quota: amounts are charged in the order in which objects come. */
export class QuotaLedger {
  readonly name: string;
  readonly quota: ResourceQuota;
  readonly hard: ReadonlyMap<string, Quantity>;
  readonly #taken: Usage = new Map();

  constructor(quota: ResourceQuota) {
    this.quota = quota;
    this.name = quota.metadata?.name ?? '';
    this.hard = hardOf(quota);
  }

  /** Charges as many of `times` equal objects as there is room for, unless they only pass; says in what the others go beyond the quota. */
  charge(object: KubeObject, kind: string, plural: string, times: number, passing: boolean): Excess[] {
    if (!inScope(this.quota, object)) return [];
    const usage = [...usageOf(object, kind, plural)].filter(([resource, each]) => each.nanos > 0n && this.hard.has(resource));
    const rooms = usage.map(([resource, each]): Excess => {
      const hard = this.hard.get(resource) ?? each;
      const taken = this.#taken.get(resource) ?? { nanos: 0n, format: hard.format };
      const room = hard.nanos < taken.nanos ? 0n : (hard.nanos - taken.nanos) / each.nanos;
      return { resource, hard, each, taken, room: Number(room) };
    });
    const fitting = Math.min(times, ...rooms.map(({ room }) => room));
    if (!passing) for (const [resource, each] of usage) this.#add(resource, { nanos: each.nanos * BigInt(fitting), format: each.format });
    return rooms.filter(({ room }) => room < times).sort((a, b) => (a.resource < b.resource ? -1 : 1));
  }

  #add(resource: string, amount: Quantity): void {
    const known = this.#taken.get(resource);
    this.#taken.set(resource, known === undefined ? amount : addQuantities(known, amount));
  }
}

/** `requests.cpu 3 of 4`. */
export function excessInWords({ resource, hard, each, taken }: Excess): string {
  const others = taken.nanos === 0n ? '' : `, and other objects of the input take ${formatQuantity(taken)}`;
  return `${resource} ${formatQuantity(each)} of ${formatQuantity(hard)}${others}`;
}
