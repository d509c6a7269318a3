import { parseQuantity, milliUnits } from '../../api/quantity.ts';
import type { ApiServer } from '../apiserver/api-server.ts';
import type { MetricsSource, PodUsage } from '../metrics-source.ts';
import { controllerOf, type Pod } from '../objects.ts';
import { isTerminating } from '../pods/conditions.ts';

/** Samples cover so much time, as those of metrics-server do. */
const WINDOW_MS = 15_000;

/** Loads that the user states: a total by workload (its uid) and resource, in thousandths, spread evenly over its running pods. */
export class StatedLoad implements MetricsSource {
  readonly available = true;
  readonly #server: () => ApiServer;
  readonly #totals = new Map<string, Map<string, number>>();

  constructor(server: () => ApiServer) {
    this.#server = server;
  }

  /** `percent` of what the workload's present replicas request in all; the total stays when it is scaled. */
  set(workloadUid: string, replicas: number, podRequestMilli: Readonly<Record<string, number>>, percent: Readonly<Record<string, number>>): void {
    const totals = new Map<string, number>();
    for (const [resource, share] of Object.entries(percent)) totals.set(resource, ((podRequestMilli[resource] ?? 0) * replicas * share) / 100);
    this.#totals.set(workloadUid, totals);
  }

  /** Whether a load of that resource was stated for any workload. */
  states(resource: string): boolean {
    for (const totals of this.#totals.values()) if (totals.has(resource)) return true;
    return false;
  }

  usageOf(pod: Pod, resource: string): PodUsage | undefined {
    const total = this.#totals.get(this.workloadOf(pod) ?? '')?.get(resource);
    if (total === undefined || !runs(pod)) return undefined;
    const siblings = this.#siblings(pod);
    const requests = requestsOf(pod, resource);
    const sum = Object.values(requests).reduce((all, milli) => all + milli, 0);
    const byContainer = Object.fromEntries(Object.entries(requests).map(([name, milli]) => [name, sum === 0 ? 0 : Math.round((total / siblings) * (milli / sum))]));
    return { byContainer, windowMs: WINDOW_MS };
  }

  podMetric(): undefined {
    return undefined;
  }

  objectMetric(): undefined {
    return undefined;
  }

  externalMetric(): undefined {
    return undefined;
  }

  /** The uid of the Deployment or other controller at the top. */
  workloadOf(pod: Pod): string | undefined {
    const owner = controllerOf(pod);
    const set = owner === undefined ? undefined : this.#server().store.getByUid(owner.uid);
    return (set === undefined ? undefined : controllerOf(set)?.uid) ?? owner?.uid;
  }

  #siblings(pod: Pod): number {
    const workload = this.workloadOf(pod);
    let count = 0;
    for (const other of this.#server().indexes.byNamespace('Pod').get(pod.metadata.namespace ?? '') as Iterable<Pod>) if (runs(other) && this.workloadOf(other) === workload) count += 1;
    return Math.max(1, count);
  }
}

function runs(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && !isTerminating(pod);
}

/** What the containers of a pod request, in thousandths. */
export function requestsOf(pod: Pick<Pod, 'spec'>, resource: string): Record<string, number> {
  const requests: Record<string, number> = {};
  for (const { name, resources } of pod.spec?.containers ?? []) {
    const quantity = parseQuantity((resources?.requests as Readonly<Record<string, string>> | undefined)?.[resource] ?? 0);
    requests[name ?? ''] = quantity === undefined ? 0 : milliUnits(quantity);
  }
  return requests;
}
