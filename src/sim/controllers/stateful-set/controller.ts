import { equalJson } from '../../../api/json.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { objectKey, type Pod, type StatefulSet } from '../../objects.ts';
import { untilAvailableMs } from '../../pods/conditions.ts';
import { revisionsOf, truncateHistory, updateRevisionOf } from '../history.ts';
import { claim, ownersConcerned } from '../ownership.ts';
import { ordinalOf, revisionOfPod } from './identity.ts';
import { completed, type Revisions } from './status.ts';
import { updateStatefulSet } from './update.ts';

const DEFAULT_HISTORY_LIMIT = 10;

/** Models pkg/controller/statefulset/stateful_set.go, v1.36. */
export function startStatefulSetController(context: ComponentContext): void {
  const client = clientOf(context, 'statefulset-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, context, client, queue));
  client.watch('StatefulSet.apps', ({ object }) => queue.add(objectKey(object)));
  client.watch('Pod', ({ object, previous }) => {
    for (const key of ownersConcerned(client, 'StatefulSet.apps', 'StatefulSet', (owner) => (owner as StatefulSet).spec?.selector, object, previous)) queue.add(key);
  });
  client.watch('PersistentVolumeClaim', ({ type, object }) => {
    if (type === 'deleted') for (const set of client.indexes.byNamespace('StatefulSet.apps').get(object.metadata.namespace ?? '')) queue.add(objectKey(set));
  });
}

function reconcile(key: string, context: ComponentContext, client: Client, queue: WorkQueue): ReconcileResult {
  const set = client.getByKey('StatefulSet.apps', key);
  if (set === undefined) return undefined;
  const pods = claim<Pod>(client, set, 'Pod', set.spec?.selector, (pod) => ordinalOf(set, pod) !== undefined).filter((pod) => ordinalOf(set, pod) !== undefined);
  context.loop.charge(pods.length);
  const revisions = currentAndUpdate(client, set);
  const { status, failed } = updateStatefulSet({ client, recorder: context.recorder, set, revisions, pods });
  const next = completed(set, status);
  if (!equalJson(set.status, next)) client.updateStatus({ ...set, status: next } as StatefulSet);
  truncate(client, set, revisions, pods);
  if (failed !== undefined) return { failed };
  const wakeMs = nextAvailabilityMs(pods, set.spec?.minReadySeconds ?? 0, client.clock.epochMs);
  if (wakeMs !== undefined) queue.addAfter(key, wakeMs);
  return undefined;
}

function currentAndUpdate(client: Client, set: StatefulSet): Revisions {
  const revisions = revisionsOf(client, set);
  const update = updateRevisionOf(client, set, revisions);
  const current = revisions.find((revision) => revision.metadata.name === set.status?.currentRevision && revision.metadata.name !== update.metadata.name);
  return { current: current ?? update, update };
}

function truncate(client: Client, set: StatefulSet, { current, update }: Revisions, pods: readonly Pod[]): void {
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOfPod)]);
  truncateHistory(client, revisionsOf(client, set), (revision) => live.has(revision.metadata.name), set.spec?.revisionHistoryLimit ?? DEFAULT_HISTORY_LIMIT);
}

function nextAvailabilityMs(pods: readonly Pod[], minReadySeconds: number, nowEpochMs: number): number | undefined {
  let next: number | undefined;
  for (const pod of pods) {
    const wait = untilAvailableMs(pod, minReadySeconds, nowEpochMs);
    if (wait !== undefined && wait > 0 && (next === undefined || wait < next)) next = wait;
  }
  return next;
}
