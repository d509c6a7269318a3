import { amountsOf } from '../../api/effective-requests.ts';
import { formatQuantity, wholeUnits } from '../../api/quantity.ts';
import type { ResourceRequirements } from '../../api/types/core-v1.ts';
import type { Pod } from '../objects.ts';
import type { UsedResource, UseSource } from '../use-source.ts';
import type { CompleteBehaviour } from './behaviour.ts';
import type { ContainerRun } from './container-run.ts';

/** Whether somebody says what the container uses. */
export function statesUse({ memoryBytes, diskBytes }: CompleteBehaviour): boolean {
  return memoryBytes !== undefined || diskBytes !== undefined;
}

/** What a container uses now, in bytes: as somebody says, else `unstated`; 0 when it does not run, or has not got that far. */
export function useOf(pod: Pod, run: ContainerRun, resource: UsedResource, nowMs: number, source: UseSource, unstated: number): number {
  if (run.phase !== 'running') return 0;
  const { memoryBytes, diskBytes, memoryAfterMs } = run.behaviour;
  const bytes = source.usedBy(pod, run.container.name ?? '', resource) ?? (resource === 'memory' ? memoryBytes : diskBytes);
  if (bytes === undefined) return unstated;
  return nowMs >= run.startedMs + memoryAfterMs ? bytes : 0;
}

/**
 * Whether the kernel kills a container for its memory: it uses more than its own limit, or it is the largest of a pod that uses more than the limit of the
 * pod as a whole (memory.max of the cgroups that pkg/kubelet/cm makes, v1.36).
 */
export function isOverMemoryLimit(pod: Pod, run: ContainerRun, runs: readonly ContainerRun[], nowMs: number, source: UseSource): boolean {
  const used = useOf(pod, run, 'memory', nowMs, source, 0);
  if (used === 0) return false;
  const limit = bytesOf(run.resources, 'limits', 'memory');
  if (limit !== undefined && used > limit) return true;
  const podLimit = bytesOf(pod.spec?.resources, 'limits', 'memory');
  if (podLimit === undefined) return false;
  const all = runs.map((one) => useOf(pod, one, 'memory', nowMs, source, 0));
  return all.reduce((sum, bytes) => sum + bytes, 0) > podLimit && used >= Math.max(...all);
}

/** What the kernel's log says of such a container, in short. */
export function memoryKillText(pod: Pod, run: ContainerRun, nowMs: number, source: UseSource): string {
  const used = useOf(pod, run, 'memory', nowMs, source, 0);
  const own = bytesOf(run.resources, 'limits', 'memory');
  const limit = own !== undefined && used > own ? `the limit is ${bytesText(own)}` : `the limit of the pod is ${bytesText(bytesOf(pod.spec?.resources, 'limits', 'memory') ?? 0)}`;
  return `Memory cgroup out of memory: container ${run.container.name ?? ''} uses ${bytesText(used)}, ${limit}`;
}

export function bytesText(bytes: number): string {
  return formatQuantity({ nanos: BigInt(Math.round(bytes)) * 1_000_000_000n, format: 'BinarySI' });
}

/** What a container or pod requests of a resource or is limited to, in whole units; undefined when it does not say. */
export function bytesOf(resources: ResourceRequirements | undefined, side: 'requests' | 'limits', resource: string): number | undefined {
  const amount = amountsOf(resources?.[side]).get(resource);
  return amount === undefined ? undefined : wholeUnits(amount);
}
