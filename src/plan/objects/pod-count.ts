import type { PlannedObject } from './planned-object.ts';
import type { State } from './state.ts';
import { numberAt, replicasOf, textAt } from './workload.ts';

/** The autoscaler that decides about the size of a workload; of several, the first by name. */
export function scalerOf(workload: PlannedObject, state: State): PlannedObject | undefined {
  return scalersOf(workload, state)[0];
}

/** All autoscalers that name a workload as their target, by name. */
export function scalersOf(workload: PlannedObject, state: State): readonly PlannedObject[] {
  const { kind, name, namespace } = workload.reference;
  let byTarget = scalers.get(state);
  if (byTarget === undefined) scalers.set(state, (byTarget = scalersByTarget(state)));
  return byTarget.get(`${kind} ${namespace ?? ''}/${name}`) ?? [];
}

const scalers = new WeakMap<State, Map<string, PlannedObject[]>>();

function scalersByTarget(state: State): Map<string, PlannedObject[]> {
  const byTarget = new Map<string, PlannedObject[]>();
  for (const scaler of state.ofKind('HorizontalPodAutoscaler')) {
    if (scaler.malformed !== undefined) continue;
    const [kind, name] = ['kind', 'name'].map((field) => textAt(scaler.stated, 'spec', 'scaleTargetRef', field) ?? '');
    const key = `${kind ?? ''} ${scaler.reference.namespace ?? ''}/${name ?? ''}`;
    const known = byTarget.get(key);
    if (known === undefined) byTarget.set(key, [scaler]);
    else known.push(scaler);
  }
  for (const list of byTarget.values()) list.sort((a, b) => (a.reference.name < b.reference.name ? -1 : 1));
  return byTarget;
}

/** How many pods a workload has when it is left alone: an autoscaler keeps it within its bounds. Undefined where it depends on nodes or time. */
export function podCountOf(workload: PlannedObject, state: State): number | undefined {
  const replicas = replicasOf(workload.defaulted);
  const scaler = scalerOf(workload, state);
  if (replicas === undefined || replicas === 0 || scaler === undefined) return replicas;
  return Math.min(Math.max(replicas, numberAt(scaler.defaulted, 'spec', 'minReplicas') ?? 1), numberAt(scaler.defaulted, 'spec', 'maxReplicas') ?? replicas);
}
