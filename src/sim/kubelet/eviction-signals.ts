import { amountsOf, podLimits, podRequests } from '../../api/effective-requests.ts';
import { formatQuantity, wholeUnits } from '../../api/quantity.ts';
import type { Node, Pod } from '../objects.ts';
import type { UsedResource, UseSource } from '../use-source.ts';
import { bytesOf, bytesText, useOf } from './container-use.ts';
import type { ContainerRun } from './container-run.ts';

/** What one pod uses of a resource, against what it asked for. Bytes. */
export interface PodUse {
  readonly pod: Pod;
  readonly used: number;
  readonly requested: number;
  readonly containers: readonly { readonly name: string; readonly used: number; readonly requested: number }[];
}

/** A threshold that a node has crossed. Bytes. */
export interface MetThreshold {
  readonly resource: UsedResource;
  readonly threshold: number;
  readonly available: number;
}

/** --eviction-hard: memory.available<100Mi, nodefs.available<10% (pkg/kubelet/apis/config/v1beta1/defaults_linux.go, v1.36). */
const LEAST_MEMORY = 100 * 1024 * 1024;
const LEAST_DISK_SHARE = 0.1;

/** What a pod with these containers uses of a resource; where nobody says, what it requests. */
export function podUse(pod: Pod, runs: readonly ContainerRun[], resource: UsedResource, nowMs: number, source: UseSource): PodUse {
  const containers = runs.map((run) => {
    const requested = bytesOf(run.resources, 'requests', resource) ?? 0;
    return { name: run.container.name ?? '', requested, used: useOf(pod, run, resource, nowMs, source, requested) };
  });
  const request = podRequests(pod.spec ?? {}).get(resource);
  return { pod, containers, requested: request === undefined ? 0 : wholeUnits(request), used: containers.reduce((sum, { used }) => sum + used, 0) };
}

/**
 * Whether a node has less of a resource than the kubelet defends, when its pods use so much and everything else on it `other` (thresholdsMet in
 * pkg/kubelet/eviction/helpers.go, v1.36). Nodes that do not say what they have never run short.
 */
export function metThreshold(node: Node, resource: UsedResource, pods: readonly PodUse[], other: number): MetThreshold | undefined {
  const allocatable = amountOf(node.status?.allocatable, resource);
  const used = pods.reduce((sum, pod) => sum + pod.used, 0);
  // Made-up nodes have all of their capacity to give away; real ones keep the threshold to themselves.
  const reported = amountOf(node.status?.capacity, resource) ?? allocatable;
  if (reported === undefined) return undefined;
  if (resource === 'memory') {
    const capacity = Math.max(reported, (allocatable ?? 0) + LEAST_MEMORY);
    const available = capacity - other - used;
    if (available < LEAST_MEMORY) return { resource, threshold: LEAST_MEMORY, available: Math.max(0, available) };
    const ofPods = (allocatable ?? capacity) + LEAST_MEMORY - used;
    return ofPods < LEAST_MEMORY ? { resource, threshold: LEAST_MEMORY, available: Math.max(0, ofPods) } : undefined;
  }
  const capacity = Math.max(reported, Math.ceil((allocatable ?? 0) / (1 - LEAST_DISK_SHARE)));
  const available = capacity - other - used;
  const threshold = Math.floor(capacity * LEAST_DISK_SHARE);
  return available < threshold ? { resource, threshold, available: Math.max(0, available) } : undefined;
}

/**
 * The order in which pods go (rankMemoryPressure and rankDiskPressureFunc): those that use more than they asked for, then those of lower priority, then those
 * that are furthest above what they asked for; by name where nothing tells them apart.
 */
export function evictionOrder(a: PodUse, b: PodUse): number {
  const exceeds = (use: PodUse): number => (use.used > use.requested ? 0 : 1);
  const name = ({ pod: { metadata } }: PodUse): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  return exceeds(a) - exceeds(b) || (a.pod.spec?.priority ?? 0) - (b.pod.spec?.priority ?? 0) || b.used - b.requested - (a.used - a.requested) || (name(a) < name(b) ? -1 : 1);
}

/** The kubelet's own words (evictionMessage). */
export function evictionMessage({ resource, threshold, available }: MetThreshold, { containers }: PodUse): string {
  const over = containers.filter(({ used, requested }) => used > requested);
  const parts = over.map(({ name, used, requested }) => `Container ${name} was using ${bytesText(used)}, request is ${bytesText(requested)}, has larger consumption of ${resource}. `);
  return `The node was low on resource: ${resource}. Threshold quantity: ${bytesText(threshold)}, available: ${bytesText(available)}. ${parts.join('')}`;
}

/** Why a pod has to go for the ephemeral storage that it uses, whatever the node has left (localStorageEviction). */
export function overDiskLimit(pod: Pod, { used, containers }: PodUse): string | undefined {
  const limit = podLimits(pod.spec ?? {}).get('ephemeral-storage');
  if (limit !== undefined && used > wholeUnits(limit)) return `Pod ephemeral local storage usage exceeds the total limit of containers ${formatQuantity(limit)}. `;
  for (const container of pod.spec?.containers ?? []) {
    const own = amountsOf(container.resources?.limits).get('ephemeral-storage');
    const use = containers.find(({ name }) => name === container.name)?.used ?? 0;
    if (own !== undefined && own.nanos > 0n && use > wholeUnits(own)) return `Container ${container.name ?? ''} exceeded its local ephemeral storage limit "${formatQuantity(own)}". `;
  }
  return undefined;
}

function amountOf(list: object | undefined, resource: string): number | undefined {
  const amount = amountsOf(list).get(resource);
  return amount === undefined ? undefined : wholeUnits(amount);
}
