import { secondVersionSpec } from '../first-version-autoscaler.ts';
import type { HorizontalPodAutoscaler as HorizontalPodAutoscalerV1 } from '../types/autoscaling-v1.ts';
import type { HPAScalingRules, HorizontalPodAutoscaler } from '../types/autoscaling-v2.ts';

const CPU_UTILIZATION_PERCENT = 80;

/** Defaults of HorizontalPodAutoscalers (pkg/apis/autoscaling/v2/defaults.go, v1.36). */
export function defaultHorizontalPodAutoscaler(autoscaler: HorizontalPodAutoscaler): void {
  const spec = (autoscaler.spec ??= {});
  spec.minReplicas ??= 1;
  if ((spec.metrics ?? []).length === 0) {
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_UTILIZATION_PERCENT } } }];
  }
  if (spec.behavior === undefined) return;
  spec.behavior.scaleUp = { ...scaleUpDefaults(), ...present(spec.behavior.scaleUp) };
  spec.behavior.scaleDown = { ...scaleDownDefaults(), ...present(spec.behavior.scaleDown) };
}

/** Version 1 knows CPU only; other metrics hide in an annotation (pkg/apis/autoscaling/v1/defaults.go and conversion.go). */
export function defaultHorizontalPodAutoscalerV1(autoscaler: HorizontalPodAutoscalerV1): void {
  const spec = (autoscaler.spec ??= {});
  spec.minReplicas ??= 1;
  const cpu = secondVersionSpec(autoscaler).metrics?.find(({ resource }) => resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined);
  if (cpu !== undefined) spec.targetCPUUtilizationPercentage ??= cpu.resource?.target?.averageUtilization;
}

function scaleUpDefaults(): HPAScalingRules {
  return {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  };
}

function scaleDownDefaults(): HPAScalingRules {
  return { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };
}

function present(rules: HPAScalingRules | undefined): HPAScalingRules {
  return Object.fromEntries(Object.entries(rules ?? {}).filter(([, value]) => value !== undefined));
}
