import { equalJson } from '../../../api/json.ts';
import type { DaemonSetStatus } from '../../../api/types/apps-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { controllerOf, keyFor, objectKey, type DaemonSet, type Node, type Pod } from '../../objects.ts';
import { isAvailable, isReady, isTerminal, isTerminating } from '../../pods/conditions.ts';
import { hashOf, revisionsOf, REVISION_HASH_LABEL, truncateHistory, updateRevisionOf } from '../history.ts';
import { claim, ownersConcerned } from '../ownership.ts';
import { createPod, deletePod, podFromTemplate } from '../pod-control.ts';
import { slowStartBatch } from '../slow-start.ts';
import { eligibility, templateForNode } from './eligibility.ts';
import { FailedPodBackoff } from './failed-pod-backoff.ts';
import { isUpdated, limitsOf, rollingUpdateStep, type Actions } from './rolling-update.ts';

/** BurstReplicas in pkg/controller/daemon/daemon_controller.go. */
const BURST_REPLICAS = 250;
const DEFAULT_HISTORY_LIMIT = 10;
/** The check after minReadySeconds comes this much later, so that it does not come too early. */
const READY_CHECK_MARGIN_MS = 1000;

/** One sync of one DaemonSet. */
interface Sync {
  readonly context: ComponentContext;
  readonly client: Client;
  readonly queue: WorkQueue;
  readonly key: string;
  readonly set: DaemonSet;
  readonly nodes: readonly Node[];
  /** The hash of the revision that pods should have. */
  readonly hash: string;
  readonly backoff: FailedPodBackoff;
}

/** Models pkg/controller/daemon/daemon_controller.go and update.go, v1.36. Nodes are taken by name, where the real order is random. */
export function startDaemonSetController(context: ComponentContext): void {
  const client = clientOf(context, 'daemonset-controller');
  const backoff = new FailedPodBackoff();
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, queue, backoff));
  client.watch('DaemonSet.apps', ({ object }) => queue.add(objectKey(object)));
  client.watch('Pod', ({ object, previous }) => {
    for (const key of ownersConcerned(client, 'DaemonSet.apps', 'DaemonSet', (owner) => (owner as DaemonSet).spec?.selector, object, previous)) queue.add(key);
    if (previous !== undefined && !isReady(previous) && isReady(object)) checkAfterMinReady(client, queue, object);
  });
  client.watch('Node', ({ type, object, previous }) => {
    if (type === 'deleted' || (previous !== undefined && equalJson(previous.spec, object.spec) && equalJson(previous.metadata.labels, object.metadata.labels))) return;
    for (const set of client.list('DaemonSet.apps')) queue.add(objectKey(set));
  });
}

function checkAfterMinReady(client: Client, queue: WorkQueue, pod: Pod): void {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet') return;
  const minReadySeconds = client.get('DaemonSet.apps', pod.metadata.namespace, owner.name)?.spec?.minReadySeconds ?? 0;
  if (minReadySeconds > 0) queue.addAfter(keyFor(pod.metadata.namespace, owner.name), minReadySeconds * 1000 + READY_CHECK_MARGIN_MS);
}

function reconcile(key: string, context: ComponentContext, client: Client, queue: WorkQueue, backoff: FailedPodBackoff): ReconcileResult {
  const set = client.getByKey('DaemonSet.apps', key);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return undefined;
  const hash = hashOf(updateRevisionOf(client, set, revisionsOf(client, set)));
  const nodes = [...client.list('Node')].sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
  const sync: Sync = { context, client, queue, key, set, nodes, hash, backoff };
  const failure = manage(sync);
  updateStatus(sync);
  return failure === undefined ? undefined : { failed: failure };
}

/** First every node gets the pods that it should have; a sync in which nothing had to be done for that takes the next step of the update. */
function manage(sync: Sync): string | undefined {
  const podsByNode = podsByTargetNode(sync);
  const podsToDelete: Pod[] = [];
  const nodesNeedingPods: string[] = [];
  for (const node of sync.nodes) {
    const pods = podsByNode.get(node.metadata.name ?? '');
    const verdict = eligibility(sync.set, node);
    if (verdict.shouldRun && pods === undefined) nodesNeedingPods.push(node.metadata.name ?? '');
    else if (verdict.shouldContinueRunning) podsToDelete.push(...surplusPods(sync, node, pods ?? []));
    else podsToDelete.push(...(pods ?? []).filter((pod) => !isTerminating(pod)));
  }
  podsToDelete.push(...unscheduledOnMissingNodes(sync, podsByNode));
  if (podsToDelete.length + nodesNeedingPods.length > 0) return carryOut(sync, { podsToDelete, nodesNeedingPods });
  return sync.set.spec?.updateStrategy?.type === 'OnDelete' ? undefined : rollOut(sync);
}

