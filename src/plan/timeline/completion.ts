import type { KubeObject } from '../../api/object.ts';
import { fieldOf, listAt, numberAt, textAt } from '../objects/workload.ts';

/** Whether a workload has reached what its spec says, as `kubectl rollout status` sees it. */
export function isComplete(workload: KubeObject): boolean {
  const observed = numberAt(workload, 'status', 'observedGeneration');
  if (observed !== undefined && observed < (numberAt(workload, 'metadata', 'generation') ?? 0)) return false;
  const status = (name: string): number => numberAt(workload, 'status', name) ?? 0;
  const replicas = numberAt(workload, 'spec', 'replicas') ?? 1;
  switch (workload.kind) {
    case 'Deployment':
      return status('updatedReplicas') === replicas && status('replicas') === replicas && status('availableReplicas') === replicas;
    case 'StatefulSet': {
      if (status('readyReplicas') !== replicas || status('replicas') !== replicas || status('availableReplicas') !== replicas) return false;
      const partition = numberAt(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
      if (textAt(workload, 'spec', 'updateStrategy', 'type') === 'OnDelete') return true;
      return status('updatedReplicas') >= replicas - partition || textAt(workload, 'status', 'currentRevision') === textAt(workload, 'status', 'updateRevision');
    }
    case 'DaemonSet': {
      const desired = status('desiredNumberScheduled');
      const updated = textAt(workload, 'spec', 'updateStrategy', 'type') === 'OnDelete' || status('updatedNumberScheduled') >= desired;
      return updated && status('numberAvailable') >= desired;
    }
    case 'Job':
      return fieldOf(workload, 'spec', 'suspend') === true || conditionOf(workload, 'Complete')?.status === 'True';
    case 'ReplicaSet':
    case 'ReplicationController':
      return status('availableReplicas') === replicas && status('replicas') === replicas;
    case 'Pod':
      return conditionOf(workload, 'Ready')?.status === 'True' || textAt(workload, 'status', 'phase') === 'Succeeded';
    default:
      return true;
  }
}

export interface StatusCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionOf(object: KubeObject, type: string): StatusCondition | undefined {
  const found = listAt(object, 'status', 'conditions').find((condition) => textAt(condition, 'type') === type);
  if (found === undefined) return undefined;
  return { type, status: textAt(found, 'status') ?? '', reason: textAt(found, 'reason') ?? '', message: textAt(found, 'message') ?? '' };
}
