import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { amountsOf, podRequests } from '../../api/effective-requests.ts';
import { formatQuantity, parseQuantity } from '../../api/quantity.ts';
import { scaledValue } from '../../sim/controllers/int-or-percent.ts';
import { podCountOf, scalerOf } from '../objects/pod-count.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, numberAt, podSpecOf, podTemplateOf, textAt } from '../objects/workload.ts';
import type { ChangeRun } from '../timeline/run-change.ts';
import { listed } from '../words.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Autoscalers that fight or cannot measure, replicas that vanish, budgets that block. */
export const scalingPredictions: Predictor = (context) => [
  ...context.after.workloads.flatMap((workload) => scaledWorkload(workload, context)),
  ...context.after.ofKind('PodDisruptionBudget').flatMap((budget) => blockingBudget(budget, context)),
  ...overlappingBudgets(context),
];

function scaledWorkload(workload: PlannedObject, { before, after, changes, run }: Parameters<Predictor>[0]): Prediction[] {
  const scaler = scalerOf(workload, after);
  const old = before.get(workload.reference.kind, workload.reference.namespace, workload.reference.name);
  const predictions: Prediction[] = [];
  const [was, is] = [numberAt(old?.stated, 'spec', 'replicas'), numberAt(workload.stated, 'spec', 'replicas')];
  const name = `${workload.reference.kind} ${shortName(workload)}`;
  if (was !== undefined && was > 1 && is === undefined && fieldOf(workload.defaulted, 'spec', 'replicas') === 1) {
    predictions.push({ rule: 'plan/replicas-dropped', object: workload, path: 'spec.replicas', message: `${name} drops from ${was} pods to the default of 1${scaler === undefined ? '' : `, until HorizontalPodAutoscaler ${scaler.reference.name} acts`}` });
  }
  if (scaler === undefined || !touches(changes, [workload, scaler])) return predictions;
  const bounds = `${numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1} to ${numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? 0}`;
  predictions.push(...beyondQuota(workload, scaler, run));
  if (is !== undefined) {
    predictions.push({ rule: 'plan/hpa-fights-manifest', object: workload, path: 'spec.replicas', message: `each apply sets ${name} to ${is} pods, HorizontalPodAutoscaler ${scaler.reference.name} decides between ${bounds}` });
  }
  const unmeasured = resourceMetrics(scaler).filter((resource) => (podSpecOf(workload.defaulted)?.containers ?? []).some((container) => fieldOf(container, 'resources', 'requests', resource) === undefined && fieldOf(container, 'resources', 'limits', resource) === undefined));
  if (unmeasured.length > 0) {
    predictions.push({ rule: 'plan/hpa-without-requests', object: scaler, path: 'spec.metrics', message: `HorizontalPodAutoscaler ${shortName(scaler)} measures ${listed(unmeasured)} against requests that ${name} does not state in every container` });
  }
  return predictions;
}

/** What the quotas of the namespace would have to hold if the autoscaler went to its upper bound, beside what runs in the end. */
function beyondQuota(workload: PlannedObject, scaler: PlannedObject, run: ChangeRun): Prediction[] {
  const most = numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? 0;
  const now = run.after.find(({ kind, metadata }) => kind === workload.reference.kind && metadata.name === workload.reference.name && metadata.namespace === workload.reference.namespace);
  const more = most - (numberAt(now, 'spec', 'replicas') ?? 0);
  if (more <= 0) return [];
  const perPod = new Map([...podRequests(podSpecOf(workload.defaulted) ?? {})].flatMap(([name, amount]) => [[name, amount] as const, [`requests.${name}`, amount] as const]));
  const one = parseQuantity(1);
  if (one !== undefined) perPod.set('pods', one);
  return run.after
    .filter(({ kind, metadata }) => kind === 'ResourceQuota' && metadata.namespace === workload.reference.namespace)
    .flatMap((quota) =>
      [...amountsOf(fieldOf(quota, 'spec', 'hard') as object | undefined)].flatMap(([resource, hard]): Prediction[] => {
        const used = amountsOf(fieldOf(quota, 'status', 'used') as object | undefined).get(resource)?.nanos ?? 0n;
        const wanted = used + (perPod.get(resource)?.nanos ?? 0n) * BigInt(more);
        if (wanted <= hard.nanos || !perPod.has(resource)) return [];
        const need = formatQuantity({ nanos: wanted, format: hard.format });
        return [{ rule: 'plan/hpa-beyond-limits', object: scaler, path: 'spec.maxReplicas', message: `with ${most} pods of ${workload.reference.kind} ${shortName(workload)} quota ${quota.metadata.name ?? ''} would have to hold ${need} of ${resource}, it allows ${formatQuantity(hard)}` }];
      }),
    );
}

