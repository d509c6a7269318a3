import type { KubeObject } from '../../../api/object.ts';
import type { LabelSelector } from '../../../api/types/meta-v1.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import type { Client } from '../../apiserver/client.ts';
import { controllerOf, objectKey, type Pod, type ReplicaSet } from '../../objects.ts';
import { isActive, isTerminating, untilAvailableMs } from '../../pods/conditions.ts';
import { claim, ownersConcerned } from '../ownership.ts';
import { createPod, deletePod, podFromTemplate } from '../pod-control.ts';
import { podsToDelete } from '../pod-ranks.ts';
import { BURST_REPLICAS, slowStartBatch } from '../slow-start.ts';
import type { Replicas } from './replicas.ts';
import { replicaSetStatus } from './status.ts';

interface Flavour {
  readonly kind: 'ReplicaSet.apps' | 'ReplicationController';
  readonly ownerKind: string;
  readonly by: string;
}

const REPLICA_SET: Flavour = { kind: 'ReplicaSet.apps', ownerKind: 'ReplicaSet', by: 'replicaset-controller' };
const REPLICATION_CONTROLLER: Flavour = { kind: 'ReplicationController', ownerKind: 'ReplicationController', by: 'replication-controller' };

export function startReplicaSetController(context: ComponentContext): void {
  start(context, REPLICA_SET);
}

export function startReplicationController(context: ComponentContext): void {
  start(context, REPLICATION_CONTROLLER);
}

/** Pods that a controller has made come back to it a moment later: others see before that what it has reported. */
const CREATION_SEEN_MS = 1;

/** Models pkg/controller/replicaset/replica_set.go, v1.36. Caches are never stale here, so there are no expectations. */
function start(context: ComponentContext, flavour: Flavour): void {
  const client = clientOf(context, flavour.by);
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, flavour, queue));
  client.store.watch(flavour.kind, ({ object, previous }) => {
    if (!isOwnReport(object, previous)) queue.add(objectKey(object));
  });
  client.watch('Pod', ({ type, object, previous }) => {
    for (const key of ownersConcerned(client, flavour.kind, flavour.ownerKind, selectorOf, object, previous)) {
      if (type === 'created' || isOnlyBound(object, previous)) queue.addAfter(key, CREATION_SEEN_MS);
      else queue.add(key);
    }
  });
}

/** The status that this controller has just written: caches are never stale, so it learns nothing from it. */
function isOwnReport(set: KubeObject, previous: KubeObject | undefined): boolean {
  if (previous === undefined || previous === set) return false;
  return (previous as Replicas).spec === (set as Replicas).spec && (previous as Replicas).status !== (set as Replicas).status && previous.metadata.deletionTimestamp === set.metadata.deletionTimestamp;
}

function isOnlyBound(pod: Pod, previous: Pod | undefined): boolean {
  return (previous?.spec?.nodeName ?? '') === '' && (pod.spec?.nodeName ?? '') !== '' && pod.metadata.deletionTimestamp === undefined;
}

function selectorOf(set: KubeObject): LabelSelector | undefined {
  const selector = (set as ReplicaSet).spec?.selector;
  return set.kind === 'ReplicationController' ? { matchLabels: selector as Record<string, string> } : selector;
}

function reconcile(key: string, context: ComponentContext, client: Client, flavour: Flavour, queue: WorkQueue): ReconcileResult {
  const set: Replicas | undefined = client.getByKey(flavour.kind, key);
  if (set === undefined) return undefined;
  const pods = claim<Pod>(client, set, 'Pod', selectorOf(set), (pod) => isActive(pod));
  const active = pods.filter(isActive);
  const terminating = pods.filter((pod) => isTerminating(pod)).length;
  const failure = set.metadata.deletionTimestamp === undefined ? manageReplicas(context, client, set, active) : undefined;
  const current = client.getByKey(flavour.kind, key) ?? set;
  client.updateStatus({ ...current, status: replicaSetStatus(current, active, terminating, failure, client.server) } as Replicas);
  if (failure !== undefined) return { failed: failure.message };
  const wakeMs = nextAvailabilityMs(active, set.spec?.minReadySeconds ?? 0, context.server.clock.epochMs);
  if (wakeMs !== undefined) queue.addAfter(key, wakeMs);
  return undefined;
}

/** Creates what is missing or deletes what is too much; returns what went wrong. */
function manageReplicas(context: ComponentContext, client: Client, set: Replicas, active: readonly Pod[]): { reason: 'FailedCreate' | 'FailedDelete'; message: string } | undefined {
  const difference = active.length - (set.spec?.replicas ?? 1);
  if (difference === 0) return undefined;
  if (difference < 0) {
    const { failure } = slowStartBatch(Math.min(-difference, BURST_REPLICAS), () => {
      const created = createPod(client, context.recorder, podFromTemplate(set.spec?.template, set), set);
      return created.ok ? undefined : created.message;
    });
    return failure === undefined ? undefined : { reason: 'FailedCreate', message: failure };
  }
  let failure: string | undefined;
  for (const pod of podsToDelete(active, relatedPods(client, set, active), Math.min(difference, BURST_REPLICAS), context.server.clock.epochMs)) {
    const failed = deletePod(client, context.recorder, pod, set);
    failure ??= failed;
  }
  return failure === undefined ? undefined : { reason: 'FailedDelete', message: failure };
}

/** The active pods of all sets with the same controller (getIndirectlyRelatedPods). */
function relatedPods(client: Client, set: Replicas, own: readonly Pod[]): readonly Pod[] {
  const owner = controllerOf(set);
  if (owner === undefined) return own;
  const related: Pod[] = [];
  for (const sibling of client.indexes.byController('ReplicaSet.apps').get(owner.uid)) {
    for (const pod of client.indexes.byController('Pod').get(sibling.metadata.uid ?? '')) if (isActive(pod)) related.push(pod);
  }
  return related;
}

/** Milliseconds until the next ready pod becomes available; undefined when none waits for that. */
function nextAvailabilityMs(pods: readonly Pod[], minReadySeconds: number, nowEpochMs: number): number | undefined {
  if (minReadySeconds === 0) return undefined;
  let next: number | undefined;
  for (const pod of pods) {
    const wait = untilAvailableMs(pod, minReadySeconds, nowEpochMs);
    if (wait !== undefined && wait > 0 && (next === undefined || wait < next)) next = wait;
  }
  return next;
}

