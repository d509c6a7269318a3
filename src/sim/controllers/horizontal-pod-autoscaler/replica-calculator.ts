import { parseQuantity, milliUnits } from '../../../api/quantity.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import type { Pod } from '../../objects.ts';
import { isReady, podCondition } from '../../pods/conditions.ts';

/** How far a ratio may be off 1 without anything being done, downwards and upwards. */
export interface Tolerances {
  readonly down: number;
  readonly up: number;
}

/** One sample by pod, in thousandths. */
export interface Sample {
  readonly milli: number;
  readonly windowMs: number;
}

export type Samples = ReadonlyMap<Pod, Sample>;

export interface Readiness {
  readonly cpuInitializationMs: number;
  readonly initialReadinessDelayMs: number;
  readonly nowEpochMs: number;
}

/** A number of replicas with the value that led to it, or why there is none. */
export type Proposal = { readonly replicas: number; readonly utilization?: number; readonly averageMilli: number } | { readonly failed: string };

interface Groups {
  readonly ready: number;
  /** The samples that count. */
  readonly samples: Map<Pod, number>;
  readonly unready: readonly Pod[];
  readonly missing: readonly Pod[];
}

function isWithin({ down, up }: Tolerances, ratio: number): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/** Which pods count (groupPods in pkg/controller/podautoscaler/replica_calculator.go, v1.36). */
function groupPods(pods: readonly Pod[], samples: Samples, resource: string, readiness: Readiness): Groups {
  const counted = new Map<Pod, number>();
  const unready: Pod[] = [];
  const missing: Pod[] = [];
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined || pod.status?.phase === 'Failed') continue;
    const sample = samples.get(pod);
    if (pod.status?.phase === 'Pending') unready.push(pod);
    else if (sample === undefined) missing.push(pod);
    else if (resource === 'cpu' && isUnready(pod, sample, readiness)) unready.push(pod);
    else counted.set(pod, sample.milli);
  }
  return { ready: counted.size, samples: counted, unready, missing };
}

function isUnready(pod: Pod, { windowMs }: Sample, { cpuInitializationMs, initialReadinessDelayMs, nowEpochMs }: Readiness): boolean {
  const ready = podCondition(pod, 'Ready');
  const start = parseTime((pod.status?.startTime as string | undefined) ?? '');
  const since = parseTime(ready?.lastTransitionTime ?? '') ?? 0;
  if (ready === undefined || start === undefined) return true;
  if (start + cpuInitializationMs > nowEpochMs) return ready.status === 'False' || nowEpochMs < since + windowMs;
  return ready.status === 'False' && start + initialReadinessDelayMs > since;
}

/** Replicas for a utilization target in percent of the requests (GetResourceReplicas). */
export function replicasForUtilization(current: number, target: number, resource: string, container: string | undefined, pods: readonly Pod[], samples: Samples, tolerances: Tolerances, readiness: Readiness): Proposal {
  const groups = groupPods(pods, samples, resource, readiness);
  if (groups.samples.size === 0) return { failed: 'did not receive metrics for targeted pods (pods might be unready)' };
  const requests = new Map<Pod, number>();
  for (const pod of pods) {
    const request = requestMilli(pod, resource, container);
    if (typeof request === 'string') return { failed: request };
    requests.set(pod, request);
  }
  const measure = (values: ReadonlyMap<Pod, number>): { ratio: number; utilization: number; averageMilli: number } => {
    let [used, requested] = [0, 0];
    for (const [pod, milli] of values) {
      used += milli;
      requested += requests.get(pod) ?? 0;
    }
    const utilization = Math.trunc((used * 100) / requested);
    return { ratio: utilization / target, utilization, averageMilli: Math.trunc(used / values.size) };
  };
  const measured = measure(groups.samples);
  const fallback = (pod: Pod): number => Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, target)) / 100);
  const replicas = decide(current, groups, measured.ratio, (values) => measure(values).ratio, fallback, tolerances);
  return { replicas, utilization: measured.utilization, averageMilli: measured.averageMilli };
}

