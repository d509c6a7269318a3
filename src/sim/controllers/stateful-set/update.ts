import { compareKubernetesVersions } from '../../../api/kubernetes-version.ts';
import type { StatefulSetStatus } from '../../../api/types/apps-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import type { Pod, StatefulSet } from '../../objects.ts';
import { isTerminal, isTerminating } from '../../pods/conditions.ts';
import type { Recorder } from '../../recorder.ts';
import { templateOf } from '../history.ts';
import { scaledValue } from '../int-or-percent.ts';
import { slowStartBatch } from '../slow-start.ts';
import { applyRetentionPolicy, createMissingClaims, hasStaleClaim } from './claims.ts';
import { isInRange, newPod, ordinalOf, replicasOf, revisionOfPod, startOrdinal } from './identity.ts';
import { countedStatus, isRunningAndAvailable, isRunningAndReady, type Revisions } from './status.ts';

/** One sync of one StatefulSet. */
export interface Sync {
  readonly client: Client;
  readonly recorder: Recorder;
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  /** Those that exist. */
  readonly pods: readonly Pod[];
}

export interface Outcome {
  readonly status: StatefulSetStatus;
  readonly failed?: string;
}

/** What is found or wanted at one ordinal: a pod, or one that does not exist yet. */
interface Replica {
  readonly pod: Pod;
  readonly exists: boolean;
}

/** The wanted ones in their order, each made when it is looked at: there may be a million. */
interface Replicas {
  readonly count: number;
  readonly at: (index: number) => Replica;
}

/** Stop: the round ends here. */
type Verdict = { readonly stop: boolean; readonly failed?: string };

const GO_ON: Verdict = { stop: false };
const STOP: Verdict = { stop: true };

/** Creates, deletes and updates pods towards what the set wants (updateStatefulSet in pkg/controller/statefulset/stateful_set_control.go, v1.36). */
export function updateStatefulSet(sync: Sync): Outcome {
  const { set, client, pods, revisions } = sync;
  const replicas = replicasAt(sync);
  const condemned = pods
    .filter((pod) => !isInRange(set, ordinalOf(set, pod) ?? -1))
    .sort((a, b) => (ordinalOf(set, b) ?? 0) - (ordinalOf(set, a) ?? 0));
  const existing = pods.filter((pod) => isInRange(set, ordinalOf(set, pod) ?? -1));
  const status = countedStatus(set, revisions, [...existing, ...condemned], client.clock.epochMs);
  if (set.metadata.deletionTimestamp !== undefined) return { status };
  const monotonic = set.spec?.podManagementPolicy !== 'Parallel';
  const areAllAvailable = existing.length === replicas.count && !existing.some((pod) => isUnavailable(sync, pod));
  const firstUnavailable = areAllAvailable ? condemned.findLast((pod) => isUnavailable(sync, pod)) : undefined;
  const forCondemned = (act: (pod: Pod) => Verdict): Verdict => runForAll(condemned.length, monotonic, (index) => act(condemned[index] as Pod));
  const rounds = [
    () => runForAll(replicas.count, monotonic, (index) => processReplica(sync, replicas.at(index), monotonic)),
    () => forCondemned((pod) => fixClaims(sync, pod)),
    () => forCondemned((pod) => processCondemned(sync, pod, firstUnavailable, monotonic)),
  ];
  for (const round of rounds) {
    const verdict = round();
    if (verdict.stop) return verdict.failed === undefined ? { status } : { status, failed: verdict.failed };
  }
  return rollOut(sync, replicas, status);
}

function replicasAt({ set, pods, revisions }: Sync): Replicas {
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  const made = new Map<number, Replica>();
  const at = (index: number): Replica => {
    const ordinal = startOrdinal(set) + index;
    const pod = byOrdinal.get(ordinal);
    if (pod !== undefined) return { pod, exists: true };
    let replica = made.get(index);
    if (replica === undefined) {
      const revision = needsCurrentRevision(set, ordinal) ? revisions.current : revisions.update;
      made.set(index, (replica = { pod: newPod(set, templateOf(revision), revision.metadata.name ?? '', ordinal), exists: false }));
    }
    return replica;
  };
  return { count: replicasOf(set), at };
}

