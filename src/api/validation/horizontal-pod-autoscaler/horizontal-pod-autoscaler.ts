import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { secondVersionSpec } from '../../first-version-autoscaler.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec } from '../../types/autoscaling-v2.ts';
import type { HorizontalPodAutoscaler as HorizontalPodAutoscalerV1 } from '../../types/autoscaling-v1.ts';
import { validateNonNegativeQuantity } from '../resource-quantity.ts';
import { validateMetric } from './metrics.ts';
import { scaleTargetRule, validateScaleTarget } from './scale-target.ts';

const SELECT_POLICIES: readonly string[] = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES: readonly string[] = ['Percent', 'Pods'];
const MAX_STABILIZATION_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;

/** The rules for a HorizontalPodAutoscaler (pkg/apis/autoscaling/validation/validation.go, v1.36). */
export function validateHorizontalPodAutoscaler({ spec = {} }: HorizontalPodAutoscaler, old?: HorizontalPodAutoscaler): FieldError[] {
  const target = spec.scaleTargetRef ?? {};
  const rule = scaleTargetRule(target, old === undefined ? undefined : (old.spec?.scaleTargetRef ?? {}));
  const errors = [...validateReplicas(spec), ...validateScaleTarget(target, 'spec.scaleTargetRef', rule)];
  (spec.metrics ?? []).forEach((metric, index) => errors.push(...validateMetric(metric, at('spec.metrics', index))));
  const { scaleUp, scaleDown } = spec.behavior ?? {};
  if (scaleUp !== undefined) errors.push(...validateScalingRules(scaleUp, 'spec.behavior.scaleUp'));
  if (scaleDown !== undefined) errors.push(...validateScalingRules(scaleDown, 'spec.behavior.scaleDown'));
  return errors;
}

/** Version 1 is checked as what it means in version 2: its CPU target and the metrics of its annotations are metrics there. */
export function validateHorizontalPodAutoscalerV1(autoscaler: HorizontalPodAutoscalerV1, old?: HorizontalPodAutoscalerV1): FieldError[] {
  const before = old === undefined ? undefined : { spec: { ...(old.spec?.scaleTargetRef === undefined ? {} : { scaleTargetRef: old.spec.scaleTargetRef }) } };
  return validateHorizontalPodAutoscaler({ spec: secondVersionSpec(autoscaler) }, before);
}

function validateReplicas({ minReplicas, maxReplicas = 0 }: HorizontalPodAutoscalerSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (minReplicas !== undefined && minReplicas < 1) errors.push(invalid('spec.minReplicas', minReplicas, 'must be 1 or more'));
  if (maxReplicas === 0) errors.push(required('spec.maxReplicas', 'must be set, to 1 or more'));
  else if (maxReplicas < 0) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be 1 or more'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) errors.push(invalid('spec.maxReplicas', maxReplicas, `must not be less than minReplicas (${minReplicas})`));
  return errors;
}

function validateScalingRules(rules: HPAScalingRules, path: FieldPath): FieldError[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const windowPath = child(path, 'stabilizationWindowSeconds');
  const errors: FieldError[] = [];
  if (window !== undefined && window < 0) errors.push(invalid(windowPath, window, 'must be 0 or more'));
  if (window !== undefined && window > MAX_STABILIZATION_SECONDS) errors.push(invalid(windowPath, window, `must be no more than ${MAX_STABILIZATION_SECONDS}`));
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) errors.push(notSupported(child(path, 'selectPolicy'), selectPolicy, SELECT_POLICIES));
  const policiesPath = child(path, 'policies');
  if (policies.length === 0) errors.push(required(policiesPath, 'needs at least one policy; to forbid scaling set selectPolicy to Disabled'));
  policies.forEach((policy, index) => errors.push(...validateScalingPolicy(policy, at(policiesPath, index))));
  errors.push(...validateNonNegativeQuantity(tolerance, child(path, 'tolerance')));
  return errors;
}

function validateScalingPolicy({ type = '', value = 0, periodSeconds = 0 }: HPAScalingPolicy, path: FieldPath): FieldError[] {
  const periodPath = child(path, 'periodSeconds');
  const errors: FieldError[] = [];
  if (!POLICY_TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, POLICY_TYPES));
  if (value <= 0) errors.push(invalid(child(path, 'value'), value, 'must be more than 0'));
  if (periodSeconds <= 0) errors.push(invalid(periodPath, periodSeconds, 'must be more than 0'));
  if (periodSeconds > MAX_PERIOD_SECONDS) errors.push(invalid(periodPath, periodSeconds, `must be no more than ${MAX_PERIOD_SECONDS}`));
  return errors;
}
