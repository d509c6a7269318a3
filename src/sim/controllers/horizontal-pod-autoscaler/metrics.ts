import { formatQuantity, milliUnits, parseQuantity } from '../../../api/quantity.ts';
import type { MetricSpec, MetricStatus, MetricTarget } from '../../../api/types/autoscaling-v2.ts';
import type { Pod } from '../../objects.ts';
import type { MetricsSource } from '../../metrics-source.ts';
import { replicasForAverage, replicasForShare, replicasForTotal, replicasForUtilization, type Proposal, type Readiness, type Sample, type Tolerances } from './replica-calculator.ts';

export interface MetricContext {
  readonly namespace: string;
  readonly replicas: number;
  readonly statusReplicas: number;
  /** All pods that the target selects. */
  readonly pods: readonly Pod[];
  readonly source: MetricsSource;
  readonly tolerances: Tolerances;
  readonly readiness: Readiness;
}

export interface ValidOutcome {
  readonly replicas: number;
  /** What the number was calculated from, in words. */
  readonly name: string;
  readonly status: MetricStatus;
}

/** What one metric asks for, or why it says nothing (`reason` of the condition ScalingActive). */
export type MetricOutcome = ValidOutcome | { readonly failed: string; readonly reason: string };

/** Each metric of an HPA by itself (computeReplicasForMetric in pkg/controller/podautoscaler/horizontal.go, v1.36). */
export function metricsOf(metrics: readonly MetricSpec[], context: MetricContext): MetricOutcome[] {
  return metrics.map((metric) => {
    switch (metric.type) {
      case 'Resource':
        return resourceMetric(metric.resource?.name ?? '', undefined, metric.resource?.target, context);
      case 'ContainerResource':
        return resourceMetric(metric.containerResource?.name ?? '', metric.containerResource?.container, metric.containerResource?.target, context);
      case 'Pods':
        return podsMetric(metric, context);
      case 'Object':
        return objectMetric(metric, context);
      case 'External':
        return externalMetric(metric, context);
      default:
        return { failed: `unknown metric source type ${metric.type ?? ''}`, reason: 'InvalidMetricSourceType' };
    }
  });
}

function resourceMetric(resource: string, container: string | undefined, target: MetricTarget | undefined, context: MetricContext): MetricOutcome {
  const reason = container === undefined ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric';
  const { source, pods, replicas, tolerances, readiness } = context;
  const samples = new Map<Pod, Sample>();
  for (const pod of source.available ? pods : []) {
    const usage = source.usageOf(pod, resource);
    if (usage === undefined) continue;
    const amounts = container === undefined ? Object.values(usage.byContainer) : [usage.byContainer[container]];
    if (amounts.some((amount) => amount === undefined)) continue;
    samples.set(pod, { milli: amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0), windowMs: usage.windowMs });
  }
  if (samples.size === 0) return { failed: `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`, reason };
  const wanted = target?.averageUtilization;
  const average = target?.averageValue;
  const proposal: Proposal = average !== undefined
    ? replicasForAverage(replicas, milliOf(average), resource, pods, samples, tolerances, readiness)
    : replicasForUtilization(replicas, wanted ?? 0, resource, container, pods, samples, tolerances, readiness);
  if ('failed' in proposal) return { failed: `failed to get ${resource} utilization: ${proposal.failed}`, reason };
  const current = { averageValue: formatMilli(proposal.averageMilli), ...(proposal.utilization === undefined ? {} : { averageUtilization: proposal.utilization }) };
  const name = `${resource} ${container === undefined ? '' : 'container '}resource${average === undefined ? ' utilization (percentage of request)' : ''}`;
  const status: MetricStatus = container === undefined ? { type: 'Resource', resource: { name: resource, current } } : { type: 'ContainerResource', containerResource: { name: resource, container, current } };
  return { replicas: proposal.replicas, name, status };
}

function podsMetric({ pods: spec }: MetricSpec, context: MetricContext): MetricOutcome {
  const { source, pods, replicas, tolerances, readiness } = context;
  const metric = spec?.metric?.name ?? '';
  const samples = new Map<Pod, Sample>();
  for (const pod of source.available ? pods : []) {
    const milli = source.podMetric(pod, metric);
    if (milli !== undefined) samples.set(pod, { milli, windowMs: 0 });
  }
  if (samples.size === 0) return { failed: `unable to get metric ${metric}: no metrics returned from custom metrics API`, reason: 'FailedGetPodsMetric' };
  const proposal = replicasForAverage(replicas, milliOf(spec?.target?.averageValue), '', pods, samples, tolerances, readiness);
  if ('failed' in proposal) return { failed: proposal.failed, reason: 'FailedGetPodsMetric' };
  const status: MetricStatus = { type: 'Pods', pods: { metric: { name: metric }, current: { averageValue: formatMilli(proposal.averageMilli) } } };
  return { replicas: proposal.replicas, name: `pods metric ${metric}`, status };
}

function objectMetric({ object: spec }: MetricSpec, context: MetricContext): MetricOutcome {
  const metric = spec?.metric?.name ?? '';
  const { kind = '', name = '' } = spec?.describedObject ?? {};
  const usage = context.source.available ? context.source.objectMetric(context.namespace, { kind, name }, metric) : undefined;
  if (usage === undefined) return { failed: `unable to get metric ${metric}: ${kind} on ${context.namespace} ${name}`, reason: 'FailedGetObjectMetric' };
  const total = totalMetric(spec?.target, usage, context);
  const status: MetricStatus = { type: 'Object', object: { metric: { name: metric }, describedObject: spec?.describedObject, current: total.current } };
  return { replicas: total.replicas, name: `${kind} metric ${metric}`, status };
}

function externalMetric({ external: spec }: MetricSpec, context: MetricContext): MetricOutcome {
  const metric = spec?.metric?.name ?? '';
  const values = context.source.available ? context.source.externalMetric(context.namespace, metric) : undefined;
  if (values === undefined || values.length === 0) return { failed: `unable to get external metric ${context.namespace}/${metric}: no metrics returned from external metrics API`, reason: 'FailedGetExternalMetric' };
  const total = totalMetric(spec?.target, values.reduce((sum, value) => sum + value, 0), context);
  const status: MetricStatus = { type: 'External', external: { metric: { name: metric, ...(spec?.metric?.selector === undefined ? {} : { selector: spec.metric.selector }) }, current: total.current } };
  return { replicas: total.replicas, name: `external metric ${metric}`, status };
}

function totalMetric(target: MetricTarget | undefined, usageMilli: number, { replicas, statusReplicas, pods, tolerances }: MetricContext): { readonly replicas: number; readonly current: { value?: string; averageValue?: string } } {
  if (target?.value !== undefined) {
    const proposal = replicasForTotal(replicas, milliOf(target.value), usageMilli, pods, tolerances);
    return { replicas: 'failed' in proposal ? replicas : proposal.replicas, current: { value: formatMilli(usageMilli) } };
  }
  const proposal = replicasForShare(statusReplicas, milliOf(target?.averageValue), usageMilli, tolerances);
  return 'failed' in proposal ? { replicas, current: {} } : { replicas: proposal.replicas, current: { averageValue: formatMilli(proposal.averageMilli) } };
}

function milliOf(value: unknown): number {
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
  return quantity === undefined ? 0 : milliUnits(quantity);
}

/** Thousandths as a quantity: `100m`, `2`. */
function formatMilli(milli: number): string {
  return formatQuantity({ nanos: BigInt(Math.trunc(milli)) * 1_000_000n, format: 'DecimalSI' });
}
