import type { Taint, Toleration } from './types/core-v1.ts';

/** What a taint does: keeps new pods away, merely discourages them, or also evicts those that run. */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/** Effects that keep a pod from being scheduled to a node. */
export const SCHEDULING_EFFECTS: readonly TaintEffect[] = ['NoSchedule', 'NoExecute'];

/**
 * Whether one toleration tolerates one taint (k8s.io/api/core/v1/toleration.go, v1.36): an empty effect means all effects, an empty
 * key with `Exists` all keys, and `Equal` (the default) compares values. The operators Lt and Gt are behind a gate that is off.
 */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if (isSet(toleration.effect) && toleration.effect !== taint.effect) return false;
  if (isSet(toleration.key) && toleration.key !== taint.key) return false;
  switch (toleration.operator ?? '') {
    case '':
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    default:
      return false;
  }
}

/** The first taint with one of the given effects that none of the tolerations tolerates. */
export function firstUntoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly TaintEffect[],
): Taint | undefined {
  return taints?.find((taint) => hasEffect(taint, effects) && !isTolerated(taint, tolerations));
}

export function isTolerated(taint: Taint, tolerations: readonly Toleration[] | undefined): boolean {
  return tolerations?.some((toleration) => toleratesTaint(toleration, taint)) ?? false;
}

function hasEffect(taint: Taint, effects: readonly TaintEffect[]): boolean {
  return effects.some((effect) => effect === taint.effect);
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}
