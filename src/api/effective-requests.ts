import type { Quantity } from './quantity.ts';
import { addQuantities, compareQuantities, parseQuantity } from './quantity.ts';
import type { Container, ContainerStatus, PodSpec, PodStatus } from './types/core-v1.ts';

/** Amounts by resource name. */
export type ResourceAmounts = ReadonlyMap<string, Quantity>;

export interface RequestOptions {
  /** Requests of containers that do not state them, by resource name (the scheduler scores such containers as 100m and 200Mi). */
  readonly missing?: ResourceAmounts;
  /** Leaves out `spec.overhead`. */
  readonly excludeOverhead?: boolean;
  /** The status of a pod that runs: what is allocated to a container that is being resized counts when it is more. */
  readonly status?: PodStatus | undefined;
}

/**
 * What a pod asks for (k8s.io/component-helpers/resource/helpers.go, v1.36): the sum of its containers and sidecars, or the most that
 * any init container needs with the sidecars before it, whichever is more; pod-level requests replace that sum; the overhead of its
 * RuntimeClass is added. Requests must already be defaulted from limits.
 */
export function podRequests(spec: PodSpec, options: RequestOptions = {}): ResourceAmounts {
  const requests = aggregate(spec, 'requests', options);
  for (const [name, amount] of amountsOf(spec.resources?.requests)) if (isPodLevelResource(name)) requests.set(name, amount);
  if (options.excludeOverhead !== true) addAll(requests, amountsOf(spec.overhead));
  return requests;
}

/** What a pod is limited to, by the same rules; overhead counts only for resources that have a limit. */
export function podLimits(spec: PodSpec, options: RequestOptions = {}): ResourceAmounts {
  const limits = aggregate(spec, 'limits', options);
  for (const [name, amount] of amountsOf(spec.resources?.limits)) if (isPodLevelResource(name)) limits.set(name, amount);
  if (options.excludeOverhead !== true) {
    for (const [name, amount] of amountsOf(spec.overhead)) {
      const limit = limits.get(name);
      if (limit !== undefined && limit.nanos !== 0n) limits.set(name, addQuantities(limit, amount));
    }
  }
  return limits;
}

/** Whether requests or limits may be set for the whole pod. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** Whether the pod states pod-level requests that count. */
export function hasPodLevelRequests(spec: PodSpec): boolean {
  return Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource);
}

/** A resource list as amounts; what is not a quantity is left out. */
export function amountsOf(list: object | null | undefined): Map<string, Quantity> {
  const amounts = new Map<string, Quantity>();
  if (list === undefined || list === null) return amounts;
  for (const [name, value] of Object.entries(list)) {
    const quantity = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? parseQuantity(value) : undefined;
    if (quantity !== undefined) amounts.set(name, quantity);
  }
  return amounts;
}

type Side = 'requests' | 'limits';

function aggregate(spec: PodSpec, side: Side, options: RequestOptions): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const container of spec.containers ?? []) addAll(total, containerAmounts(container, side, options, options.status?.containerStatuses));
  const sidecars = new Map<string, Quantity>();
  const largestInit = new Map<string, Quantity>();
  for (const container of spec.initContainers ?? []) {
    const amounts = containerAmounts(container, side, options, options.status?.initContainerStatuses);
    if (container.restartPolicy === 'Always') {
      addAll(total, amounts);
      addAll(sidecars, amounts);
      raiseTo(largestInit, sidecars);
    } else {
      const atOnce = new Map(amounts);
      addAll(atOnce, sidecars);
      raiseTo(largestInit, atOnce);
    }
  }
  raiseTo(total, largestInit);
  return total;
}

function containerAmounts(container: Container, side: Side, options: RequestOptions, statuses: readonly ContainerStatus[] | undefined): Map<string, Quantity> {
  const amounts = amountsOf(container.resources?.[side]);
  if (side === 'requests' && statuses !== undefined) {
    const status = statuses.find((candidate) => candidate.name === container.name);
    // A resize in progress: the larger of what is asked for, allocated and in effect.
    if (status?.resources?.requests !== undefined) {
      raiseTo(amounts, amountsOf(status.allocatedResources));
      raiseTo(amounts, amountsOf(status.resources.requests));
    }
  }
  for (const [name, amount] of options.missing ?? []) if (!amounts.has(name)) amounts.set(name, amount);
  return amounts;
}

function addAll(target: Map<string, Quantity>, more: ResourceAmounts): void {
  for (const [name, amount] of more) {
    const known = target.get(name);
    target.set(name, known === undefined ? amount : addQuantities(known, amount));
  }
}

function raiseTo(target: Map<string, Quantity>, least: ResourceAmounts): void {
  for (const [name, amount] of least) {
    const known = target.get(name);
    if (known === undefined || compareQuantities(known, amount) < 0) target.set(name, amount);
  }
}
