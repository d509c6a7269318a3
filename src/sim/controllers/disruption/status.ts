import type { Condition } from '../../../api/types/meta-v1.ts';
import type { PodDisruptionBudget } from '../../objects.ts';

/** The conditions of a budget with `DisruptionAllowed` for the given reason. */
export function withBudgetCondition(budget: PodDisruptionBudget, reason: 'SufficientPods' | 'InsufficientPods' | 'SyncFailed', message: string, timestamp: string): Condition[] {
  const type = 'DisruptionAllowed';
  const status = reason === 'SufficientPods' ? 'True' : 'False';
  const conditions = budget.status?.conditions ?? [];
  const old = conditions.find((condition) => condition.type === type);
  const next: Condition = { type, status, reason, message, lastTransitionTime: old?.status === status ? old.lastTransitionTime : timestamp, observedGeneration: budget.metadata.generation };
  return old === undefined ? [...conditions, next] : conditions.map((condition) => (condition === old ? next : condition));
}
