import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { KubeObject } from './object.ts';
import type { HorizontalPodAutoscaler as FirstVersion } from './types/autoscaling-v1.ts';
import type { HorizontalPodAutoscalerSpec, MetricSpec, MetricTarget } from './types/autoscaling-v2.ts';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const DEFAULT_CPU_UTILIZATION = 80;

/**
 * What an autoscaling/v1 object means in autoscaling/v2 (pkg/apis/autoscaling/v1/conversion.go, v1.36): the metrics and the behavior that version 1 has no
 * fields for are JSON in annotations, the CPU target comes after them, and 80 % CPU stands in where there is no metric at all. Annotations that are no JSON
 * are passed over, as the server does.
 */
export function secondVersionSpec({ metadata, spec = {} }: FirstVersion | (FirstVersion & KubeObject)): HorizontalPodAutoscalerSpec {
  const { targetCPUUtilizationPercentage: percentage, ...rest } = spec;
  const annotations = (metadata?.annotations ?? {}) as Readonly<Record<string, string>>;
  const metrics = hiddenMetrics(annotations[METRICS]);
  if (percentage !== undefined || metrics.length === 0) metrics.push(cpuMetric(percentage ?? DEFAULT_CPU_UTILIZATION));
  const behavior = parsed(annotations[BEHAVIOR]);
  return { ...rest, metrics, ...(isJsonObject(behavior) && Object.keys(behavior).length > 0 ? { behavior: withLowerCaseKeys(behavior) as HorizontalPodAutoscalerSpec['behavior'] } : {}) };
}

function cpuMetric(averageUtilization: number): MetricSpec {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

function hiddenMetrics(text: string | undefined): MetricSpec[] {
  const list = parsed(text);
  return Array.isArray(list) ? list.filter(isJsonObject).map(metricOf) : [];
}

/** The sources of version 1 name the metric and its targets in fields of their own. */
function metricOf(metric: JsonObject): MetricSpec {
  const [field, source] = Object.entries(metric).find(([, value]) => isJsonObject(value)) ?? [];
  const type = metric['type'] as string | undefined;
  if (field === undefined || !isJsonObject(source)) return { type };
  const { name, container, target, metricName, selector, metricSelector, targetAverageUtilization, targetAverageValue, averageValue, targetValue } = source as Readonly<Record<string, never>>;
  const identifier = { name: metricName, ...(selector === undefined && metricSelector === undefined ? {} : { selector: selector ?? metricSelector }) };
  const amounts = targetOf(targetAverageUtilization, targetAverageValue ?? averageValue, targetValue);
  switch (field) {
    case 'resource':
      return { type, resource: { name, target: amounts } };
    case 'containerResource':
      return { type, containerResource: { name, container, target: amounts } };
    case 'pods':
      return { type, pods: { metric: identifier, target: amounts } };
    case 'object':
      return { type, object: { describedObject: target, metric: identifier, target: amounts } };
    case 'external':
      return { type, external: { metric: identifier, target: amounts } };
    default:
      return { type };
  }
}

function targetOf(averageUtilization: number | undefined, averageValue: string | undefined, value: string | undefined): MetricTarget {
  if (averageUtilization !== undefined) return { type: 'Utilization', averageUtilization };
  return averageValue !== undefined ? { type: 'AverageValue', averageValue } : { type: 'Value', value };
}

function parsed(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The behavior is written with the names of Go fields, and read in either case. */
function withLowerCaseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withLowerCaseKeys);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [`${key.slice(0, 1).toLowerCase()}${key.slice(1)}`, withLowerCaseKeys(child ?? null)]));
}
