import type { StatefulSetStatus } from '../../../api/types/apps-v1.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../../objects.ts';
import { isAvailable, isReady, isTerminating } from '../../pods/conditions.ts';
import { replicasOf, revisionOfPod } from './identity.ts';

export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}

export function isRunningAndAvailable(pod: Pod, minReadySeconds: number, nowEpochMs: number): boolean {
  return pod.status?.phase === 'Running' && isAvailable(pod, minReadySeconds, nowEpochMs);
}

/** The counts over all pods of the set (updateStatus in pkg/controller/statefulset/stateful_set_control.go, v1.36). */
export function countedStatus(set: StatefulSet, revisions: Revisions, pods: readonly Pod[], nowEpochMs: number): StatefulSetStatus {
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  const [current, update] = [revisions.current.metadata.name ?? '', revisions.update.metadata.name ?? ''];
  const status = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0 };
  for (const pod of pods) {
    status.replicas += 1;
    if (isRunningAndReady(pod)) {
      status.readyReplicas += 1;
      if (isRunningAndAvailable(pod, minReadySeconds, nowEpochMs)) status.availableReplicas += 1;
    }
    if (isTerminating(pod)) continue;
    if (revisionOfPod(pod) === current) status.currentReplicas += 1;
    if (revisionOfPod(pod) === update) status.updatedReplicas += 1;
  }
  return { observedGeneration: set.metadata.generation, ...status, currentRevision: current, updateRevision: update, collisionCount: set.status?.collisionCount ?? 0 };
}

/** A rolling update that has reached all pods makes its revision the current one (completeRollingUpdate). */
export function completed(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const replicas = replicasOf(set);
  const isDone = set.spec?.updateStrategy?.type !== 'OnDelete' && status.updatedReplicas === replicas && status.readyReplicas === replicas && status.replicas === replicas;
  return isDone ? { ...status, currentReplicas: status.updatedReplicas, currentRevision: status.updateRevision } : status;
}
