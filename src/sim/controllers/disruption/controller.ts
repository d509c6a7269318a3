import { equalJson } from '../../../api/json.ts';
import type { PodDisruptionBudgetStatus } from '../../../api/types/policy-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { controllerOf, kindKeyOf, objectKey, type Pod, type PodDisruptionBudget } from '../../objects.ts';
import { isReady } from '../../pods/conditions.ts';
import { podsMatching } from '../../pods/matching.ts';
import { SelectorIndex } from '../../store/selector-index.ts';
import { expectedAndDesired } from './arithmetic.ts';
import { withBudgetCondition } from './status.ts';

/** An eviction that was granted counts as done for so long, should the pod not go away (DeletionTimeout in pkg/controller/disruption). */
const DISRUPTED_POD_TIMEOUT_MS = 120_000;

/** Models pkg/controller/disruption/disruption.go, v1.36. */
export function startDisruptionController(context: ComponentContext): void {
  const client = clientOf(context, 'disruption-controller');
  const selectors = new SelectorIndex();
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, queue));
  client.watch('PodDisruptionBudget.policy', ({ type, object }) => {
    selectors.set(objectKey(object), object.metadata.namespace ?? '', type === 'deleted' ? undefined : object.spec?.selector);
    queue.add(objectKey(object));
  });
  client.watch('Pod', ({ object, previous }) => {
    const namespace = object.metadata.namespace ?? '';
    enqueueFirst(queue, selectors.matching(namespace, object.metadata.labels));
    if (previous !== undefined && previous.metadata.labels !== object.metadata.labels) enqueueFirst(queue, selectors.matching(namespace, previous.metadata.labels));
  });
}

/** A pod tells only one budget of its changes; of several (which evictions do not support anyway) the first by name. */
function enqueueFirst(queue: WorkQueue, keys: readonly string[]): void {
  const first = keys.length > 1 ? [...keys].sort()[0] : keys[0];
  if (first !== undefined) queue.add(first);
}

function reconcile(key: string, context: ComponentContext, client: Client, queue: WorkQueue): ReconcileResult {
  const budget = client.getByKey('PodDisruptionBudget.policy', key);
  if (budget === undefined) return undefined;
  const pods = podsMatching(client.indexes, budget.metadata.namespace ?? '', budget.spec?.selector);
  if (pods.length === 0) context.recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found', client.by);
  const expected = expectedAndDesired(budget, pods.length, () => sumOfScales(client, pods));
  const status = 'failed' in expected ? failedStatus(budget, expected.failed, client) : budgetStatus(budget, pods, expected, client);
  if (!equalJson(budget.status, status)) client.updateStatus({ ...budget, status } as PodDisruptionBudget);
  const recheckMs = Object.values(status.disruptedPods ?? {}).map((time) => DISRUPTED_POD_TIMEOUT_MS - client.clock.sinceMs(time as string));
  if (recheckMs.length > 0) queue.addAfter(key, Math.min(...recheckMs));
  return undefined;
}

function budgetStatus(budget: PodDisruptionBudget, pods: readonly Pod[], expected: { readonly expected: number; readonly desired: number }, client: Client): PodDisruptionBudgetStatus {
  const disruptedPods = stillDisrupted(budget, pods, client);
  const currentHealthy = pods.filter((pod) => countsAsHealthy(pod, disruptedPods)).length;
  const allowed = Math.max(0, currentHealthy - expected.desired);
  const disruptionsAllowed = expected.expected <= 0 ? 0 : allowed;
  const status: PodDisruptionBudgetStatus = {
    observedGeneration: budget.metadata.generation,
    currentHealthy,
    desiredHealthy: expected.desired,
    expectedPods: expected.expected,
    disruptionsAllowed,
    conditions: withBudgetCondition(budget, disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods', '', client.clock.timestamp),
  };
  if (Object.keys(disruptedPods).length > 0) status.disruptedPods = disruptedPods;
  return status;
}

function failedStatus(budget: PodDisruptionBudget, message: string, client: Client): PodDisruptionBudgetStatus {
  return { ...budget.status, disruptionsAllowed: 0, conditions: withBudgetCondition(budget, 'SyncFailed', message, client.clock.timestamp) } as PodDisruptionBudgetStatus;
}

function countsAsHealthy(pod: Pod, disrupted: Readonly<Record<string, string>>): boolean {
  return pod.metadata.deletionTimestamp === undefined && disrupted[pod.metadata.name ?? ''] === undefined && isReady(pod);
}

/** Granted evictions whose pods are still there and not yet being deleted (buildDisruptedPodMap). */
function stillDisrupted(budget: PodDisruptionBudget, pods: readonly Pod[], client: Client): Record<string, string> {
  const disrupted: Record<string, string> = {};
  const entries = (budget.status?.disruptedPods ?? {}) as Record<string, string>;
  for (const pod of pods) {
    const name = pod.metadata.name ?? '';
    const since = entries[name];
    if (since !== undefined && pod.metadata.deletionTimestamp === undefined && client.clock.sinceMs(since) < DISRUPTED_POD_TIMEOUT_MS) disrupted[name] = since;
  }
  return disrupted;
}

/** The wanted replicas of all controllers of the pods, each counted once; pods without one count nothing (getExpectedScale). */
function sumOfScales(client: Client, pods: readonly Pod[]): number | { readonly failed: string } {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (owner === undefined || scales.has(owner.uid)) continue;
    const top = topOwner(client, pod.metadata.namespace ?? '', owner);
    if (top === undefined) return { failed: `found no controllers for pod "${pod.metadata.name ?? ''}"` };
    scales.set(top.uid, top.replicas);
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0);
}

function topOwner(client: Client, namespace: string, owner: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly uid: string }): { readonly uid: string; readonly replicas: number } | undefined {
  const object = client.store.get(kindKeyOf(owner.apiVersion, owner.kind), namespace, owner.name);
  if (object === undefined || object.metadata.uid !== owner.uid) return undefined;
  const parent = owner.kind === 'ReplicaSet' ? controllerOf(object) : undefined;
  if (parent !== undefined) return topOwner(client, namespace, parent);
  const spec = (object as { readonly spec?: { readonly replicas?: number } }).spec;
  if (!SCALABLE.has(owner.kind) && spec?.replicas === undefined) return undefined;
  return { uid: owner.uid, replicas: spec?.replicas ?? 1 };
}

const SCALABLE = new Set(['ReplicaSet', 'Deployment', 'StatefulSet', 'ReplicationController']);

