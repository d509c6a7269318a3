import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { scaledValue } from '../../sim/controllers/int-or-percent.ts';
import { podCountOf } from '../objects/pod-count.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf } from '../objects/workload.ts';
import { listed } from '../words.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Disruption budgets that let nobody go, that several claim, or that protect nothing in particular. */
export const budgetPredictions: Predictor = (context) => [
  ...context.after.ofKind('PodDisruptionBudget').flatMap((budget) => [...blockingBudget(budget, context), ...spanningBudget(budget, context)]),
  ...overlappingBudgets(context),
];

function blockingBudget(budget: PlannedObject, { after, changes }: Parameters<Predictor>[0]): Prediction[] {
  if (budget.malformed !== undefined) return [];
  const protectedWorkloads = selected(budget, after).filter((workload) => !['Job', 'CronJob', 'DaemonSet'].includes(workload.reference.kind));
  if (protectedWorkloads.length === 0 || !touches(changes, [budget, ...protectedWorkloads])) return [];
  const pods = protectedWorkloads.reduce((sum, workload) => sum + (podCountOf(workload, after) ?? 0), 0);
  if (pods === 0 || allowedDisruptions(budget, pods) > 0) return [];
  const { field, value } = limitOf(budget);
  return [{ rule: 'plan/budget-blocks-drain', object: budget, path: `spec.${field}`, message: `PodDisruptionBudget ${shortName(budget)} lets none of ${pods === 1 ? 'its only pod' : `${pods} pods`} go (${field} ${String(value)}): a node that runs one of them cannot be drained` }];
}

/** How many of `pods` healthy pods may be evicted (getExpectedPodCount and updatePdbStatus in pkg/controller/disruption, v1.36). */
function allowedDisruptions(budget: PlannedObject, pods: number): number {
  const least = fieldOf(budget.defaulted, 'spec', 'minAvailable') as number | string | undefined;
  if (least !== undefined) return pods - scaledValue(least, pods, true);
  return scaledValue(fieldOf(budget.defaulted, 'spec', 'maxUnavailable') as number | string | undefined, pods, true);
}

/** One budget that counts the pods of several workloads together protects none of them. */
function spanningBudget(budget: PlannedObject, { after, changes }: Parameters<Predictor>[0]): Prediction[] {
  if (budget.malformed !== undefined) return [];
  const workloads = selected(budget, after).filter((workload) => podCountOf(workload, after) !== undefined && workload.reference.kind !== 'Pod');
  if (workloads.length < 2 || !touches(changes, [budget, ...workloads])) return [];
  const { field, value } = limitOf(budget);
  const pods = workloads.reduce((sum, workload) => sum + (podCountOf(workload, after) ?? 0), 0);
  return [{ rule: 'plan/budget-spans-workloads', object: budget, path: 'spec.selector', message: `PodDisruptionBudget ${shortName(budget)} counts the ${pods} pods of ${listed(workloads.map(({ reference }) => `${reference.kind} ${reference.name}`))} together (${field} ${String(value)}): all that may go can be pods of one of them; give each a budget of its own` }];
}

function limitOf(budget: PlannedObject): { readonly field: string; readonly value: unknown } {
  const field = ['minAvailable', 'maxUnavailable'].find((name) => fieldOf(budget.stated, 'spec', name) !== undefined) ?? 'minAvailable';
  return { field, value: fieldOf(budget.stated, 'spec', field) };
}

function overlappingBudgets({ after, changes }: Parameters<Predictor>[0]): Prediction[] {
  const budgetsOf = new Map<PlannedObject, PlannedObject[]>();
  for (const budget of after.ofKind('PodDisruptionBudget')) {
    if (budget.malformed !== undefined) continue;
    for (const workload of selected(budget, after)) budgetsOf.set(workload, [...(budgetsOf.get(workload) ?? []), budget]);
  }
  return after.workloads.flatMap((workload): Prediction[] => {
    const budgets = budgetsOf.get(workload) ?? [];
    if (budgets.length < 2 || !touches(changes, [workload, ...budgets])) return [];
    return [{ rule: 'plan/overlapping-budgets', object: budgets.find((budget) => touches(changes, [budget])) ?? budgets[1], path: 'spec.selector', message: `the pods of ${workload.reference.kind} ${shortName(workload)} are selected by PodDisruptionBudgets ${listed(budgets.map(({ reference }) => reference.name))}: they cannot be evicted at all` }];
  });
}

/** The workloads whose pods a budget selects. */
export function selected(budget: PlannedObject, state: State): PlannedObject[] {
  const selector = fieldOf(budget.defaulted, 'spec', 'selector') as LabelSelector | undefined;
  return state.selectedBy(selector, budget.reference.namespace).filter(({ stated }) => stated.metadata.ownerReferences === undefined);
}
