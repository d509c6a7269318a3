import type { Pod } from './objects.ts';

/** What one pod uses, in thousandths, by container. */
export interface PodUsage {
  readonly byContainer: Readonly<Record<string, number>>;
  /** The time that the sample covers. */
  readonly windowMs: number;
}

/** Where the autoscaler reads metrics (metrics.k8s.io, custom.metrics.k8s.io, external.metrics.k8s.io). Amounts are in thousandths; samples are of now. */
export interface MetricsSource {
  /** False: the metrics APIs do not answer. */
  readonly available: boolean;
  readonly usageOf: (pod: Pod, resource: string) => PodUsage | undefined;
  readonly podMetric: (pod: Pod, metric: string) => number | undefined;
  readonly objectMetric: (namespace: string, object: { readonly kind: string; readonly name: string }, metric: string) => number | undefined;
  /** One value for each series that fits. */
  readonly externalMetric: (namespace: string, metric: string) => readonly number[] | undefined;
}

/** Nobody says what pods use. */
export const NO_METRICS: MetricsSource = {
  available: true,
  usageOf: () => undefined,
  podMetric: () => undefined,
  objectMetric: () => undefined,
  externalMetric: () => undefined,
};
