import type { PlannedObject } from './planned-object.ts';
import type { State } from './state.ts';
import { numberAt, replicasOf, textAt } from './workload.ts';

/** The autoscaler that decides about the size of a workload. */
export function scalerOf(workload: PlannedObject, state: State): PlannedObject | undefined {
  const { kind, name, namespace } = workload.reference;
  return state.ofKind('HorizontalPodAutoscaler', namespace).find(({ stated, malformed }) => malformed === undefined && textAt(stated, 'spec', 'scaleTargetRef', 'kind') === kind && textAt(stated, 'spec', 'scaleTargetRef', 'name') === name);
}

/** How many pods a workload has when it is left alone: an autoscaler keeps it within its bounds. Undefined where it depends on nodes or time. */
export function podCountOf(workload: PlannedObject, state: State): number | undefined {
  const replicas = replicasOf(workload.defaulted);
  const scaler = scalerOf(workload, state);
  if (replicas === undefined || replicas === 0 || scaler === undefined) return replicas;
  return Math.min(Math.max(replicas, numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1), numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? replicas);
}
