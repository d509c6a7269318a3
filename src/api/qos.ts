import type { Quantity } from './quantity.ts';
import { addQuantities, compareQuantities } from './quantity.ts';
import { amountsOf } from './effective-requests.ts';
import type { PodSpec, ResourceRequirements } from './types/core-v1.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const COMPUTE: readonly string[] = ['cpu', 'memory'];

/**
 * How well a pod is protected when its node runs short (pkg/apis/core/helper/qos/qos.go, v1.36): guaranteed when every container, or
 * the pod as a whole, has limits for CPU and memory that equal its requests.
 */
export function qosClassOf(spec: PodSpec): QosClass {
  const owners: readonly (ResourceRequirements | undefined)[] =
    spec.resources === undefined ? [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources) : [spec.resources];
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let everyLimit = true;
  for (const resources of owners) {
    addComputeResources(requests, resources?.requests);
    const found = addComputeResources(limits, resources?.limits);
    const limitsMatter = spec.resources === undefined || Object.keys(resources?.limits ?? {}).length > 0;
    if (limitsMatter && found.length < COMPUTE.length) everyLimit = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const equal = [...requests].every(([name, request]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(limit, request) === 0;
  });
  return everyLimit && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** Adds CPU and memory, where they are more than zero, and says which there were. */
function addComputeResources(total: Map<string, Quantity>, list: object | undefined): string[] {
  const found: string[] = [];
  for (const [name, amount] of amountsOf(list)) {
    if (!COMPUTE.includes(name) || amount.nanos <= 0n) continue;
    const known = total.get(name);
    total.set(name, known === undefined ? amount : addQuantities(known, amount));
    found.push(name);
  }
  return found;
}
