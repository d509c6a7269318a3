import { formatQuantity } from '../quantity.ts';
import type { Quantity } from '../quantity.ts';
import { amountsOf, isPodLevelResource, podLimits, podRequests } from '../effective-requests.ts';
import { isFeatureOn } from '../feature-gates.ts';
import { isHugePagesName, isOvercommitAllowed } from '../resource-names.ts';
import type { ValidationContext } from '../strategy.ts';
import type { Container, Pod, PodSpec } from '../types/core-v1.ts';
import { defaultPodSpec } from './pod-spec.ts';

/** Fills in a pod, which gets more defaults than a template (pkg/apis/core/v1/defaults.go, `SetDefaults_Pod`, v1.36). Changes `pod`. */
export function defaultPod(pod: Pod, context: ValidationContext): void {
  const spec = (pod.spec ??= {});
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  for (const container of containers) defaultRequests(container);
  if (isFeatureOn('PodLevelResources', context.version)) defaultPodLevelResources(spec);
  spec.enableServiceLinks ??= true;
  if (spec.hostNetwork === true) {
    for (const port of containers.flatMap((container) => container.ports ?? [])) {
      if ((port.hostPort ?? 0) === 0 && port.containerPort !== undefined) port.hostPort = port.containerPort;
    }
  }
  defaultPodSpec(spec, context);
}

/** A limit without a request is also the request. */
function defaultRequests(container: Container): void {
  const limits = container.resources?.limits;
  if (container.resources === undefined || limits === undefined) return;
  container.resources.requests = { ...limits, ...container.resources.requests };
}

/** Pod-level amounts that follow from the containers when others are given; changes `spec`. */
function defaultPodLevelResources(spec: PodSpec): void {
  if (spec.resources === undefined) return;
  const ofContainers = { ...spec, resources: undefined, overhead: undefined };
  defaultHugePages(spec, podLimits(ofContainers));
  defaultPodRequests(spec, podRequests(ofContainers));
}

type Amounts = ReadonlyMap<string, Quantity>;

function defaultHugePages(spec: PodSpec, containerLimits: Amounts): void {
  const { resources = {} } = spec;
  if (amountsOf(resources.limits).size + amountsOf(resources.requests).size === 0) return;
  fillIn(resources, 'limits', containerLimits, (name) => isHugePagesName(name) && !Object.hasOwn(resources.requests ?? {}, name));
}

/** Requests of the containers, and where there are none the pod's own limits. */
function defaultPodRequests(spec: PodSpec, containerRequests: Amounts): void {
  const { resources = {} } = spec;
  if (amountsOf(resources.limits).size === 0) return;
  fillIn(resources, 'requests', containerRequests, (name) => isPodLevelResource(name) && isOvercommitAllowed(name));
  fillIn(resources, 'requests', amountsOf(resources.limits), isPodLevelResource);
}

function fillIn(resources: NonNullable<PodSpec['resources']>, side: 'limits' | 'requests', amounts: Amounts, applies: (name: string) => boolean): void {
  for (const [name, amount] of amounts) {
    if (!applies(name) || Object.hasOwn(resources[side] ?? {}, name)) continue;
    (resources[side] ??= {})[name] = formatQuantity(amount);
  }
}
