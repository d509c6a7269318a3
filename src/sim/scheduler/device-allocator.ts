import { matchesDevice, type DeviceMatch } from '../../api/cel/device-expressions.ts';
import { toleratesTaint } from '../../api/tolerations.ts';
import type { Device, DeviceClass, DeviceConstraint, DeviceRequestAllocationResult, DeviceSelector, DeviceSubRequest, ExactDeviceRequest, ResourceClaim } from '../../api/types/resource-v1.ts';
import { formatQuantity } from '../../api/quantity.ts';
import { hasCapacity, type Amounts } from './device-capacity.ts';
import type { DevicePool, PoolDevice, WholePool } from './device-pools.ts';
import { DeviceUse, type HeldDevices } from './device-use.ts';

/** The devices that a claim gets on a node. */
export interface ClaimAllocation {
  readonly claim: ResourceClaim;
  readonly results: readonly DeviceRequestAllocationResult[];
  /** The devices of the results, in their order. */
  readonly devices: readonly PoolDevice[];
  /** How early the alternatives are that were taken: 8 for each first one, 7 for each second. */
  readonly preference: number;
}

/** What the allocator has to work with. */
export interface AllocationInput {
  readonly pools: readonly DevicePool[];
  /** What other claims hold. */
  readonly held: HeldDevices;
  readonly classOf: (name: string) => DeviceClass | undefined;
}

/** One thing to be allocated: a request or one of its alternatives. */
interface Wanted {
  readonly name: string;
  /** The request's name, without that of the alternative. */
  readonly parent: string;
  readonly request: ExactDeviceRequest | DeviceSubRequest;
  readonly preference: number;
}

const MOST_ALTERNATIVES = 8;
const MOST_DEVICES_PER_CLAIM = 32;
/** Bounds the search, as the real one has 10 s for a node. */
const MOST_STEPS = 200_000;

/**
 * Finds devices for all claims at once, the first ones that do in the order of pools and devices, going back where constraints demand
 * it (k8s.io/dynamic-resource-allocation/structured, v1.36). Undefined when there are not enough; a text when a selector fails.
 */
export function allocateDevices(claims: readonly ResourceClaim[], input: AllocationInput): readonly ClaimAllocation[] | string | undefined {
  const search = new Search(claims, input);
  const isFound = search.claim(0);
  return search.fault ?? (isFound ? search.allocations() : undefined);
}

/** A device that matches a request. */
interface Candidate {
  readonly device: PoolDevice;
  readonly pool: WholePool;
}

interface Taken extends Candidate {
  readonly wanted: Wanted;
  /** What is gone of the device's capacities, when it may be shared. */
  readonly amounts: Amounts;
}

class Search {
  fault: string | undefined;
  readonly #claims: readonly ResourceClaim[];
  readonly #input: AllocationInput;
  readonly #taken: Taken[][] = [];
  readonly #preferences: number[] = [];
  readonly #use: DeviceUse;
  #steps = 0;

  constructor(claims: readonly ResourceClaim[], input: AllocationInput) {
    this.#claims = claims;
    this.#input = input;
    this.#use = new DeviceUse(input.held);
  }

