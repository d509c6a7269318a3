import { parseQuantity } from '../../api/quantity.ts';
import type { CapacityRequirements, ResourceClaim } from '../../api/types/resource-v1.ts';
import { capacityNanos, consumedCapacity, type Amounts } from './device-capacity.ts';
import type { PoolDevice, WholePool } from './device-pools.ts';

/** What claims have been allocated, by the ids of devices. */
export interface HeldDevices {
  readonly whole: ReadonlySet<string>;
  /** Devices that several claims may share, and what of them is taken. */
  readonly shared: ReadonlyMap<string, Amounts>;
}

const NOTHING: Amounts = new Map();

/** Access for administrators holds nothing. */
export function heldDevices(claims: readonly ResourceClaim[]): HeldDevices {
  const whole = new Set<string>();
  const shared = new Map<string, Amounts>();
  for (const { status } of claims) {
    for (const { driver = '', pool = '', device = '', adminAccess, shareID, consumedCapacity: consumed = {} } of status?.allocation?.devices?.results ?? []) {
      const id = `${driver}/${pool}/${device}`;
      if (adminAccess === true) continue;
      if (shareID === undefined) whole.add(id);
      else shared.set(id, sum(shared.get(id), new Map(Object.entries(consumed).map(([name, value]) => [name, parseQuantity(value)?.nanos ?? 0n])), 1n));
    }
  }
  return { whole, shared };
}

/** Which devices are taken, while a search for devices goes forth and back. */
export class DeviceUse {
  readonly #held: HeldDevices;
  /** Devices that the search took as a whole. */
  readonly #whole = new Set<string>();
  /** How often it took a part of a device, and what is taken of the device with what claims hold. */
  readonly #parts = new Map<string, { readonly count: number; readonly amounts: Amounts }>();
  /** What is left of shared counters, by pool, then by counter set and counter. */
  readonly #countersLeft = new Map<WholePool, Map<string, bigint>>();

  constructor(held: HeldDevices) {
    this.#held = held;
  }

  /** Takes the device; returns what of its capacities is gone (nothing is said of those that go as a whole). Undefined when it is not to be had. */
  take(device: PoolDevice, pool: WholePool, required: CapacityRequirements | undefined): Amounts | undefined {
    const { id } = device;
    if (this.#held.whole.has(id) || this.#whole.has(id)) return undefined;
    const { count, amounts: before } = this.#partsOf(id);
    const isFirst = count === 0 && !this.#held.shared.has(id);
    if (isFirst && !this.#hasCounters(device, pool)) return undefined;
    if (device.device.allowMultipleAllocations !== true) {
      if (!isFirst) return undefined;
      this.#whole.add(id);
      this.#count(device, pool, -1n);
      return NOTHING;
    }
    const amounts = consumedCapacity(device.driver, device.device, required);
    if (amounts === undefined) return undefined;
    const after = sum(before, amounts, 1n);
    for (const [name, amount] of after) if (amount > capacityNanos(device.device, name)) return undefined;
    this.#parts.set(id, { count: count + 1, amounts: after });
    if (isFirst) this.#count(device, pool, -1n);
    return amounts;
  }

  /** The opposite of `take`, with what it returned. */
  giveBack(device: PoolDevice, pool: WholePool, amounts: Amounts): void {
    const { id } = device;
    if (this.#whole.delete(id)) {
      this.#count(device, pool, 1n);
      return;
    }
    const { count, amounts: before } = this.#partsOf(id);
    if (count > 1) this.#parts.set(id, { count: count - 1, amounts: sum(before, amounts, -1n) });
    else {
      this.#parts.delete(id);
      if (!this.#held.shared.has(id)) this.#count(device, pool, 1n);
    }
  }

  #partsOf(id: string): { readonly count: number; readonly amounts: Amounts } {
    return this.#parts.get(id) ?? { count: 0, amounts: this.#held.shared.get(id) ?? NOTHING };
  }

  #hasCounters(device: PoolDevice, pool: WholePool): boolean {
    const left = this.#left(pool);
    return consumptionOf(device).every(([counter, amount]) => amount <= (left.get(counter) ?? 0n));
  }

  #count(device: PoolDevice, pool: WholePool, sign: bigint): void {
    const left = this.#left(pool);
    for (const [counter, amount] of consumptionOf(device)) left.set(counter, (left.get(counter) ?? 0n) + sign * amount);
  }

  #left(pool: WholePool): Map<string, bigint> {
    let left = this.#countersLeft.get(pool);
    if (left !== undefined) return left;
    left = new Map([...pool.counters].flatMap(([set, counters]) => [...counters].map(([counter, value]) => [`${set}/${counter}`, value] as const)));
    this.#countersLeft.set(pool, left);
    for (const device of pool.counters.size === 0 ? [] : pool.devices.values()) {
      if (this.#held.whole.has(device.id) || this.#held.shared.has(device.id)) this.#count(device, pool, -1n);
    }
    return left;
  }
}

function consumptionOf({ device }: PoolDevice): readonly (readonly [string, bigint])[] {
  return (device.consumesCounters ?? []).flatMap(({ counterSet = '', counters = {} }) =>
    Object.entries(counters).map(([counter, { value }]) => [`${counterSet}/${counter}`, parseQuantity(value ?? 0)?.nanos ?? 0n] as const),
  );
}

function sum(base: Amounts | undefined, amounts: Amounts, sign: bigint): Amounts {
  const total = new Map(base);
  for (const [name, amount] of amounts) total.set(name, (total.get(name) ?? 0n) + sign * amount);
  return total;
}
