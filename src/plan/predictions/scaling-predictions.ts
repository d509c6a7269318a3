import { secondVersionSpec } from '../../api/first-version-autoscaler.ts';
import { scalersOf } from '../objects/pod-count.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { fieldOf, listAt, numberAt, podSpecOf, textAt } from '../objects/workload.ts';
import { listed } from '../words.ts';
import { beyondRoom } from './autoscaler-room.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Autoscalers that fight, cannot measure or have no room, and replicas that vanish. */
export const scalingPredictions: Predictor = (context) => context.after.workloads.flatMap((workload) => scaledWorkload(workload, context));

function scaledWorkload(workload: PlannedObject, { before, after, changes, run, owners }: Parameters<Predictor>[0]): Prediction[] {
  const scalers = scalersOf(workload, after);
  const [scaler] = scalers;
  const old = before.get(workload.reference.kind, workload.reference.namespace, workload.reference.name);
  const predictions: Prediction[] = [];
  const [was, is] = [numberAt(old?.stated, 'spec', 'replicas'), numberAt(workload.stated, 'spec', 'replicas')];
  const name = `${workload.reference.kind} ${shortName(workload)}`;
  if (was !== undefined && was > 1 && is === undefined && fieldOf(workload.defaulted, 'spec', 'replicas') === 1) {
    predictions.push({ rule: 'plan/replicas-dropped', object: workload, path: 'spec.replicas', message: `${name} drops from ${was} pods to the default of 1${scaler === undefined ? '' : `, until HorizontalPodAutoscaler ${scaler.reference.name} acts`}` });
  }
  if (scaler === undefined || !touches(changes, [workload, ...scalers])) return predictions;
  predictions.push(...rivals(workload, scalers));
  const bounds = `${numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1} and ${numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? 0}`;
  predictions.push(...beyondRoom(workload, scaler, run, owners));
  if (is !== undefined) {
    predictions.push({ rule: 'plan/hpa-fights-manifest', object: workload, path: 'spec.replicas', message: `each apply sets ${name} to ${is} pods, HorizontalPodAutoscaler ${scaler.reference.name} decides between ${bounds}` });
  }
  const unmeasured = resourceMetrics(scaler).filter((resource) => (podSpecOf(workload.defaulted)?.containers ?? []).some((container) => fieldOf(container, 'resources', 'requests', resource) === undefined && fieldOf(container, 'resources', 'limits', resource) === undefined));
  if (unmeasured.length > 0) {
    predictions.push({ rule: 'plan/hpa-without-requests', object: scaler, path: 'spec.metrics', message: `HorizontalPodAutoscaler ${shortName(scaler)} measures ${listed(unmeasured)} against requests that ${name} does not state in every container` });
  }
  return predictions;
}

/**
 * Autoscalers of one workload: those whose bounds have no size in common undo each other's work in turn, all others stop scaling (validateAndParseSelector in
 * pkg/controller/podautoscaler/horizontal.go, v1.36).
 */
function rivals(workload: PlannedObject, scalers: readonly PlannedObject[]): Prediction[] {
  if (scalers.length < 2) return [];
  const bounds = scalers.map((scaler) => ({ name: scaler.reference.name, min: numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1, max: numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? 0 }));
  const names = listed(bounds.map(({ name, min, max }) => `${name} (${min} to ${max})`));
  const haveCommonSize = Math.max(...bounds.map(({ min }) => min)) <= Math.min(...bounds.map(({ max }) => max));
  const outcome = haveCommonSize ? 'once its size is within the bounds of all nobody scales it any more (AmbiguousSelector)' : 'no size is within the bounds of all, so each undoes what the others do, for ever';
  return [{ rule: 'plan/autoscalers-collide', object: scalers[1], path: 'spec.scaleTargetRef', message: `HorizontalPodAutoscalers ${names} scale ${workload.reference.kind} ${shortName(workload)}: ${outcome}` }];
}

/** The resources that an autoscaler compares with requests. */
function resourceMetrics(scaler: PlannedObject): string[] {
  const metrics: readonly unknown[] = scaler.reference.apiVersion === 'autoscaling/v1' ? (secondVersionSpec(scaler.defaulted).metrics ?? []) : listAt(scaler.defaulted, 'spec', 'metrics');
  return metrics.filter((metric) => textAt(metric, 'resource', 'target', 'type') === 'Utilization').map((metric) => textAt(metric, 'resource', 'name') ?? '').filter((name) => name !== '');
}
