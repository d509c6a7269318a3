import type { KubeObject } from '../../api/object.ts';
import { isReady } from '../../sim/pods/conditions.ts';
import type { Pod } from '../../sim/objects.ts';
import { count } from '../words.ts';
import { wantedReplicas } from './workload-tracker.ts';
import { conditionOf } from './completion.ts';
import { phaseOf, unschedulableMessage, waitingReason } from './pod-state.ts';

/** Why a workload does not get further, with the words that `kubectl describe` shows; undefined when nothing says it. */
export function stallReason(workload: KubeObject, pods: readonly Pod[], replicaSets: readonly KubeObject[], failedCreate: string | undefined): string | undefined {
  const refusal = conditionOf(workload, 'ReplicaFailure') ?? replicaSets.map((set) => conditionOf(set, 'ReplicaFailure')).find((condition) => condition?.status === 'True');
  if (refusal?.status === 'True') return refusal.message;
  const missing = pods.filter((pod) => phaseOf(pod) !== 'terminating' && phaseOf(pod) !== 'finished').length < wantedReplicas(workload);
  if (failedCreate !== undefined && missing) return failedCreate;
  const pending = pods.filter((pod) => phaseOf(pod) === 'pending');
  const message = pending.map(unschedulableMessage).find((text) => text !== undefined);
  if (message !== undefined) return `${count(pending.length, 'pod')} pending: ${message}`;
  const broken = pods.filter((pod) => ['starting', 'unready'].includes(phaseOf(pod)) && !isReady(pod));
  if (broken.length > 0) {
    const reasons = [...new Set(broken.map((pod) => waitingReason(pod) ?? conditionOf(pod, 'Ready')?.message ?? '').filter((text) => text !== ''))];
    return `${count(broken.length, 'pod')} never ready${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}`;
  }
  const failed = conditionOf(workload, 'Failed');
  if (failed?.status === 'True') return `${failed.reason}: ${failed.message}`;
  const progressing = conditionOf(workload, 'Progressing');
  return progressing?.status === 'False' ? `${progressing.reason}: ${progressing.message}` : undefined;
}
