import type { MetricsSource, PodUsage } from '../metrics-source.ts';
import type { Pod } from '../objects.ts';
import { defaultContainer } from '../pods/default-container.ts';
import type { UsedResource, UseSource } from '../use-source.ts';
import type { StatedLoad } from './stated-load.ts';

/** Amounts in bytes by resource; those that are absent stay as they were. */
export type StatedAmounts = Readonly<Partial<Record<UsedResource, number>>>;

/**
 * What the user says that the containers of a workload, or a node beside its pods, use from now on. What a load leaves to each pod counts for memory as
 * well, where nothing is said of the pod itself. Autoscalers see it too.
 */
export class StatedUse implements UseSource {
  readonly #load: StatedLoad;
  /** By uid of the workload and name of the container; '' is the default container. */
  readonly #workloads = new Map<string, Map<string, StatedAmounts>>();
  readonly #nodes = new Map<string, StatedAmounts>();

  constructor(load: StatedLoad) {
    this.#load = load;
  }

  get isStated(): boolean {
    return this.#workloads.size > 0 || this.#nodes.size > 0 || this.#load.states('memory');
  }

  set(workloadUid: string, container: string | undefined, amounts: StatedAmounts): void {
    const containers = this.#workloads.get(workloadUid) ?? new Map<string, StatedAmounts>();
    containers.set(container ?? '', { ...containers.get(container ?? ''), ...amounts });
    this.#workloads.set(workloadUid, containers);
  }

  setNode(node: string, amounts: StatedAmounts): void {
    this.#nodes.set(node, { ...this.#nodes.get(node), ...amounts });
  }

  usedBy(pod: Pod, container: string, resource: UsedResource): number | undefined {
    if (!this.isStated) return undefined;
    const containers = this.#workloads.get(this.#load.workloadOf(pod) ?? pod.metadata.uid ?? '');
    const own = containers?.get(container)?.[resource] ?? (container === defaultContainer(pod) ? containers?.get('')?.[resource] : undefined);
    if (own !== undefined || resource !== 'memory' || !this.#load.states('memory')) return own;
    const milli = this.#load.usageOf(pod, resource)?.byContainer[container];
    return milli === undefined ? undefined : milli / 1000;
  }

  usedByNode(node: string, resource: UsedResource): number {
    return this.#nodes.get(node)?.[resource] ?? 0;
  }

  /** The metrics of the load, with the memory that was stated by itself. */
  get metrics(): MetricsSource {
    const load = this.#load;
    return {
      available: true,
      usageOf: (pod, resource) => load.usageOf(pod, resource) ?? (resource === 'memory' ? this.#memoryOf(pod) : undefined),
      podMetric: () => load.podMetric(),
      objectMetric: () => load.objectMetric(),
      externalMetric: () => load.externalMetric(),
    };
  }

  #memoryOf(pod: Pod): PodUsage | undefined {
    const byContainer: Record<string, number> = {};
    for (const { name = '' } of pod.spec?.containers ?? []) {
      const bytes = this.usedBy(pod, name, 'memory');
      if (bytes === undefined) return undefined;
      byContainer[name] = bytes * 1000;
    }
    return { byContainer, windowMs: WINDOW_MS };
  }
}

/** Samples cover so much time, as those of metrics-server do. */
const WINDOW_MS = 15_000;
