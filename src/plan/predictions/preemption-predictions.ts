import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PodDisruptionBudget, Pod } from '../../sim/objects.ts';
import { templatePath } from '../objects/workload.ts';
import { isPod } from '../timeline/owners.ts';
import { workloadName } from '../timeline/placements.ts';
import { count, listed } from '../words.ts';
import { type Prediction, type PredictionContext, type Predictor } from './prediction.ts';

interface Push {
  readonly by: KubeObject;
  readonly pod: Pod | undefined;
  readonly victims: string[];
  readonly nodes: Set<string>;
  readonly sinceMs: number;
}

/** Pods that others push out: who, for whom, and which budgets that breaks. One prediction for each workload that pushes. */
export const preemptionPredictions: Predictor = (context) => {
  const { after, run, owners } = context;
  const pods = new Map([...run.before, ...run.entries.map(({ object }) => object)].filter(isPod).map((pod) => [`${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`, pod]));
  const pushes = new Map<string, Push>();
  for (const { pod: name, victims, node, nominatedNode, timeMs } of run.decisions) {
    if (victims.length === 0) continue;
    const pod = pods.get(name);
    const by = pod === undefined ? undefined : owners.workloadOf(pod);
    if (by === undefined) continue;
    const push = pushes.get(by.metadata.uid ?? name) ?? { by, pod, victims: [], nodes: new Set(), sinceMs: timeMs };
    push.victims.push(...victims.filter((victim) => !push.victims.includes(victim)));
    push.nodes.add(nominatedNode ?? node ?? 'a node');
    pushes.set(by.metadata.uid ?? name, push);
  }
  return [...pushes.values()].map((push): Prediction => {
    const { by, pod, victims, nodes } = push;
    const object = after.get(by.kind, by.metadata.namespace, by.metadata.name ?? '');
    const prefix = object === undefined ? undefined : templatePath(object.stated)?.join('.');
    const targets = victims.flatMap((victim) => pods.get(victim) ?? []);
    const priorities = [...new Set(targets.map(({ spec }) => spec?.priority ?? 0))].sort((a, b) => a - b);
    const from = listed([...new Set(targets.map((target) => `${owners.workloadOf(target).kind} ${workloadName(owners.workloadOf(target))}`))].sort());
    const broken = brokenBudgets(targets, push.sinceMs, context);
    return {
      rule: 'plan/preempts-pods',
      object,
      path: object === undefined ? undefined : `${prefix === undefined ? 'spec' : `${prefix}.spec`}.priorityClassName`,
      message: `${by.kind} ${workloadName(by)} (priority ${pod?.spec?.priority ?? 0}) pushes ${count(victims.length, 'pod')} of ${from} (priority ${priorities.join(', ')}) off ${listed([...nodes].sort())}: ${listed(victims)}; ${broken.length === 0 ? 'no disruption budget is broken' : `this breaks ${listed(broken)}`}`,
    };
  });
};

/** Budgets of the victims that have fewer healthy pods than they ask for at some moment from the preemption on. */
function brokenBudgets(victims: readonly Pod[], sinceMs: number, { run }: PredictionContext): string[] {
  const lowest = new Map<string, PodDisruptionBudget>();
  for (const { object, timeMs } of run.entries) {
    if (object.kind !== 'PodDisruptionBudget' || timeMs < sinceMs) continue;
    const budget = object as PodDisruptionBudget;
    const known = lowest.get(budget.metadata.uid ?? '');
    if (victims.some((victim) => victim.metadata.namespace === budget.metadata.namespace && matchesLabelSelector(budget.spec?.selector, victim.metadata.labels)) && (known === undefined || spare(budget) < spare(known))) lowest.set(budget.metadata.uid ?? '', budget);
  }
  return [...lowest.values()]
    .filter((budget) => spare(budget) < 0)
    .map((budget) => `PodDisruptionBudget ${budget.metadata.name ?? ''} (${budget.status?.currentHealthy ?? 0} healthy of the ${budget.status?.desiredHealthy ?? 0} that it asks for)`)
    .sort();
}

function spare({ status }: PodDisruptionBudget): number {
  return (status?.currentHealthy ?? 0) - (status?.desiredHealthy ?? 0);
}
