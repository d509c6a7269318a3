import { equalJson } from '../../../api/json.ts';
import { compareKubernetesVersions } from '../../../api/kubernetes-version.ts';
import type { DeploymentCondition, DeploymentStatus } from '../../../api/types/apps-v1.ts';
import type { ReplicaSet } from '../../objects.ts';
import { fencepostsOf, replicasOf, sumOfSpecReplicas, sumOfStatus } from './arithmetic.ts';
import { conditionOf, deadlineEpochMs, hasProgressDeadline, isComplete, isProgressing, isTimedOut, REASON, withCondition, without } from './conditions.ts';
import type { NewAndOld, Sync, SyncFailure } from './replica-sets.ts';

/** What is left to do after a sync: look again after `recheckMs`, or at once with back-off. */
export interface StatusOutcome {
  readonly recheckMs?: number;
  readonly recheckRateLimited?: boolean;
}

/** The status with the counts and the Available condition (calculateStatus in pkg/controller/deployment/sync.go, v1.36). */
function calculateStatus(sync: Sync, sets: NewAndOld): DeploymentStatus & { conditions: DeploymentCondition[] } {
  const { deployment, client } = sync;
  const availableReplicas = sumOfStatus(sets.all, 'availableReplicas');
  const status: DeploymentStatus & { conditions: DeploymentCondition[] } = {
    observedGeneration: deployment.metadata.generation,
    replicas: sumOfStatus(sets.all, 'replicas'),
    updatedReplicas: sets.newSet?.status?.replicas ?? 0,
    readyReplicas: sumOfStatus(sets.all, 'readyReplicas'),
    availableReplicas,
    unavailableReplicas: Math.max(0, sumOfSpecReplicas(sets.all) - availableReplicas),
    conditions: deployment.status?.conditions ?? [],
  };
  if (compareKubernetesVersions(client.server.version, '1.35') >= 0) status.terminatingReplicas = sumOfStatus(sets.all, 'terminatingReplicas');
  if (deployment.status?.collisionCount !== undefined) status.collisionCount = deployment.status.collisionCount;
  const enough = availableReplicas >= replicasOf(deployment) - fencepostsOf(deployment).unavailable;
  const available: DeploymentCondition = enough
    ? { type: 'Available', status: 'True', reason: REASON.minimumAvailable, message: 'Deployment has minimum availability.' }
    : { type: 'Available', status: 'False', reason: REASON.minimumUnavailable, message: 'Deployment does not have minimum availability.' };
  status.conditions = [...withCondition(status.conditions, available, client.clock.timestamp)];
  return status;
}

/** The status after scaling: counts only (syncDeploymentStatus). */
export function syncStatus(sync: Sync, sets: NewAndOld): StatusOutcome | SyncFailure {
  return save(sync, calculateStatus(sync, sets)) ?? {};
}

/** The status during a rollout, with progress and deadline (syncRolloutStatus in pkg/controller/deployment/progress.go, v1.36). */
export function syncRolloutStatus(sync: Sync, sets: NewAndOld): StatusOutcome | SyncFailure {
  const status = calculateStatus(sync, sets);
  status.conditions = [...withFailures(withProgress(sync, sets, status), sync, sets)];
  const before = sync.deployment;
  const failure = save(sync, status);
  if (failure !== undefined) return failure;
  return equalJson(before.status, status) ? recheck(sync, status) : {};
}

function withProgress(sync: Sync, sets: NewAndOld, status: DeploymentStatus & { conditions: DeploymentCondition[] }): readonly DeploymentCondition[] {
  const { deployment, client } = sync;
  if (!hasProgressDeadline(deployment)) return without(status.conditions, 'Progressing');
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (status.replicas === status.updatedReplicas && current?.reason === REASON.available) return status.conditions;
  const name = sets.newSet?.metadata.name;
  const subject = name === undefined ? `Deployment "${deployment.metadata.name ?? ''}"` : `ReplicaSet "${name}"`;
  const { timestamp, epochMs } = client.clock;
  if (isComplete(deployment, status)) {
    return withCondition(status.conditions, { type: 'Progressing', status: 'True', reason: REASON.available, message: `${subject} has successfully progressed.` }, timestamp);
  }
  if (isProgressing(deployment.status ?? {}, status)) {
    const condition: DeploymentCondition = { type: 'Progressing', status: 'True', reason: REASON.updated, message: `${subject} is progressing.` };
    if (current?.status === 'True') condition.lastTransitionTime = current.lastTransitionTime;
    return withCondition(without(status.conditions, 'Progressing'), condition, timestamp);
  }
  if (!isTimedOut(deployment, status.conditions, epochMs)) return status.conditions;
  return withCondition(status.conditions, { type: 'Progressing', status: 'False', reason: REASON.timedOut, message: `${subject} has timed out progressing.` }, timestamp);
}

/** The ReplicaSets' failures become the Deployment's: that of the new one before others (getReplicaFailures). */
function withFailures(conditions: readonly DeploymentCondition[], sync: Sync, sets: NewAndOld): readonly DeploymentCondition[] {
  const failure = failureOf(sets.newSet) ?? sets.oldSets.map(failureOf).find((condition) => condition !== undefined);
  if (failure === undefined) return without(conditions, 'ReplicaFailure');
  return withCondition(conditions, { type: 'ReplicaFailure', status: failure.status, reason: failure.reason, message: failure.message, lastTransitionTime: failure.lastTransitionTime }, sync.client.clock.timestamp);
}

function failureOf(set: ReplicaSet | undefined): DeploymentCondition | undefined {
  return set?.status?.conditions?.find((condition) => condition.type === 'ReplicaFailure');
}

function save(sync: Sync, status: DeploymentStatus): SyncFailure | undefined {
  const updated = sync.client.updateStatus({ ...sync.deployment, status });
  if (!updated.ok) return { failed: updated.message };
  sync.deployment = updated.object;
  return undefined;
}

/** When the deadline is to be looked at again (requeueStuckDeployment): one second after it, at once when it is less than a second away. */
function recheck(sync: Sync, status: DeploymentStatus): StatusOutcome {
  const { deployment, client } = sync;
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || current === undefined || isComplete(deployment, status) || current.reason === REASON.timedOut) return {};
  const leftMs = deadlineEpochMs(deployment, current) - client.clock.epochMs;
  return leftMs < 1000 ? { recheckRateLimited: true } : { recheckMs: leftMs + 1000 };
}