/** Ordinals below the partition of a rolling update stay at, and come back with, the current revision (newVersionedStatefulSetPod). */
function needsCurrentRevision(set: StatefulSet, ordinal: number): boolean {
  if (set.spec?.updateStrategy?.type === 'OnDelete') return false;
  return ordinal < startOrdinal(set) + (set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/** One after the other up to the first that stops the round, or all in growing batches up to the first failure. */
function runForAll(count: number, monotonic: boolean, act: (index: number) => Verdict): Verdict {
  if (monotonic) {
    for (let index = 0; index < count; index += 1) {
      const verdict = act(index);
      if (verdict.stop) return verdict;
    }
    return GO_ON;
  }
  const { failure } = slowStartBatch(count, (index) => act(index).failed);
  return failure === undefined ? GO_ON : { stop: true, failed: failure };
}

function processReplica(sync: Sync, replica: Replica, monotonic: boolean): Verdict {
  const { client, recorder, set } = sync;
  const { pod } = replica;
  if (replica.exists && isTerminal(pod)) {
    if (isTerminating(pod)) return STOP;
    return deletePod(sync, pod);
  }
  if (!replica.exists) return createReplica(sync, pod, monotonic);
  if (pod.status?.phase === 'Pending') {
    const failed = createMissingClaims(client, recorder, set, pod);
    if (failed !== undefined) return { stop: true, failed };
  }
  const waits = isTerminating(pod) || !isRunningAndReady(pod) || !isRunningAndAvailable(pod, set.spec?.minReadySeconds ?? 0, client.clock.epochMs);
  if (waits && monotonic) return STOP;
  applyRetentionPolicy(client, set, pod);
  return GO_ON;
}

function createReplica(sync: Sync, pod: Pod, monotonic: boolean): Verdict {
  const { client, recorder, set } = sync;
  if (hasStaleClaim(client, set, pod)) return STOP;
  const failedClaim = createMissingClaims(client, recorder, set, pod);
  if (failedClaim !== undefined) return { stop: true, failed: failedClaim };
  const created = client.create(pod);
  const subject = `Create Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`;
  if (!created.ok) {
    recorder.event(set, 'Warning', 'FailedCreate', `${subject} failed error: ${created.message}`, client.by);
    return { stop: true, failed: created.message };
  }
  recorder.event(set, 'Normal', 'SuccessfulCreate', `${subject} successful`, client.by);
  applyRetentionPolicy(client, set, created.object);
  return monotonic ? STOP : GO_ON;
}

function fixClaims(sync: Sync, pod: Pod): Verdict {
  applyRetentionPolicy(sync.client, sync.set, pod);
  return GO_ON;
}

/** Scaling down waits for pods that are not well, unless the one to go is the first of those itself. */
function processCondemned(sync: Sync, pod: Pod, firstUnavailable: Pod | undefined, monotonic: boolean): Verdict {
  if (isTerminating(pod)) return monotonic ? STOP : GO_ON;
  const isWell = isRunningAndReady(pod) && isRunningAndAvailable(pod, sync.set.spec?.minReadySeconds ?? 0, sync.client.clock.epochMs);
  if (!isWell && monotonic && pod !== firstUnavailable) return STOP;
  return deletePod(sync, pod);
}

function deletePod({ client, recorder, set }: Sync, pod: Pod): Verdict {
  const deleted = client.delete(pod);
  const subject = `Delete Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''}`;
  if (!deleted.ok) {
    recorder.event(set, 'Warning', 'FailedDelete', `${subject} failed error: ${deleted.message}`, client.by);
    return { stop: true, failed: deleted.message };
  }
  recorder.event(set, 'Normal', 'SuccessfulDelete', `${subject} successful`, client.by);
  return STOP;
}

function isUnavailable({ set, client }: Sync, pod: Pod): boolean {
  return isTerminating(pod) || !isRunningAndAvailable(pod, set.spec?.minReadySeconds ?? 0, client.clock.epochMs);
}

/** Deletes pods of old revisions, from the highest ordinal down to the partition. */
function rollOut(sync: Sync, { count, at }: Replicas, status: StatefulSetStatus): Outcome {
  const { set, client, revisions } = sync;
  if (set.spec?.updateStrategy?.type === 'OnDelete') return { status };
  const replicas = Array.from({ length: count }, (_unused, index) => at(index));
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  const newest = revisions.update.metadata.name ?? '';
  const targets = replicas.slice(partition).reverse();
  const isOld = ({ pod }: Replica): boolean => revisionOfPod(pod) !== newest && !isTerminating(pod);
  // MaxUnavailableStatefulSet is on by default in 1.35 only.
  const several = compareKubernetesVersions(client.server.version, '1.35') === 0;
  const chosen: Replica[] = [];
  if (several) {
    const down = replicas.filter(({ pod }) => isUnavailable(sync, pod)).length;
    const room = maxUnavailableOf(set) - down;
    chosen.push(...targets.filter(isOld).slice(0, Math.max(0, room)));
  } else {
    for (const target of targets) {
      if (isOld(target)) {
        chosen.push(target);
        break;
      }
      if (isUnavailable(sync, target.pod)) break;
    }
  }
  let deleted = 0;
  for (const { pod } of chosen) {
    const verdict = deletePod(sync, pod);
    if (verdict.failed !== undefined) return { status, failed: verdict.failed };
    deleted += 1;
  }
  return { status: deleted === 0 ? status : { ...status, currentReplicas: (status.currentReplicas ?? 0) - deleted } };
}

function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable;
  return value === undefined ? 1 : Math.max(1, scaledValue(value, replicasOf(set), false));
}