  allocations(): readonly ClaimAllocation[] {
    return this.#claims.map((claim, index) => ({
      claim,
      preference: this.#preferences[index] ?? 0,
      devices: (this.#taken[index] ?? []).map(({ device }) => device),
      results: (this.#taken[index] ?? []).map(resultOf),
    }));
  }

  claim(index: number): boolean {
    if (index === this.#claims.length) return true;
    this.#taken[index] = [];
    this.#preferences[index] = 0;
    return this.#request(index, 0);
  }

  /** Allocates the requests of a claim from the given one on, then the claims after it. */
  #request(claimIndex: number, requestIndex: number): boolean {
    const request = this.#claims[claimIndex]?.spec?.devices?.requests?.[requestIndex];
    if (request === undefined) return this.claim(claimIndex + 1);
    const name = request.name ?? '';
    const alternatives: Wanted[] = (request.firstAvailable ?? []).map((alternative, index) => ({
      name: `${name}/${alternative.name ?? ''}`,
      parent: name,
      request: alternative,
      preference: MOST_ALTERNATIVES - index,
    }));
    if (request.exactly !== undefined) alternatives.push({ name, parent: name, request: request.exactly, preference: 0 });
    for (const wanted of alternatives) {
      const devices = this.#matching(wanted);
      if (devices === undefined) return false;
      const isAll = wanted.request.allocationMode === 'All';
      if (isAll && devices.length === 0) continue;
      const count = isAll ? devices.length : (wanted.request.count ?? 1);
      this.#preferences[claimIndex] = (this.#preferences[claimIndex] ?? 0) + wanted.preference;
      if (this.#device(claimIndex, requestIndex, wanted, devices, 0, count)) return true;
      this.#preferences[claimIndex] = (this.#preferences[claimIndex] ?? 0) - wanted.preference;
      if (this.fault !== undefined) return false;
    }
    return false;
  }

  /** Takes `left` more devices for a request from the given one on, then goes on with the next request. */
  #device(claimIndex: number, requestIndex: number, wanted: Wanted, devices: readonly Candidate[], from: number, left: number): boolean {
    if (left === 0) return this.#request(claimIndex, requestIndex + 1);
    const taken = this.#taken[claimIndex] ?? [];
    if (taken.length >= MOST_DEVICES_PER_CLAIM) return false;
    for (let place = from; place <= devices.length - left; place += 1) {
      const candidate = devices[place];
      this.#steps += 1;
      if (candidate === undefined || this.#steps > MOST_STEPS) return false;
      const { device, pool } = candidate;
      const isMeeting = this.#meetsConstraints(claimIndex, wanted, device);
      const amounts = !isMeeting ? undefined : isAdmin(wanted) ? NOTHING : this.#use.take(device, pool, wanted.request.capacity);
      if (amounts === undefined) {
        if (wanted.request.allocationMode === 'All') return false;
        continue;
      }
      taken.push({ wanted, device, pool, amounts });
      if (this.#device(claimIndex, requestIndex, wanted, devices, place + 1, left - 1)) return true;
      taken.pop();
      if (!isAdmin(wanted)) this.#use.giveBack(device, pool, amounts);
      if (this.fault !== undefined) return false;
    }
    return false;
  }

  /** The devices that the class and the request select and whose taints are tolerated; undefined when that cannot be told. */
  #matching({ request }: Wanted): readonly Candidate[] | undefined {
    const selectors = [...(this.#input.classOf(request.deviceClassName ?? '')?.spec?.selectors ?? []), ...(request.selectors ?? [])];
    const matching: Candidate[] = [];
    for (const { whole: pool, isIncomplete, devices } of this.#input.pools) {
      for (const device of isIncomplete ? [] : devices) {
        const isSelected = this.#isSelected(selectors, device);
        if (isSelected === undefined) return undefined;
        const isTainted = device.taints.some((taint) => taint.effect !== 'None' && !(request.tolerations ?? []).some((toleration) => toleratesTaint(toleration, taint)));
        if (isSelected && !isTainted && hasCapacity(device.driver, device.device, request.capacity)) matching.push({ device, pool });
      }
    }
    return matching;
  }

  #isSelected(selectors: readonly DeviceSelector[], { driver, device }: PoolDevice): boolean | undefined {
    for (const { cel } of selectors) {
      const match = rememberedMatch(cel?.expression ?? '', driver, device);
      if (match === false) return false;
      if (match === true) continue;
      this.fault = match.error;
      return undefined;
    }
    return true;
  }

  #meetsConstraints(claimIndex: number, wanted: Wanted, device: PoolDevice): boolean {
    const taken = this.#taken[claimIndex] ?? [];
    return (this.#claims[claimIndex]?.spec?.devices?.constraints ?? []).every((constraint) => {
      if (!concerns(constraint, wanted)) return true;
      const name = constraint.matchAttribute ?? constraint.distinctAttribute ?? '';
      const value = attributeOf(device, name);
      if (value === undefined) return false;
      const others = taken.filter((other) => concerns(constraint, other.wanted)).map((other) => attributeOf(other.device, name));
      return constraint.matchAttribute === undefined ? !others.includes(value) : others.every((other) => other === value);
    });
  }
}

function resultOf({ wanted, device, amounts }: Taken): DeviceRequestAllocationResult {
  const { tolerations } = wanted.request;
  const isShared = device.device.allowMultipleAllocations === true;
  return {
    request: wanted.name,
    driver: device.driver,
    pool: device.pool,
    device: device.device.name,
    ...(isAdmin(wanted) ? { adminAccess: true } : {}),
    ...(tolerations === undefined ? {} : { tolerations }),
    ...(isShared && !isAdmin(wanted) ? { shareID: `${device.id}/${wanted.name}`, consumedCapacity: Object.fromEntries([...amounts].map(([name, nanos]) => [name, formatQuantity({ nanos, format: 'BinarySI' })])) } : {}),
  };
}

const NOTHING: Amounts = new Map();

/** What selectors said of a device: every pod of a template asks the same of the same devices. */
const matches = new WeakMap<Device, Map<string, DeviceMatch>>();

function rememberedMatch(expression: string, driver: string, device: Device): DeviceMatch {
  let known = matches.get(device);
  if (known === undefined) matches.set(device, (known = new Map()));
  let match = known.get(expression);
  if (match === undefined) known.set(expression, (match = matchesDevice(expression, driver, device)));
  return match;
}

function isAdmin({ request }: Wanted): boolean {
  return 'adminAccess' in request && request.adminAccess === true;
}

/** A constraint without requests is about all of the claim. */
function concerns({ requests = [] }: DeviceConstraint, { name, parent }: Wanted): boolean {
  return requests.length === 0 || requests.includes(name) || requests.includes(parent);
}

/** An attribute by its full name; those without a domain are the driver's. The type is part of the value. */
function attributeOf({ driver, device }: PoolDevice, name: string): string | undefined {
  const attributes = device.attributes ?? {};
  const attribute = attributes[name] ?? (name.startsWith(`${driver}/`) ? attributes[name.slice(driver.length + 1)] : undefined);
  return attribute === undefined ? undefined : JSON.stringify(attribute);
}