/** Replicas for an average value (calcPlainMetricReplicas): the same with plain amounts. */
export function replicasForAverage(current: number, targetMilli: number, resource: string, pods: readonly Pod[], samples: Samples, tolerances: Tolerances, readiness: Readiness): Proposal {
  const groups = groupPods(pods, samples, resource, readiness);
  if (groups.samples.size === 0) return { failed: 'did not receive metrics for targeted pods (pods might be unready)' };
  const average = (values: ReadonlyMap<Pod, number>): number => Math.trunc([...values.values()].reduce((sum, milli) => sum + milli, 0) / values.size);
  const averageMilli = average(groups.samples);
  const replicas = decide(current, groups, averageMilli / targetMilli, (values) => average(values) / targetMilli, () => targetMilli, tolerances);
  return { replicas, averageMilli };
}

/** Pods without a sample count as idle when it goes up and as `fallback` when it goes down; what that turns around is left alone. */
function decide(current: number, groups: Groups, ratio: number, measure: (values: ReadonlyMap<Pod, number>) => number, fallback: (pod: Pod) => number, tolerances: Tolerances): number {
  const upWithUnready = groups.unready.length > 0 && ratio > 1;
  if (!upWithUnready && groups.missing.length === 0) return isWithin(tolerances, ratio) ? current : Math.ceil(ratio * groups.ready);
  const values = new Map(groups.samples);
  for (const pod of groups.missing) if (ratio !== 1) values.set(pod, ratio < 1 ? fallback(pod) : 0);
  if (upWithUnready) for (const pod of groups.unready) values.set(pod, 0);
  const adjusted = measure(values);
  if (isWithin(tolerances, adjusted) || (ratio < 1 && adjusted > 1) || (ratio > 1 && adjusted < 1)) return current;
  const replicas = Math.ceil(adjusted * values.size);
  return (adjusted < 1 && replicas > current) || (adjusted > 1 && replicas < current) ? current : replicas;
}

/** Replicas for a total value, of an object or from outside (GetObjectMetricReplicas and GetExternalMetricReplicas). */
export function replicasForTotal(current: number, targetMilli: number, usageMilli: number, pods: readonly Pod[], tolerances: Tolerances): Proposal {
  const ratio = usageMilli / targetMilli;
  if (current === 0) return { replicas: Math.ceil(ratio), averageMilli: usageMilli };
  if (isWithin(tolerances, ratio)) return { replicas: current, averageMilli: usageMilli };
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isReady(pod)).length;
  return { replicas: Math.ceil(ratio * ready), averageMilli: usageMilli };
}

/** Replicas so that each gets the target's share of a total (GetObjectPerPodMetricReplicas and GetExternalPerPodMetricReplicas). */
export function replicasForShare(statusReplicas: number, targetMilli: number, usageMilli: number, tolerances: Tolerances): Proposal {
  const ratio = usageMilli / (targetMilli * statusReplicas);
  const replicas = isWithin(tolerances, ratio) ? statusReplicas : Math.ceil(usageMilli / targetMilli);
  return { replicas, averageMilli: Math.ceil(usageMilli / statusReplicas) };
}

/** The request of a pod or of one of its containers, in thousandths; a text when there is none. */
function requestMilli(pod: Pod, resource: string, container: string | undefined): number | string {
  let sum = 0;
  const sidecars = (pod.spec?.initContainers ?? []).filter((candidate) => candidate.restartPolicy === 'Always');
  for (const { name, resources } of [...(pod.spec?.containers ?? []), ...sidecars]) {
    if (container !== undefined && name !== container) continue;
    const request = (resources?.requests as Readonly<Record<string, string | number>> | undefined)?.[resource];
    const quantity = request === undefined ? undefined : parseQuantity(request);
    if (quantity === undefined) return `missing request for ${resource} in container ${name ?? ''} of Pod ${pod.metadata.name ?? ''}`;
    sum += milliUnits(quantity);
  }
  return sum;
}