/** The resources that an autoscaler compares with requests. */
function resourceMetrics(scaler: PlannedObject): string[] {
  const metrics = listAt(scaler.defaulted, 'spec', 'metrics');
  if (metrics.length === 0 && scaler.reference.apiVersion === 'autoscaling/v1') return fieldOf(scaler.stated, 'spec', 'targetCPUUtilizationPercentage') === undefined ? [] : ['cpu'];
  return metrics.filter((metric) => textAt(metric, 'resource', 'target', 'type') === 'Utilization').map((metric) => textAt(metric, 'resource', 'name') ?? '').filter((name) => name !== '');
}

function blockingBudget(budget: PlannedObject, { after, changes }: Parameters<Predictor>[0]): Prediction[] {
  if (budget.malformed !== undefined) return [];
  const protectedWorkloads = selected(budget, after).filter((workload) => !['Job', 'CronJob', 'DaemonSet'].includes(workload.reference.kind));
  if (protectedWorkloads.length === 0 || !touches(changes, [budget, ...protectedWorkloads])) return [];
  const pods = protectedWorkloads.reduce((sum, workload) => sum + (podCountOf(workload, after) ?? 0), 0);
  if (pods === 0 || allowedDisruptions(budget, pods) > 0) return [];
  const [field, value] = ['minAvailable', 'maxUnavailable'].map((name) => [name, fieldOf(budget.stated, 'spec', name)] as const).find(([, stated]) => stated !== undefined) ?? ['minAvailable', undefined];
  return [{ rule: 'plan/budget-blocks-drain', object: budget, path: `spec.${field}`, message: `PodDisruptionBudget ${shortName(budget)} lets none of ${pods === 1 ? 'its only pod' : `${pods} pods`} go (${field} ${String(value)}): a node that runs one of them cannot be drained` }];
}

/** How many of `pods` healthy pods may be evicted (getExpectedPodCount and updatePdbStatus in pkg/controller/disruption, v1.36). */
function allowedDisruptions(budget: PlannedObject, pods: number): number {
  const least = fieldOf(budget.defaulted, 'spec', 'minAvailable') as number | string | undefined;
  if (least !== undefined) return pods - scaledValue(least, pods, true);
  return scaledValue(fieldOf(budget.defaulted, 'spec', 'maxUnavailable') as number | string | undefined, pods, true);
}

function overlappingBudgets({ after, changes }: Parameters<Predictor>[0]): Prediction[] {
  return after.workloads.flatMap((workload): Prediction[] => {
    const budgets = after.ofKind('PodDisruptionBudget', workload.reference.namespace).filter((budget) => budget.malformed === undefined && selected(budget, after).includes(workload));
    if (budgets.length < 2 || !touches(changes, [workload, ...budgets])) return [];
    return [{ rule: 'plan/overlapping-budgets', object: budgets[1], path: 'spec.selector', message: `the pods of ${workload.reference.kind} ${shortName(workload)} are selected by PodDisruptionBudgets ${listed(budgets.map(({ reference }) => reference.name))}: they cannot be evicted at all` }];
  });
}

function selected(budget: PlannedObject, state: State): PlannedObject[] {
  const selector = fieldOf(budget.defaulted, 'spec', 'selector') as LabelSelector | undefined;
  return state.workloads.filter(({ reference, stated }) => reference.namespace === budget.reference.namespace && stated.metadata.ownerReferences === undefined && matchesLabelSelector(selector, podTemplateOf(stated)?.metadata?.labels));
}
