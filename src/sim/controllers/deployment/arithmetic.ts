import type { Deployment, ReplicaSet } from '../../objects.ts';
import { scaledValue } from '../int-or-percent.ts';
import { maxReplicasAnnotation } from './annotations.ts';

/** How far a rolling update may go above and below the wanted number of replicas. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

const DEFAULT_FENCEPOST = '25%';

/** ResolveFenceposts, MaxSurge and MaxUnavailable in pkg/controller/deployment/util/deployment_util.go, v1.36. */
export function fencepostsOf(deployment: Deployment): Fenceposts {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return { surge: 0, unavailable: 0 };
  const rolling = deployment.spec?.strategy?.rollingUpdate;
  const surge = scaledValue(rolling?.maxSurge ?? DEFAULT_FENCEPOST, replicas, true);
  const floor = scaledValue(rolling?.maxUnavailable ?? DEFAULT_FENCEPOST, replicas, false);
  const unavailable = surge === 0 && floor === 0 ? 1 : floor;
  return { surge, unavailable: replicas === 0 ? 0 : Math.min(unavailable, replicas) };
}

export function replicasOf(object: Deployment | ReplicaSet): number {
  return object.spec?.replicas ?? 1;
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type !== 'Recreate';
}

export function sumOfSpecReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + replicasOf(set), 0);
}

export function sumOfStatus(sets: readonly ReplicaSet[], field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas'): number {
  return sets.reduce((sum, set) => sum + (set.status?.[field] ?? 0), 0);
}

/** How large the new ReplicaSet should be now (NewRSNewReplicas). `all` includes it unless it is yet to be made. */
export function newReplicaSetSize(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return replicas;
  const room = replicas + fencepostsOf(deployment).surge - sumOfSpecReplicas(all);
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}

/** What a rolling update may take away from old ReplicaSets, counting what the new one still has to bring up (reconcileOldReplicaSets). */
export function removableReplicas(deployment: Deployment, all: readonly ReplicaSet[], newSet: ReplicaSet | undefined): number {
  const minAvailable = replicasOf(deployment) - fencepostsOf(deployment).unavailable;
  const newUnavailable = newSet === undefined ? 0 : replicasOf(newSet) - (newSet.status?.availableReplicas ?? 0);
  return sumOfSpecReplicas(all) - minAvailable - newUnavailable;
}

export interface ScaleStep {
  readonly set: ReplicaSet;
  readonly replicas: number;
}

/** Old replicas that are not available go first, oldest ReplicaSet first (cleanupUnhealthyReplicas). `old` is sorted by age. */
export function unhealthyScaleDown(old: readonly ReplicaSet[], limit: number): ScaleStep[] {
  const steps: ScaleStep[] = [];
  let left = limit;
  for (const set of old) {
    const unhealthy = replicasOf(set) - (set.status?.availableReplicas ?? 0);
    if (left <= 0) break;
    if (replicasOf(set) === 0 || unhealthy <= 0) continue;
    const count = Math.min(left, unhealthy);
    steps.push({ set, replicas: replicasOf(set) - count });
    left -= count;
  }
  return steps;
}

/** Then available ones, as far as enough remain available (scaleDownOldReplicaSetsForRollingUpdate). `old` is sorted by age. */
export function availableScaleDown(deployment: Deployment, all: readonly ReplicaSet[], old: readonly ReplicaSet[]): ScaleStep[] {
  let left = sumOfStatus(all, 'availableReplicas') - (replicasOf(deployment) - fencepostsOf(deployment).unavailable);
  const steps: ScaleStep[] = [];
  for (const set of old) {
    if (left <= 0) break;
    if (replicasOf(set) === 0) continue;
    const count = Math.min(replicasOf(set), left);
    steps.push({ set, replicas: replicasOf(set) - count });
    left -= count;
  }
  return steps;
}

/** Shares a change of the wanted size among the active ReplicaSets in proportion to their sizes (scale and GetReplicaSetProportion). */
export function proportionalScale(deployment: Deployment, active: readonly ReplicaSet[]): ScaleStep[] {
  const replicas = replicasOf(deployment);
  const allowed = replicas > 0 ? replicas + fencepostsOf(deployment).surge : 0;
  const toAdd = allowed - sumOfSpecReplicas(active);
  const sorted = toAdd === 0 ? [...active] : [...active].sort((a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sizes = sorted.map((set) => {
    const share = toAdd === 0 ? 0 : proportion(deployment, set, toAdd, added);
    added += share;
    return replicasOf(set) + share;
  });
  return sorted.map((set, index) => {
    const size = sizes[index] ?? 0;
    return { set, replicas: index === 0 && toAdd !== 0 ? Math.max(0, size + toAdd - added) : size };
  });
}

function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  if (replicasOf(set) === 0 || toAdd === added) return 0;
  const share = fraction(deployment, set);
  const allowed = toAdd - added;
  return toAdd > 0 ? Math.min(share, allowed) : Math.max(share, allowed);
}

function fraction(deployment: Deployment, set: ReplicaSet): number {
  const replicas = replicasOf(deployment);
  if (replicas === 0) return -replicasOf(set);
  const before = maxReplicasAnnotation(set) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((replicasOf(set) * (replicas + fencepostsOf(deployment).surge)) / before) - replicasOf(set);
}

/** Older first; those made in the same second by name (ReplicaSetsByCreationTimestamp). */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [timeA, timeB] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  const [nameA, nameB] = [a.metadata.name ?? '', b.metadata.name ?? ''];
  return nameA < nameB ? -1 : nameA > nameB ? 1 : 0;
}
