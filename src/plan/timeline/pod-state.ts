import { namedClaim } from '../../api/pod-resource-claims.ts';
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
    if (reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing') return statuses.length === 1 ? reason : `${reason} of container ${status.name ?? ''}`;
  }
  return undefined;
}

/** The scheduler's message while no node takes the pod; our own for what it passes over in silence. */
export function unschedulableMessage(pod: Pod): string | undefined {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition !== undefined) return condition.status === 'False' ? condition.message : undefined;
  return (pod.spec?.nodeName ?? '') === '' ? awaitedClaims(pod) : undefined;
}

/** The scheduler does not try a pod, and says nothing of it, before all its ResourceClaims are there. */
function awaitedClaims({ spec, status }: Pod): string | undefined {
  const entries = (spec?.resourceClaims ?? []).map((entry) => ({ entry, named: namedClaim(entry, status) }));
  const templates = entries.flatMap(({ entry, named }) => (named.kind === 'awaited' ? [entry.resourceClaimTemplateName ?? ''] : []));
  if (templates.length > 0) return `not tried before its ResourceClaim is made from the template ${templates.join(' and ')}`;
  const claims = entries.flatMap(({ named }) => (named.kind === 'named' ? [named.name] : []));
  return claims.length === 0 ? undefined : `not tried before the ResourceClaim ${claims.join(' and ')} is there`;
}
