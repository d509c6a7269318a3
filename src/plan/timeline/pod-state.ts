import { isReady, isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import type { Pod } from '../../sim/objects.ts';
import type { PodPhase } from '../plan-model.ts';

/** What a pod is doing, in the words of the plan. */
export function phaseOf(pod: Pod): PodPhase {
  if (isTerminal(pod)) return 'finished';
  if (isTerminating(pod)) return 'terminating';
  if (pod.spec?.nodeName === undefined || pod.spec.nodeName === '') return 'pending';
  if (isReady(pod)) return 'ready';
  return pod.status?.phase === 'Running' ? 'unready' : 'starting';
}

/** Why the containers of a pod wait, as `kubectl get pods` shows it: `CrashLoopBackOff`, `ImagePullBackOff`; or what holds up their creation. */
export function waitingReason(pod: Pod): string | undefined {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const status of statuses) {
    const { reason, message } = status.state?.waiting ?? {};
    if (reason === 'ContainerCreating' && message !== undefined) return message;
    if (reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing') return reason;
  }
  return undefined;
}

/** The scheduler's message while no node takes the pod. */
export function unschedulableMessage(pod: Pod): string | undefined {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return condition?.status === 'False' ? condition.message : undefined;
}
