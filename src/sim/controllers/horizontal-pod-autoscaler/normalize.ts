import type { HPAScalingRules, HPAScalingPolicy, HorizontalPodAutoscalerBehavior } from '../../../api/types/autoscaling-v2.ts';

/** What the autoscaler remembers of one HPA: unstabilised recommendations, and changes that it has made. */
export interface Memory {
  recommendations: { readonly replicas: number; readonly epochMs: number }[];
  added: { readonly change: number; readonly epochMs: number }[];
  removed: { readonly change: number; readonly epochMs: number }[];
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** What becomes of a recommendation. `able` and `limited` are the reasons of the conditions AbleToScale and ScalingLimited. */
export interface Normalized {
  readonly replicas: number;
  readonly able: 'ReadyForNewScale' | 'ScaleDownStabilized' | 'ScaleUpStabilized';
  readonly limited: 'DesiredWithinRange' | 'ScaleUpLimit' | 'ScaleDownLimit' | 'TooManyReplicas' | 'TooFewReplicas';
}

const DEFAULT_WINDOW_UP_SECONDS = 0;

/** Without behavior: the highest recommendation of the window, at most twice as many (normalizeDesiredReplicas in pkg/controller/podautoscaler/horizontal.go, v1.36). */
export function normalize(memory: Memory, current: number, desired: number, { min, max }: Bounds, windowMs: number, nowEpochMs: number): Normalized {
  const recent = memory.recommendations.filter(({ epochMs }) => epochMs >= nowEpochMs - windowMs);
  const stabilized = Math.max(desired, ...recent.map(({ replicas }) => replicas));
  memory.recommendations = [...recent, { replicas: desired, epochMs: nowEpochMs }];
  const limit = Math.max(2 * current, 4);
  const highest = Math.min(max, limit);
  const able = stabilized === desired ? 'ReadyForNewScale' : 'ScaleDownStabilized';
  if (stabilized < min) return { replicas: min, able, limited: 'TooFewReplicas' };
  if (stabilized > highest) return { replicas: highest, able, limited: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  return { replicas: stabilized, able, limited: 'DesiredWithinRange' };
}

/** With behavior (normalizeDesiredReplicasWithBehaviors). `defaultDownMs` is the window down when the behavior states none. */
export function normalizeWithBehavior(memory: Memory, behavior: HorizontalPodAutoscalerBehavior, current: number, desired: number, bounds: Bounds, defaultDownMs: number, nowEpochMs: number): Normalized {
  const upMs = (behavior.scaleUp?.stabilizationWindowSeconds ?? DEFAULT_WINDOW_UP_SECONDS) * 1000;
  const downMs = behavior.scaleDown?.stabilizationWindowSeconds === undefined ? defaultDownMs : behavior.scaleDown.stabilizationWindowSeconds * 1000;
  const within = (windowMs: number): number[] => memory.recommendations.filter(({ epochMs }) => epochMs > nowEpochMs - windowMs).map(({ replicas }) => replicas);
  const lowest = Math.min(desired, ...within(upMs));
  const highest = Math.max(desired, ...within(downMs));
  const stabilized = Math.min(Math.max(current, lowest), highest);
  memory.recommendations = [...memory.recommendations.filter(({ epochMs }) => epochMs >= nowEpochMs - Math.max(upMs, downMs)), { replicas: desired, epochMs: nowEpochMs }];
  const able = stabilized === desired ? 'ReadyForNewScale' : stabilized < desired ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
  return { able, ...limitRate(memory, behavior, current, stabilized, bounds, nowEpochMs) };
}

function limitRate(memory: Memory, behavior: HorizontalPodAutoscalerBehavior, current: number, desired: number, { min, max }: Bounds, nowEpochMs: number): Pick<Normalized, 'replicas' | 'limited'> {
  if (desired > current) {
    const limit = Math.max(current, limitUp(memory, behavior.scaleUp, current, nowEpochMs));
    const highest = Math.min(max, limit);
    if (desired > highest) return { replicas: highest, limited: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  } else if (desired < current) {
    const limit = Math.min(current, limitDown(memory, behavior.scaleDown, current, nowEpochMs));
    const lowest = Math.max(min, limit);
    if (desired < lowest) return { replicas: lowest, limited: min < limit ? 'ScaleDownLimit' : 'TooFewReplicas' };
  }
  return { replicas: desired, limited: 'DesiredWithinRange' };
}

const DEFAULT_UP: readonly HPAScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const DEFAULT_DOWN: readonly HPAScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/** How high the policies let it go (calculateScaleUpLimitWithScalingRules): percentages are rounded up. */
function limitUp(memory: Memory, rules: HPAScalingRules | undefined, current: number, nowEpochMs: number): number {
  if (rules?.selectPolicy === 'Disabled') return current;
  const proposals = (rules?.policies ?? DEFAULT_UP).map((policy) => {
    const start = periodStart(memory, policy, current, nowEpochMs);
    return policy.type === 'Pods' ? start + (policy.value ?? 0) : Math.ceil(start * (1 + (policy.value ?? 0) / 100));
  });
  return rules?.selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals);
}

/** How low the policies let it go (calculateScaleDownLimitWithBehaviors): percentages are cut off. */
function limitDown(memory: Memory, rules: HPAScalingRules | undefined, current: number, nowEpochMs: number): number {
  if (rules?.selectPolicy === 'Disabled') return current;
  const proposals = (rules?.policies ?? DEFAULT_DOWN).map((policy) => {
    const start = periodStart(memory, policy, current, nowEpochMs);
    return policy.type === 'Pods' ? start - (policy.value ?? 0) : Math.trunc(start * (1 - (policy.value ?? 0) / 100));
  });
  return rules?.selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals);
}

/** The replicas at the start of a policy's period; a change exactly one period ago no longer counts. */
function periodStart({ added, removed }: Memory, policy: HPAScalingPolicy, current: number, nowEpochMs: number): number {
  const cutoff = nowEpochMs - (policy.periodSeconds ?? 0) * 1000;
  const sum = (changes: readonly { readonly change: number; readonly epochMs: number }[]): number => changes.reduce((total, { change, epochMs }) => (epochMs > cutoff ? total + change : total), 0);
  return current - sum(added) + sum(removed);
}
