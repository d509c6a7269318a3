import type { KubeObject } from '../../api/object.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { fieldOf, numberAt, podTemplateOf } from '../objects/workload.ts';
import type { Rollout } from '../plan-model.ts';

/** The disruption budget over the pods of a workload that asks for the most healthy ones, as the disruption controller counted it in the end. */
export function strictestBudget(workload: KubeObject, objects: readonly KubeObject[]): Rollout['budget'] {
  const labels = podTemplateOf(workload)?.metadata?.labels;
  let strictest: Rollout['budget'];
  for (const budget of objectsOfKind(objects, 'PodDisruptionBudget')) {
    if (budget.metadata.namespace !== workload.metadata.namespace || !matchesLabelSelector(fieldOf(budget, 'spec', 'selector') as LabelSelector | undefined, labels)) continue;
    const desiredHealthy = numberAt(budget, 'status', 'desiredHealthy') ?? 0;
    if (strictest === undefined || desiredHealthy > strictest.desiredHealthy) strictest = { name: budget.metadata.name ?? '', desiredHealthy };
  }
  return strictest;
}
