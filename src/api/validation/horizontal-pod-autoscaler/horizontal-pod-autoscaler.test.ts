import { describe, expect, it } from 'vitest';
import { defaultHorizontalPodAutoscaler } from '../../defaults/horizontal-pod-autoscaler.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec } from '../../types/autoscaling-v2.ts';
import { validatePodDisruptionBudget } from '../pod-disruption-budget.ts';
import { validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerV1 } from './horizontal-pod-autoscaler.ts';

function refusals(spec: HorizontalPodAutoscalerSpec): string[] {
  const autoscaler: HorizontalPodAutoscaler = { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec } };
  defaultHorizontalPodAutoscaler(autoscaler);
  return validateHorizontalPodAutoscaler(autoscaler).map(({ path, reason }) => `${path.replace('spec.', '')} ${reason}`);
}

describe('validateHorizontalPodAutoscaler', () => {
  it.each<[string, HorizontalPodAutoscalerSpec, string[]]>([
    ['only a target', {}, []],
    ['max below min', { minReplicas: 4 }, ['maxReplicas FieldValueInvalid']],
    ['a maximum of none', { maxReplicas: 0 }, ['maxReplicas FieldValueRequired', 'maxReplicas FieldValueInvalid']],
    ['a negative maximum', { maxReplicas: -1 }, ['maxReplicas FieldValueInvalid', 'maxReplicas FieldValueInvalid']],
    ['a target without a group', { scaleTargetRef: { kind: 'Deployment', name: 'web' } }, ['scaleTargetRef.apiVersion FieldValueInvalid']],
    ['a target in the core group', { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'web' } }, []],
    ['no replicas', { minReplicas: 0 }, ['minReplicas FieldValueInvalid']],
    ['a type without its source', { metrics: [{ type: 'Pods' }] }, ['metrics[0].pods FieldValueRequired']],
    ['a second source', { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } }, external: { metric: { name: 'q' }, target: { type: 'Value', value: '1' } } }] }, ['metrics[0].external FieldValueForbidden']],
    ['no target', { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }] }, ['metrics[0].resource.target.averageUtilization FieldValueRequired']],
    ['a period that is too long', { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] } } }, ['behavior.scaleUp.policies[0].periodSeconds FieldValueInvalid']],
    ['no policies', { behavior: { scaleDown: { policies: [] } } }, ['behavior.scaleDown.policies FieldValueRequired']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('fills in both directions when there is a behavior', () => {
    const autoscaler: HorizontalPodAutoscaler = { spec: { behavior: { scaleUp: { selectPolicy: 'Min' } } } };
    defaultHorizontalPodAutoscaler(autoscaler);
    expect(autoscaler.spec?.behavior).toMatchObject({ scaleUp: { selectPolicy: 'Min', stabilizationWindowSeconds: 0 }, scaleDown: { selectPolicy: 'Max' } });
    expect(autoscaler.spec?.metrics?.[0]?.resource?.target?.averageUtilization).toBe(80);
  });

  it('checks version 1 as what it means in version 2', () => {
    const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, targetCPUUtilizationPercentage: 0 };
    expect(validateHorizontalPodAutoscalerV1({ spec }).map(({ path }) => path)).toEqual(['spec.metrics[0].resource.target.averageUtilization']);
  });
});

describe('validatePodDisruptionBudget', () => {
  it('has one of the two bounds', () => expect(validatePodDisruptionBudget({ spec: { minAvailable: 1, maxUnavailable: 1 } }).map(({ path }) => path)).toEqual(['spec']));
  it('has percentages up to 100', () => expect(validatePodDisruptionBudget({ spec: { minAvailable: '101%' } })).toHaveLength(1));
});
