import { parseQuantity } from '../../api/quantity.ts';
import type { Quantity } from '../../api/types/api-resource.ts';
import type { CapacityRequestPolicy, CapacityRequirements, Device } from '../../api/types/resource-v1.ts';

/** Amounts in billionths, by name of the capacity. */
export type Amounts = ReadonlyMap<string, bigint>;

/**
 * What one allocation takes of a device's capacities (k8s.io/dynamic-resource-allocation/structured, GetConsumedCapacityFromRequest, v1.36): what is
 * asked for, rounded up as the driver says; its default when nothing is asked for, and all of it without one. Undefined when the device cannot give it.
 */
export function consumedCapacity(driver: string, { capacity = {} }: Device, required: CapacityRequirements | undefined): Amounts | undefined {
  const requests = required?.requests ?? {};
  const unknown = Object.keys(requests).some((name) => capacity[name] === undefined && capacity[shortName(driver, name)] === undefined);
  if (unknown) return undefined;
  const amounts = new Map<string, bigint>();
  for (const [name, { value, requestPolicy }] of Object.entries(capacity)) {
    const whole = nanosOf(value);
    const asked = requests[name] ?? requests[`${driver}/${name}`];
    const amount = asked === undefined ? unaskedAmount(whole, requestPolicy) : roundedAmount(nanosOf(asked), requestPolicy);
    if (amount === undefined || amount > whole) return undefined;
    amounts.set(name, amount);
  }
  return amounts;
}

/** Whether a device that goes to one request as a whole has what is asked for. */
export function hasCapacity(driver: string, { capacity = {} }: Device, required: CapacityRequirements | undefined): boolean {
  return Object.entries(required?.requests ?? {}).every(([name, asked]) => {
    const own = capacity[name] ?? capacity[shortName(driver, name)];
    return own !== undefined && nanosOf(asked) <= nanosOf(own.value);
  });
}

/** The size of one of the device's capacities. */
export function capacityNanos({ capacity = {} }: Device, name: string): bigint {
  return nanosOf(capacity[name]?.value);
}

function shortName(driver: string, name: string): string {
  return name.startsWith(`${driver}/`) ? name.slice(driver.length + 1) : name;
}

function unaskedAmount(whole: bigint, policy: CapacityRequestPolicy | undefined): bigint {
  return policy?.default === undefined ? whole : nanosOf(policy.default);
}

function roundedAmount(asked: bigint, policy: CapacityRequestPolicy | undefined): bigint | undefined {
  const { validRange, validValues } = policy ?? {};
  if (validValues !== undefined) {
    const enough = validValues.map(nanosOf).filter((value) => value >= asked);
    return enough.reduce<bigint | undefined>((least, value) => (least === undefined || value < least ? value : least), undefined);
  }
  if (validRange === undefined) return asked;
  const least = nanosOf(validRange.min);
  const step = nanosOf(validRange.step);
  const beyond = asked - least;
  const amount = beyond <= 0n ? least : step === 0n ? asked : least + ((beyond + step - 1n) / step) * step;
  return validRange.max !== undefined && amount > nanosOf(validRange.max) ? undefined : amount;
}

function nanosOf(quantity: Quantity | undefined): bigint {
  return parseQuantity(quantity ?? 0)?.nanos ?? 0n;
}
