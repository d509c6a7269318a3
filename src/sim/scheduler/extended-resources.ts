import type { Container } from '../../api/types/core-v1.ts';
import type { DeviceClass, DeviceRequest } from '../../api/types/resource-v1.ts';
import { parseQuantity, wholeUnits } from '../../api/quantity.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { isExtendedResource } from './resources.ts';
import type { Snapshot } from './snapshot.ts';

/** The extended resource that every class serves besides the one that it names: this prefix and its own name. */
const IMPLICIT_PREFIX = 'deviceclass.resource.kubernetes.io/';

/** The device class behind each extended resource that a pod asks for; empty for nearly all pods. */
export type ClassesByResource = ReadonlyMap<string, string>;

const NONE: ClassesByResource = new Map();

/** Which of the pod's extended resources devices can serve (DRAExtendedResource, on since 1.36; k8s.io/dynamic-resource-allocation/deviceclass/extendedresourcecache). */
export function classesFor({ requests }: PodInfo, { objects }: Snapshot): ClassesByResource {
  const asked = [...requests.scalars].flatMap(([name, amount]) => (amount > 0 && isExtended(name) ? [name] : []));
  if (asked.length === 0) return NONE;
  const classes = objects.inNamespace('DeviceClass', '');
  return new Map(asked.flatMap((name) => {
    const found = classOf(name, classes);
    return found === undefined ? [] : [[name, found] as const];
  }));
}

/** Those of them that the node's own device plugins do not offer. */
export function servedByDevices(classes: ClassesByResource, node: NodeInfo): string[] {
  return [...classes.keys()].filter((name) => !node.allocatable.scalars.has(name));
}

/** What a container gets of a claim that stands for extended resources. */
export interface RequestMapping {
  readonly containerName: string;
  readonly resourceName: string;
  readonly requestName: string;
}

export interface ExtendedRequests {
  readonly requests: DeviceRequest[];
  readonly mappings: RequestMapping[];
}

/**
 * One request for each such resource of each container (plugins/dynamicresources/extendeddynamicresources.go, v1.36). Divergence: init containers that end before
 * the others start are taken to do with the devices of these.
 */
export function extendedRequests({ spec }: PodInfo, resources: readonly string[], classes: ClassesByResource): ExtendedRequests {
  const requests: DeviceRequest[] = [];
  const mappings: RequestMapping[] = [];
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const [index, container] of [...sidecars, ...(spec.containers ?? [])].entries()) {
    for (const [place, resourceName] of extendedNamesOf(container).entries()) {
      const count = amountOf(container, resourceName);
      if (count === 0 || !resources.includes(resourceName)) continue;
      const requestName = `container-${index}-request-${place}`;
      requests.push({ name: requestName, exactly: { deviceClassName: classes.get(resourceName) ?? '', allocationMode: 'ExactCount', count } });
      mappings.push({ containerName: container.name ?? '', resourceName, requestName });
    }
  }
  return { requests, mappings };
}

function isExtended(name: string): boolean {
  return isExtendedResource(name) || name.startsWith(IMPLICIT_PREFIX);
}

/** Of several classes that name the resource, the newest serves it, then the first by name. */
function classOf(resource: string, classes: readonly DeviceClass[]): string | undefined {
  const [newest] = classes
    .filter(({ spec }) => spec?.extendedResourceName === resource)
    .sort((a, b) => compare(b.metadata?.creationTimestamp, a.metadata?.creationTimestamp) || compare(a.metadata?.name, b.metadata?.name));
  if (newest !== undefined) return newest.metadata?.name;
  return classes.find(({ metadata }) => resource === `${IMPLICIT_PREFIX}${metadata?.name ?? ''}`)?.metadata?.name;
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function extendedNamesOf({ resources }: Container): string[] {
  return Object.keys(resources?.requests ?? {}).filter(isExtended).sort();
}

function amountOf({ resources }: Container, name: string): number {
  const quantity = parseQuantity(resources?.requests?.[name] ?? 0);
  return quantity === undefined ? 0 : wholeUnits(quantity);
}
