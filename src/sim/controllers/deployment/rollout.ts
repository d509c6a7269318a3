import type { Pod, ReplicaSet } from '../../objects.ts';
import { availableScaleDown, newReplicaSetSize, proportionalScale, removableReplicas, replicasOf, sumOfSpecReplicas, sumOfStatus, unhealthyScaleDown, isRollingUpdate } from './arithmetic.ts';
import { desiredReplicasAnnotation, revisionOf } from './annotations.ts';
import { isComplete } from './conditions.ts';
import { newAndOldReplicaSets, scaleReplicaSet, type NewAndOld, type Sync, type SyncFailure } from './replica-sets.ts';
import { syncRolloutStatus, syncStatus, type StatusOutcome } from './status.ts';

const DEFAULT_HISTORY_LIMIT = 10;

/** One step of a rolling update (pkg/controller/deployment/rolling.go, v1.36): first up, else down, else done. */
export function rollingUpdate(sync: Sync): StatusOutcome | SyncFailure {
  const sets = newAndOldReplicaSets(sync, true);
  if ('failed' in sets) return sets;
  const up = scaleUpNew(sync, sets);
  if (up.scaled) return syncRolloutStatus(sync, up.sets);
  const down = scaleDownOld(sync, up.sets);
  if (!down.scaled && isComplete(sync.deployment, sync.deployment.status ?? {})) cleanUpHistory(sync, down.sets.oldSets);
  return syncRolloutStatus(sync, down.sets);
}

/** Recreate (pkg/controller/deployment/recreate.go, v1.36): all old pods have to end before the first new one is made. */
export function recreate(sync: Sync, podsOf: (set: ReplicaSet) => Iterable<Pod>): StatusOutcome | SyncFailure {
  const found = newAndOldReplicaSets(sync, false);
  if ('failed' in found) return found;
  const down = scaleAll(sync, found, (set) => (found.oldSets.includes(set) ? 0 : undefined));
  if (down.scaled) return syncRolloutStatus(sync, down.sets);
  if (hasRunningOldPods(found, podsOf)) return syncRolloutStatus(sync, found);
  const sets = newAndOldReplicaSets(sync, true);
  if ('failed' in sets) return sets;
  const up = scaleUpNew(sync, sets);
  if (isComplete(sync.deployment, sync.deployment.status ?? {})) cleanUpHistory(sync, up.sets.oldSets);
  return syncRolloutStatus(sync, up.sets);
}

/** Scaling, also of a paused Deployment: no rollout (sync in pkg/controller/deployment/sync.go, v1.36). */
export function scaleOnly(sync: Sync): StatusOutcome | SyncFailure {
  const found = newAndOldReplicaSets(sync, false);
  if ('failed' in found) return found;
  const sets = scale(sync, found);
  if (sync.deployment.spec?.paused === true) cleanUpHistory(sync, sets.oldSets);
  return syncStatus(sync, sets);
}

/** Whether the wanted size has changed since an active ReplicaSet was last scaled. */
export function isScalingEvent(sync: Sync, sets: NewAndOld): boolean {
  const replicas = replicasOf(sync.deployment);
  return sets.all.some((set) => replicasOf(set) > 0 && (desiredReplicasAnnotation(set) ?? replicas) !== replicas);
}

interface Scaled {
  readonly scaled: boolean;
  readonly sets: NewAndOld;
}

function scaleUpNew(sync: Sync, sets: NewAndOld): Scaled {
  const { newSet } = sets;
  if (newSet === undefined) return { scaled: false, sets };
  const current = replicasOf(newSet);
  const wanted = replicasOf(sync.deployment);
  if (current === wanted) return { scaled: false, sets };
  const size = current > wanted ? wanted : newReplicaSetSize(sync.deployment, sets.all, current);
  return scaleAll(sync, sets, (set) => (set === newSet ? size : undefined));
}

