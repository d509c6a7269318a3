import type { PodDisruptionBudget, Pod } from '../objects.ts';
import { isReady, isTerminal, withPodCondition } from '../pods/conditions.ts';
import type { DeleteOptions } from '../request.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { ApiServer } from './api-server.ts';
import { notFound, refused, type Refused, type WriteResult } from './result.ts';

/** More granted evictions than this wait for their pods to go: no further ones are granted (MaxDisruptedPodSize). */
const MAX_DISRUPTED_PODS = 2000;

/** The eviction subresource: deletes a pod if its disruption budget allows it (pkg/registry/core/pod/storage/eviction.go, v1.36). */
export function evictPod(server: ApiServer, namespace: string, name: string, options: DeleteOptions, by: string): WriteResult {
  const pod = server.store.get('Pod', namespace, name);
  if (pod === undefined) return notFound('pods', name);
  if (!ignoresBudgets(pod)) {
    const refusal = takeFromBudget(server, pod, by);
    if (refusal !== undefined) return refusal;
  }
  addDisruptionTarget(server, pod, by);
  return server.delete('Pod', namespace, name, options, by);
}

/** Pods that do not run anything: not bound yet, ended, or ending (canIgnorePDB). */
function ignoresBudgets(pod: Pod): boolean {
  return pod.status?.phase === 'Pending' || isTerminal(pod) || pod.metadata.deletionTimestamp !== undefined;
}

function takeFromBudget(server: ApiServer, pod: Pod, by: string): Refused | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const budgets = (server.indexes.byNamespace('PodDisruptionBudget.policy').list(namespace) as PodDisruptionBudget[]).filter((budget) => matchesLabelSelector(budget.spec?.selector, pod.metadata.labels));
  const [budget] = budgets;
  if (budget === undefined) return undefined;
  if (budgets.length > 1) return refused(500, 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  if (!isReady(pod) && unhealthyMayGo(budget)) return undefined;
  return checkAndDecrement(server, budget, pod, by);
}

/** Pods that are not ready may go without being counted: always, or as long as the budget is met (unhealthyPodEvictionPolicy). */
function unhealthyMayGo(budget: PodDisruptionBudget): boolean {
  if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

function checkAndDecrement(server: ApiServer, budget: PodDisruptionBudget, pod: Pod, by: string): Refused | undefined {
  const status = budget.status ?? {};
  const name = budget.metadata.name ?? '';
  const disrupted = (status.disruptedPods ?? {}) as Record<string, string>;
  if ((status.observedGeneration ?? 0) < (budget.metadata.generation ?? 0)) return tooMany(`The disruption budget ${name} is still being processed by the server.`);
  const allowed = status.disruptionsAllowed ?? 0;
  if (allowed < 0) return refused(403, 'pdb disruptions allowed is negative');
  if (Object.keys(disrupted).length > MAX_DISRUPTED_PODS) return refused(403, 'DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  if (allowed === 0) {
    return tooMany(`The disruption budget ${name} needs ${status.desiredHealthy ?? 0} healthy pods and has ${status.currentHealthy ?? 0} currently`);
  }
  const next = { ...status, disruptionsAllowed: allowed - 1, disruptedPods: { ...disrupted, [pod.metadata.name ?? '']: server.clock.timestamp } };
  server.updateStatus({ ...budget, status: next } as PodDisruptionBudget, by);
  return undefined;
}

function tooMany(cause: string): Refused {
  return refused(429, "Cannot evict pod as it would violate the pod's disruption budget.", [{ path: '', reason: 'DisruptionBudget', message: cause }]);
}

function addDisruptionTarget(server: ApiServer, pod: Pod, by: string): void {
  if (isTerminal(pod)) return;
  const condition = { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' };
  const conditions = withPodCondition(pod.status?.conditions ?? [], condition, server.clock.timestamp);
  server.updateStatus({ ...pod, status: { ...pod.status, conditions } } as Pod, by);
}
