import type { DeploymentCondition, DeploymentStatus } from '../../../api/types/apps-v1.ts';
import { parseTime } from '../../kernel/wall-clock.ts';
import { replicasOf } from './arithmetic.ts';
import type { Deployment } from '../../objects.ts';

/** The reasons of a Deployment's conditions (pkg/controller/deployment/util/deployment_util.go, v1.36). */
export const REASON = {
  created: 'NewReplicaSetCreated',
  createFailed: 'ReplicaSetCreateError',
  found: 'FoundNewReplicaSet',
  updated: 'ReplicaSetUpdated',
  available: 'NewReplicaSetAvailable',
  timedOut: 'ProgressDeadlineExceeded',
  paused: 'DeploymentPaused',
  resumed: 'DeploymentResumed',
  minimumAvailable: 'MinimumReplicasAvailable',
  minimumUnavailable: 'MinimumReplicasUnavailable',
} as const;

const DEFAULT_DEADLINE_SECONDS = 600;
const NO_DEADLINE = 2_147_483_647;

export function hasProgressDeadline(deployment: Deployment): boolean {
  return deployment.spec?.progressDeadlineSeconds !== NO_DEADLINE;
}

export function conditionOf(conditions: readonly DeploymentCondition[] | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** Sets a condition, at the end of the list; one that has the status and reason already stays as it is (SetDeploymentCondition). */
export function withCondition(conditions: readonly DeploymentCondition[], next: DeploymentCondition, timestamp: string): readonly DeploymentCondition[] {
  const current = conditionOf(conditions, next.type ?? '');
  if (current !== undefined && current.status === next.status && current.reason === next.reason) return conditions;
  const lastTransitionTime = next.lastTransitionTime ?? (current !== undefined && current.status === next.status ? current.lastTransitionTime : timestamp);
  return [...without(conditions, next.type ?? ''), { ...next, lastUpdateTime: timestamp, lastTransitionTime }];
}

export function without(conditions: readonly DeploymentCondition[], type: string): readonly DeploymentCondition[] {
  return conditions.some((condition) => condition.type === type) ? conditions.filter((condition) => condition.type !== type) : conditions;
}

/** All replicas are new, available, and no old ones are left (DeploymentComplete). */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** More replicas are new, ready or available than before, or fewer are old (DeploymentProgressing). */
export function isProgressing(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** Nothing has happened for longer than the deadline (DeploymentTimedOut). */
export function isTimedOut(deployment: Deployment, conditions: readonly DeploymentCondition[], nowEpochMs: number): boolean {
  if (!hasProgressDeadline(deployment)) return false;
  const progressing = conditionOf(conditions, 'Progressing');
  if (progressing === undefined || progressing.reason === REASON.available) return false;
  if (progressing.reason === REASON.timedOut) return true;
  return deadlineEpochMs(deployment, progressing) < nowEpochMs;
}

export function deadlineEpochMs(deployment: Deployment, progressing: DeploymentCondition): number {
  return (parseTime(progressing.lastUpdateTime ?? '') ?? 0) + (deployment.spec?.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS) * 1000;
}