function rollOut(sync: Sync): string | undefined {
  const podsByNode = new Map(podsByTargetNode(sync));
  let desired = 0;
  for (const node of sync.nodes) {
    if (!eligibility(sync.set, node).shouldRun) continue;
    desired += 1;
    const name = node.metadata.name ?? '';
    if (!podsByNode.has(name)) podsByNode.set(name, []);
  }
  const step = rollingUpdateStep(sync.set, new Map([...podsByNode].sort(([a], [b]) => (a < b ? -1 : 1))), sync.hash, limitsOf(sync.set, desired), sync.client.clock.epochMs);
  const failure = carryOut(sync, step);
  truncate(sync, podsByNode);
  return failure;
}

/** Pods by the node that they are on or meant for. Those that have ended and are being deleted no longer count. */
function podsByTargetNode({ client, set }: Sync): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of claim<Pod>(client, set, 'Pod', set.spec?.selector)) {
    if (isTerminal(pod) && isTerminating(pod)) continue;
    const node = targetNode(pod);
    const pods = byNode.get(node);
    if (pods === undefined) byNode.set(node, [pod]);
    else pods.push(pod);
  }
  for (const pods of byNode.values()) pods.sort(byAge);
  return byNode;
}

export function targetNode(pod: Pod): string {
  if ((pod.spec?.nodeName ?? '') !== '') return pod.spec?.nodeName ?? '';
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const term of terms) for (const field of term.matchFields ?? []) if (field.key === 'metadata.name' && field.operator === 'In') return field.values?.[0] ?? '';
  return '';
}

/** Scheduled ones first, then the oldest (podByCreationTimestampAndPhase). */
function byAge(a: Pod, b: Pod): number {
  const scheduled = Number((b.spec?.nodeName ?? '') !== '') - Number((a.spec?.nodeName ?? '') !== '');
  if (scheduled !== 0) return scheduled;
  const [timeA, timeB] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  return (a.metadata.uid ?? '') < (b.metadata.uid ?? '') ? -1 : 1;
}

/** Pods of a node that have to go: ended ones, and all but the oldest, or during a surge all but one of each revision (podsShouldBeOnNode). */
function surplusPods(sync: Sync, node: Node, pods: readonly Pod[]): Pod[] {
  const surplus: Pod[] = [];
  const running: Pod[] = [];
  for (const pod of pods) {
    if (isTerminating(pod)) continue;
    if (pod.status?.phase === 'Failed') {
      if (mayReplaceFailed(sync, node, pod)) surplus.push(pod);
    } else if (pod.status?.phase === 'Succeeded') {
      sync.context.recorder.event(sync.set, 'Normal', 'SucceededDaemonPod', `Found succeeded daemon pod ${objectKey(pod)} on node ${node.metadata.name ?? ''}, will try to delete it`, sync.client.by);
      surplus.push(pod);
    } else running.push(pod);
  }
  if (running.length <= 1) return surplus;
  if (scaledSurge(sync.set) === 0) return [...surplus, ...running.slice(1)];
  return [...surplus, ...surplusDuringSurge(sync, running)];
}

function surplusDuringSurge({ set, hash, client }: Sync, running: readonly Pod[]): Pod[] {
  const newest = running.filter((pod) => isUpdated(pod, hash));
  const old = running.filter((pod) => !isUpdated(pod, hash));
  const surplus = [...newest.slice(1), ...old.slice(1)];
  const [newPod, oldPod] = [newest[0], old[0]];
  if (newPod === undefined || oldPod === undefined) return surplus;
  return !isReady(oldPod) || isAvailable(newPod, set.spec?.minReadySeconds ?? 0, client.clock.epochMs) ? [...surplus, oldPod] : surplus;
}

function scaledSurge(set: DaemonSet): number {
  return limitsOf(set, 100).surge;
}

