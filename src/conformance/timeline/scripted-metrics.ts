import { milliUnits, parseQuantity } from '../../api/quantity.ts';
import type { Cluster } from '../../sim/cluster.ts';
import type { MetricsSource, PodUsage } from '../../sim/metrics-source.ts';
import type { Pod } from '../../sim/objects.ts';
import { isTerminating } from '../../sim/pods/conditions.ts';
import type { Aliases } from './aliases.ts';
import type { Metrics, PodAmounts } from './recording.ts';

const DEFAULT_WINDOW_MS = 1000;

/** The metrics APIs of the recordings: they answer what the script has set. */
export class ScriptedMetrics implements MetricsSource {
  #metrics: Metrics = {};
  #cluster: Cluster | undefined;
  #aliases: Aliases | undefined;

  attach(cluster: Cluster, aliases: Aliases): void {
    this.#cluster = cluster;
    this.#aliases = aliases;
  }

  /** A key replaces the former value of the same key, an absent key stays. */
  set(metrics: Metrics): void {
    this.#metrics = { ...this.#metrics, ...metrics };
  }

  get available(): boolean {
    return this.#metrics.error !== true;
  }

  usageOf(pod: Pod, resource: string): PodUsage | undefined {
    if (!hasMetrics(pod)) return undefined;
    const windowMs = this.#metrics.window === undefined ? DEFAULT_WINDOW_MS : Number(this.#metrics.window.replace('s', '')) * 1000;
    const container = pod.spec?.containers?.[0]?.name ?? '';
    if (resource === 'cpu' && this.#metrics.cpuTotal !== undefined) {
      const running = [...(this.#cluster?.store.list('Pod') ?? [])].filter((other) => other.metadata.namespace === pod.metadata.namespace && hasMetrics(other)).length;
      return { byContainer: { [container]: halfEven(milliOf(this.#metrics.cpuTotal) / running) }, windowMs };
    }
    const amount = this.#amountOf(resource === 'cpu' ? this.#metrics.cpu : this.#metrics.memory, pod);
    if (amount === undefined) return undefined;
    const byContainer = typeof amount === 'string' ? { [container]: milliOf(amount) } : Object.fromEntries(Object.entries(amount).map(([name, value]) => [name, milliOf(value)]));
    return { byContainer, windowMs };
  }

  podMetric(pod: Pod, metric: string): number | undefined {
    const amount = hasMetrics(pod) ? this.#amountOf(this.#metrics.pods?.[metric], pod) : undefined;
    return typeof amount === 'string' ? milliOf(amount) : undefined;
  }

  objectMetric(_namespace: string, _object: { readonly kind: string; readonly name: string }, metric: string): number | undefined {
    const value = this.#metrics.object?.[metric];
    return value === undefined ? undefined : milliOf(value);
  }

  externalMetric(_namespace: string, metric: string): readonly number[] | undefined {
    return this.#metrics.external?.[metric]?.map(milliOf);
  }

  #amountOf(amounts: PodAmounts | undefined, pod: Pod): PodAmounts[string] | undefined {
    return amounts?.[this.#aliases?.of(pod) ?? ''] ?? amounts?.['*'];
  }
}

function hasMetrics(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && !isTerminating(pod);
}

/** Rounds to whole numbers, halves to even ones. */
function halfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 && floor % 2 === 0 ? floor : Math.round(value);
}

function milliOf(text: string): number {
  const quantity = parseQuantity(text);
  return quantity === undefined ? 0 : milliUnits(quantity);
}
