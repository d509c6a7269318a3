import type { ResourceAmounts } from '../../api/effective-requests.ts';
import { milliUnits, wholeUnits } from '../../api/quantity.ts';

/** Amounts in the units in which the scheduler counts (pkg/scheduler/framework/types.go, Resource). */
export interface Resources {
  milliCpu: number;
  memoryBytes: number;
  ephemeralStorageBytes: number;
  /** Extended resources, huge pages and attachable volumes, in whole units by name. */
  readonly scalars: Map<string, number>;
}

export function noResources(): Resources {
  return { milliCpu: 0, memoryBytes: 0, ephemeralStorageBytes: 0, scalars: new Map() };
}

/** Amounts as the scheduler counts them; resources that it does not track (`pods`, `storage`) are left out. */
export function toResources(amounts: ResourceAmounts): Resources {
  const resources = noResources();
  for (const [name, amount] of amounts) {
    if (name === 'cpu') resources.milliCpu = milliUnits(amount);
    else if (name === 'memory') resources.memoryBytes = wholeUnits(amount);
    else if (name === 'ephemeral-storage') resources.ephemeralStorageBytes = wholeUnits(amount);
    else if (isScalarResource(name)) resources.scalars.set(name, wholeUnits(amount));
  }
  return resources;
}

/** Adds `sign × more` to the total. */
export function addResources(total: Resources, more: Resources, sign: 1 | -1): void {
  total.milliCpu += sign * more.milliCpu;
  total.memoryBytes += sign * more.memoryBytes;
  total.ephemeralStorageBytes += sign * more.ephemeralStorageBytes;
  for (const [name, amount] of more.scalars) total.scalars.set(name, (total.scalars.get(name) ?? 0) + sign * amount);
}

/** The amount of one resource by its name, 0 when there is none. */
export function amountOf(resources: Resources, name: string): number {
  if (name === 'cpu') return resources.milliCpu;
  if (name === 'memory') return resources.memoryBytes;
  if (name === 'ephemeral-storage') return resources.ephemeralStorageBytes;
  return resources.scalars.get(name) ?? 0;
}

/** Whether the scheduler counts a resource as a scalar (pkg/apis/core/v1/helper/helpers.go, IsScalarResourceName). */
export function isScalarResource(name: string): boolean {
  return isExtendedResource(name) || name.startsWith('hugepages-') || name.includes('kubernetes.io/') || name.startsWith('attachable-volumes-');
}

/** Whether a resource belongs to no namespace of Kubernetes: `example.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}
