import { matchesLabels } from '../../../api/label-selector.ts';
import { compareKubernetesVersions } from '../../../api/kubernetes-version.ts';
import type { ReplicaSetCondition, ReplicaSetStatus } from '../../../api/types/apps-v1.ts';
import type { ApiServer } from '../../apiserver/api-server.ts';
import type { Pod } from '../../objects.ts';
import { isAvailable, isReady } from '../../pods/conditions.ts';
import type { Replicas } from './replicas.ts';

/** The status that follows from the active pods (calculateStatus in pkg/controller/replicaset/replica_set_utils.go, v1.36). */
export function replicaSetStatus(set: Replicas, active: readonly Pod[], terminating: number, failure: { readonly reason: string; readonly message: string } | undefined, server: ApiServer): ReplicaSetStatus {
  const labels = set.spec?.template?.metadata?.labels;
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  let fullyLabeledReplicas = 0;
  let readyReplicas = 0;
  let availableReplicas = 0;
  for (const pod of active) {
    if (matchesLabels(labels, pod.metadata.labels)) fullyLabeledReplicas += 1;
    if (!isReady(pod)) continue;
    readyReplicas += 1;
    if (isAvailable(pod, minReadySeconds, server.clock.epochMs)) availableReplicas += 1;
  }
  const status: ReplicaSetStatus = {
    replicas: active.length,
    fullyLabeledReplicas,
    readyReplicas,
    availableReplicas,
    observedGeneration: set.metadata.generation,
  };
  if (set.kind === 'ReplicaSet' && compareKubernetesVersions(server.version, '1.35') >= 0) status.terminatingReplicas = terminating;
  const conditions = failureConditions(set.status?.conditions ?? [], failure, server.clock.timestamp);
  if (conditions.length > 0) status.conditions = conditions;
  return status;
}

/** `ReplicaFailure` keeps the first failure until creating and deleting succeed again. */
function failureConditions(conditions: readonly ReplicaSetCondition[], failure: { readonly reason: string; readonly message: string } | undefined, timestamp: string): ReplicaSetCondition[] {
  const known = conditions.find((condition) => condition.type === 'ReplicaFailure');
  if (failure === undefined) return conditions.filter((condition) => condition !== known);
  if (known !== undefined) return [...conditions];
  return [...conditions, { type: 'ReplicaFailure', status: 'True', reason: failure.reason, message: failure.message, lastTransitionTime: timestamp }];
}