/** A run that waits for everything to settle waits no longer for pods that fail so often that the next try is this far away. */
const GIVEN_UP_MS = 60_000;

function mayReplaceFailed(sync: Sync, node: Node, pod: Pod): boolean {
  const { set, context, client } = sync;
  const backoffKey = `${set.metadata.uid ?? ''}/${set.metadata.generation ?? 0}/${node.metadata.name ?? ''}`;
  const delayMs = sync.backoff.delayMs(backoffKey, context.loop.nowMs);
  if (delayMs > 0) {
    sync.queue.addAfter(sync.key, delayMs, { background: delayMs > GIVEN_UP_MS });
    return false;
  }
  sync.backoff.next(backoffKey, context.loop.nowMs);
  context.recorder.event(set, 'Warning', 'FailedDaemonPod', `Found failed daemon pod ${objectKey(pod)} on node ${node.metadata.name ?? ''}, will try to kill it`, client.by);
  return true;
}

/** Pods that wait for a node that is not there any more. */
function unscheduledOnMissingNodes({ nodes }: Sync, podsByNode: ReadonlyMap<string, readonly Pod[]>): Pod[] {
  const known = new Set(nodes.map((node) => node.metadata.name ?? ''));
  return [...podsByNode].filter(([name]) => !known.has(name)).flatMap(([, pods]) => pods.filter((pod) => (pod.spec?.nodeName ?? '') === '' && !isTerminating(pod)));
}

function carryOut(sync: Sync, { podsToDelete, nodesNeedingPods }: Actions): string | undefined {
  const { context, client, set, hash } = sync;
  const { failure } = slowStartBatch(Math.min(nodesNeedingPods.length, BURST_REPLICAS), (index) => {
    const created = createPod(client, context.recorder, podFromTemplate(templateForNode(set.spec?.template, hash, nodesNeedingPods[index] ?? ''), set), set);
    return created.ok ? undefined : created.message;
  });
  let failed = failure;
  for (const pod of podsToDelete.slice(0, BURST_REPLICAS)) failed = deletePod(client, context.recorder, pod, set) ?? failed;
  return failed;
}

function updateStatus(sync: Sync): void {
  const { client, key, hash, queue } = sync;
  const set = client.getByKey('DaemonSet.apps', key);
  if (set === undefined) return;
  const status = daemonSetStatus({ ...sync, set }, podsByTargetNode(sync), hash);
  if (!equalJson(set.status, status)) client.updateStatus({ ...set, status } as DaemonSet);
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  if (minReadySeconds > 0 && status.numberReady !== status.numberAvailable) queue.addAfter(key, minReadySeconds * 1000);
}

/** The counts by node: of several pods on a node the oldest counts (updateDaemonSetStatus). */
function daemonSetStatus({ set, nodes, client }: Sync, podsByNode: ReadonlyMap<string, readonly Pod[]>, hash: string): DaemonSetStatus {
  const counts = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberAvailable: 0, numberMisscheduled: 0, numberReady: 0, updatedNumberScheduled: 0 };
  for (const node of nodes) {
    const [pod] = podsByNode.get(node.metadata.name ?? '') ?? [];
    if (!eligibility(set, node).shouldRun) {
      if (pod !== undefined) counts.numberMisscheduled += 1;
      continue;
    }
    counts.desiredNumberScheduled += 1;
    if (pod === undefined) continue;
    counts.currentNumberScheduled += 1;
    if (isReady(pod)) counts.numberReady += 1;
    if (isAvailable(pod, set.spec?.minReadySeconds ?? 0, client.clock.epochMs)) counts.numberAvailable += 1;
    if (isUpdated(pod, hash)) counts.updatedNumberScheduled += 1;
  }
  return { ...counts, numberUnavailable: counts.desiredNumberScheduled - counts.numberAvailable, observedGeneration: set.metadata.generation };
}

function truncate({ client, set, hash }: Sync, podsByNode: ReadonlyMap<string, readonly Pod[]>): void {
  const live = new Set([hash, ...[...podsByNode.values()].flat().map((pod) => pod.metadata.labels?.[REVISION_HASH_LABEL] ?? '')]);
  truncateHistory(client, revisionsOf(client, set), (revision) => live.has(hashOf(revision)), set.spec?.revisionHistoryLimit ?? DEFAULT_HISTORY_LIMIT);
}
