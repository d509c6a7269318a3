import { parseQuantity } from '../../api/quantity.ts';
import type { Quantity } from '../../api/quantity.ts';
import { quantityAt } from '../fields.ts';
import type { ContainerView } from './container-view.ts';
import type { PodView } from './pod-view.ts';

export type ResourceList = 'requests' | 'limits';

/** The amount of a resource that a container asks for or is limited to; undefined when it is not set or not a quantity. */
export function amountOf(container: ContainerView, list: ResourceList, resource: string): Quantity | undefined {
  const written = quantityAt(container.value, 'resources', list, resource);
  return written === undefined ? undefined : parseQuantity(written);
}

/** As `amountOf`, with what the API server adds: a request that is missing is the limit (pkg/apis/core/v1/defaults.go, SetDefaults_Pod). */
export function effectiveAmount(container: ContainerView, list: ResourceList, resource: string): Quantity | undefined {
  return amountOf(container, list, resource) ?? (list === 'requests' ? amountOf(container, 'limits', resource) : undefined);
}

/** An amount that the pod as a whole asks for or is limited to, from which its containers draw. */
export function podAmount(pod: PodView, list: ResourceList, resource: string): Quantity | undefined {
  const own = quantityAt(pod.spec, 'resources', list, resource);
  const written = own ?? (list === 'requests' ? quantityAt(pod.spec, 'resources', 'limits', resource) : undefined);
  return written === undefined ? undefined : parseQuantity(written);
}
