import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { controllerOf, objectKey, type Deployment, type Pod, type ReplicaSet } from '../../objects.ts';
import { claim, ownersConcerned } from '../ownership.ts';
import { conditionOf, hasProgressDeadline, REASON, withCondition } from './conditions.ts';
import { ProgressPatience } from './patience.ts';
import { newAndOldReplicaSets, syncContext, withStatus, type Sync, type SyncFailure } from './replica-sets.ts';
import { isScalingEvent, recreate, rollingUpdate, scaleOnly } from './rollout.ts';
import { syncStatus, type StatusOutcome } from './status.ts';

/** Models pkg/controller/deployment/deployment_controller.go, v1.36. */
export function startDeploymentController(context: ComponentContext): void {
  const client = clientOf(context, 'deployment-controller');
  const patience = new ProgressPatience();
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, queue, patience));
  client.watch('Deployment.apps', ({ type, object }) => {
    if (type === 'deleted') patience.forget(object.metadata.uid ?? '');
    queue.add(objectKey(object));
  });
  client.watch('ReplicaSet.apps', ({ object, previous }) => {
    for (const key of ownersConcerned(client, 'Deployment.apps', 'Deployment', (owner) => (owner as Deployment).spec?.selector, object, previous)) queue.add(key);
  });
  client.watch('Pod', ({ type, object, previous }) => {
    const key = type === 'created' ? undefined : recreatedDeployment(client, object, previous);
    if (key !== undefined) queue.add(key);
  });
}

function reconcile(key: string, context: ComponentContext, client: Client, queue: WorkQueue, patience: ProgressPatience): ReconcileResult {
  const deployment = client.getByKey('Deployment.apps', key);
  if (deployment === undefined) return undefined;
  const sets = claim<ReplicaSet>(client, deployment, 'ReplicaSet.apps', deployment.spec?.selector);
  const outcome = syncDeployment(syncContext(context, deployment, sets, client));
  if ('failed' in outcome) return outcome;
  if (outcome.recheckRateLimited === true) return { failed: 'the progress deadline is less than a second away' };
  if (outcome.recheckMs !== undefined) queue.addAfter(key, outcome.recheckMs, { background: !patience.isWorthWaiting(client.getByKey('Deployment.apps', key) ?? deployment) });
  else queue.stopWaitingFor(key);
  return undefined;
}

function syncDeployment(sync: Sync): StatusOutcome | SyncFailure {
  if (sync.deployment.metadata.deletionTimestamp !== undefined) return statusOnly(sync);
  const failure = syncPausedCondition(sync);
  if (failure !== undefined) return failure;
  if (sync.deployment.spec?.paused === true) return scaleOnly(sync);
  const sets = newAndOldReplicaSets(sync, false);
  if ('failed' in sets) return sets;
  if (isScalingEvent(sync, sets)) return scaleOnly(sync);
  if (sync.deployment.spec?.strategy?.type === 'Recreate') return recreate(sync, (set) => podsOf(sync.client, set));
  return rollingUpdate(sync);
}

function statusOnly(sync: Sync): StatusOutcome | SyncFailure {
  const sets = newAndOldReplicaSets(sync, false);
  return 'failed' in sets ? sets : syncStatus(sync, sets);
}

/** Pausing and resuming is written into the Progressing condition, so that the deadline counts from the resume (checkPausedConditions). */
function syncPausedCondition(sync: Sync): SyncFailure | undefined {
  const { deployment, client } = sync;
  if (!hasProgressDeadline(deployment)) return undefined;
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (current?.reason === REASON.timedOut) return undefined;
  const paused = deployment.spec?.paused === true;
  if (paused === (current?.reason === REASON.paused)) return undefined;
  const next = { type: 'Progressing', status: 'Unknown', reason: paused ? REASON.paused : REASON.resumed, message: paused ? 'Deployment is paused' : 'Deployment is resumed' };
  const conditions = withCondition(deployment.status?.conditions ?? [], next, client.clock.timestamp);
  const updated = client.updateStatus(withStatus(deployment, { conditions: [...conditions] }));
  if (!updated.ok) return { failed: updated.message };
  sync.deployment = updated.object;
  return undefined;
}

function podsOf(client: Client, set: ReplicaSet): Iterable<Pod> {
  return client.indexes.byController('Pod').get(set.metadata.uid ?? '') as Iterable<Pod>;
}

/** A Deployment that recreates waits for its last pod to end: the key of that of a pod that has ended or is gone. */
function recreatedDeployment(client: Client, pod: Pod, previous: Pod | undefined): string | undefined {
  const setRef = controllerOf(pod) ?? (previous === undefined ? undefined : controllerOf(previous));
  if (setRef?.kind !== 'ReplicaSet') return undefined;
  const set = client.get('ReplicaSet.apps', pod.metadata.namespace, setRef.name);
  const owner = set === undefined ? undefined : controllerOf(set);
  if (owner?.kind !== 'Deployment') return undefined;
  const deployment = client.get('Deployment.apps', pod.metadata.namespace, owner.name);
  return deployment?.spec?.strategy?.type === 'Recreate' ? objectKey(deployment) : undefined;
}
