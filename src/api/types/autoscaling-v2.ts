// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Quantity } from './api-resource.ts';
import type { LabelSelector, ListMeta, ObjectMeta, Time } from './meta-v1.ts';

export interface ContainerResourceMetricSource {
  container?: string | undefined;
  name?: string | undefined;
  target?: MetricTarget | undefined;
}

export interface ContainerResourceMetricStatus {
  container?: string | undefined;
  current?: MetricValueStatus | undefined;
  name?: string | undefined;
}

export interface CrossVersionObjectReference {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
}

export interface ExternalMetricSource {
  metric?: MetricIdentifier | undefined;
  target?: MetricTarget | undefined;
}

export interface ExternalMetricStatus {
  current?: MetricValueStatus | undefined;
  metric?: MetricIdentifier | undefined;
}

export interface HPAScalingPolicy {
  periodSeconds?: number | undefined;
  type?: string | undefined;
  value?: number | undefined;
}

export interface HPAScalingRules {
  policies?: HPAScalingPolicy[] | undefined;
  selectPolicy?: string | undefined;
  stabilizationWindowSeconds?: number | undefined;
  tolerance?: Quantity | undefined;
}

export interface HorizontalPodAutoscaler {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: HorizontalPodAutoscalerSpec | undefined;
  status?: HorizontalPodAutoscalerStatus | undefined;
}

export interface HorizontalPodAutoscalerBehavior {
  scaleDown?: HPAScalingRules | undefined;
  scaleUp?: HPAScalingRules | undefined;
}

export interface HorizontalPodAutoscalerCondition {
  lastTransitionTime?: Time | undefined;
  message?: string | undefined;
  reason?: string | undefined;
  status?: string | undefined;
  type?: string | undefined;
}

export interface HorizontalPodAutoscalerList {
  apiVersion?: string | undefined;
  items?: HorizontalPodAutoscaler[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface HorizontalPodAutoscalerSpec {
  behavior?: HorizontalPodAutoscalerBehavior | undefined;
  maxReplicas?: number | undefined;
  metrics?: MetricSpec[] | undefined;
  minReplicas?: number | undefined;
  scaleTargetRef?: CrossVersionObjectReference | undefined;
}

export interface HorizontalPodAutoscalerStatus {
  conditions?: HorizontalPodAutoscalerCondition[] | undefined;
  currentMetrics?: MetricStatus[] | undefined;
  currentReplicas?: number | undefined;
  desiredReplicas?: number | undefined;
  lastScaleTime?: Time | undefined;
  observedGeneration?: number | undefined;
}

export interface MetricIdentifier {
  name?: string | undefined;
  selector?: LabelSelector | undefined;
}

export interface MetricSpec {
  containerResource?: ContainerResourceMetricSource | undefined;
  external?: ExternalMetricSource | undefined;
  object?: ObjectMetricSource | undefined;
  pods?: PodsMetricSource | undefined;
  resource?: ResourceMetricSource | undefined;
  type?: string | undefined;
}

export interface MetricStatus {
  containerResource?: ContainerResourceMetricStatus | undefined;
  external?: ExternalMetricStatus | undefined;
  object?: ObjectMetricStatus | undefined;
  pods?: PodsMetricStatus | undefined;
  resource?: ResourceMetricStatus | undefined;
  type?: string | undefined;
}

export interface MetricTarget {
  averageUtilization?: number | undefined;
  averageValue?: Quantity | undefined;
  type?: string | undefined;
  value?: Quantity | undefined;
}

export interface MetricValueStatus {
  averageUtilization?: number | undefined;
  averageValue?: Quantity | undefined;
  value?: Quantity | undefined;
}

export interface ObjectMetricSource {
  describedObject?: CrossVersionObjectReference | undefined;
  metric?: MetricIdentifier | undefined;
  target?: MetricTarget | undefined;
}

export interface ObjectMetricStatus {
  current?: MetricValueStatus | undefined;
  describedObject?: CrossVersionObjectReference | undefined;
  metric?: MetricIdentifier | undefined;
}

export interface PodsMetricSource {
  metric?: MetricIdentifier | undefined;
  target?: MetricTarget | undefined;
}

export interface PodsMetricStatus {
  current?: MetricValueStatus | undefined;
  metric?: MetricIdentifier | undefined;
}

export interface ResourceMetricSource {
  name?: string | undefined;
  target?: MetricTarget | undefined;
}

export interface ResourceMetricStatus {
  current?: MetricValueStatus | undefined;
  name?: string | undefined;
}