function scaleDownOld(sync: Sync, sets: NewAndOld): Scaled {
  const activeOld = sets.oldSets.filter((set) => replicasOf(set) > 0);
  if (sumOfSpecReplicas(activeOld) === 0) return { scaled: false, sets };
  const removable = removableReplicas(sync.deployment, sets.all, sets.newSet);
  if (removable <= 0) return { scaled: false, sets };
  const unhealthy = unhealthyScaleDown(activeOld, removable);
  const cleaned = scaleAll(sync, sets, (set) => unhealthy.find((step) => step.set === set)?.replicas);
  const stillActive = cleaned.sets.oldSets.filter((set) => replicasOf(set) > 0);
  const available = availableScaleDown(sync.deployment, cleaned.sets.all, stillActive);
  const down = scaleAll(sync, cleaned.sets, (set) => available.find((step) => step.set === set)?.replicas);
  return { scaled: cleaned.scaled || down.scaled, sets: down.sets };
}

/** Scales those ReplicaSets for which `sizeOf` gives a size, in order; the result holds them as they are afterwards. */
function scaleAll(sync: Sync, sets: NewAndOld, sizeOf: (set: ReplicaSet) => number | undefined): Scaled {
  let scaled = false;
  const next = (set: ReplicaSet): ReplicaSet => {
    const size = sizeOf(set);
    if (size === undefined) return set;
    const result = scaleReplicaSet(sync, set, size);
    scaled ||= result.scaled;
    return result.set;
  };
  const oldSets = sets.oldSets.map(next);
  const newSet = sets.newSet === undefined ? undefined : next(sets.newSet);
  return { scaled, sets: { newSet, oldSets, all: newSet === undefined ? oldSets : [...oldSets, newSet] } };
}

function scale(sync: Sync, sets: NewAndOld): NewAndOld {
  const replicas = replicasOf(sync.deployment);
  const activeOrLatest = findActiveOrLatest(sets);
  if (activeOrLatest !== undefined) {
    return replicasOf(activeOrLatest) === replicas ? sets : scaleAll(sync, sets, (set) => (set === activeOrLatest ? replicas : undefined)).sets;
  }
  if (isSaturated(sync, sets.newSet)) return scaleAll(sync, sets, (set) => (set !== sets.newSet && replicasOf(set) > 0 ? 0 : undefined)).sets;
  if (!isRollingUpdate(sync.deployment)) return sets;
  const steps = proportionalScale(sync.deployment, sets.all.filter((set) => replicasOf(set) > 0));
  return scaleAll(sync, sets, (set) => steps.find((step) => step.set === set)?.replicas).sets;
}

/** The only active ReplicaSet; when none is active the newest; undefined when several are (FindActiveOrLatest). */
function findActiveOrLatest(sets: NewAndOld): ReplicaSet | undefined {
  const active = sets.all.filter((set) => replicasOf(set) > 0);
  if (active.length > 1) return undefined;
  return active[0] ?? sets.newSet ?? sets.oldSets.at(-1);
}

/** The new ReplicaSet alone has all the replicas that are wanted, available (IsSaturated). */
function isSaturated(sync: Sync, newSet: ReplicaSet | undefined): boolean {
  if (newSet === undefined) return false;
  const replicas = replicasOf(sync.deployment);
  return replicasOf(newSet) === replicas && desiredReplicasAnnotation(newSet) === replicas && (newSet.status?.availableReplicas ?? 0) === replicas;
}

function hasRunningOldPods(sets: NewAndOld, podsOf: (set: ReplicaSet) => Iterable<Pod>): boolean {
  if (sumOfStatus(sets.oldSets, 'replicas') > 0) return true;
  for (const set of sets.oldSets) {
    for (const pod of podsOf(set)) if (pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded') return true;
  }
  return false;
}

/** Deletes the oldest revisions that nothing runs any more, beyond the limit (cleanupDeployment). */
function cleanUpHistory(sync: Sync, oldSets: readonly ReplicaSet[]): void {
  const limit = sync.deployment.spec?.revisionHistoryLimit ?? DEFAULT_HISTORY_LIMIT;
  const alive = oldSets.filter((set) => set.metadata.deletionTimestamp === undefined).sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of alive.slice(0, Math.max(0, alive.length - limit))) {
    const settled = (set.status?.replicas ?? 0) === 0 && replicasOf(set) === 0 && (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0);
    if (settled) sync.client.delete(set);
  }
}
