import type { KubeObject } from '../../api/object.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { fieldOf, numberAt, podTemplateOf } from '../objects/workload.ts';
import type { Rollout } from '../plan-model.ts';

/** Adds to each rollout the disruption budget that asks for the most healthy pods, as the disruption controller counted it in the end. */
export function withBudgets(rollouts: readonly Rollout[], after: readonly KubeObject[]): Rollout[] {
  const budgets = after.filter(({ kind }) => kind === 'PodDisruptionBudget');
  if (budgets.length === 0) return [...rollouts];
  const labels = new Map(after.flatMap((object) => (podTemplateOf(object) === undefined ? [] : [[keyOf(object.kind, object.metadata.namespace, object.metadata.name), podTemplateOf(object)?.metadata?.labels]])));
  return rollouts.map((rollout) => {
    const { kind, namespace, name } = rollout.object;
    const podLabels = labels.get(keyOf(kind, namespace, name));
    const asking = budgets
      .filter((budget) => budget.metadata.namespace === namespace && matchesLabelSelector(fieldOf(budget, 'spec', 'selector') as LabelSelector | undefined, podLabels))
      .map((budget) => ({ name: budget.metadata.name ?? '', desiredHealthy: numberAt(budget, 'status', 'desiredHealthy') ?? 0 }));
    const strictest = asking.reduce<(typeof asking)[number] | undefined>((best, budget) => (best === undefined || budget.desiredHealthy > best.desiredHealthy ? budget : best), undefined);
    return strictest === undefined ? rollout : { ...rollout, budget: strictest };
  });
}

function keyOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name ?? ''}`;
}
