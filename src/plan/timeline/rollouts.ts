import type { KubeObject } from '../../api/object.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import { numberAt, textAt } from '../objects/workload.ts';
import { conditionOf, isComplete } from './completion.ts';
import { isPod, type Owners } from './owners.ts';
import { wantedReplicas, WorkloadTracker } from './workload-tracker.ts';

/** The kinds whose changes are told as rollouts, for objects that nobody owns. */
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Pod']);

/** One workload that moved, with everything that the replay saw of it. */
export interface Movement {
  readonly workload: KubeObject;
  readonly tracker: WorkloadTracker;
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  /** It has reached its spec in the end, since this moment. */
  readonly completeSinceMs: number | undefined;
  /** When its progress deadline passed on the way. */
  readonly exceededAtMs: number | undefined;
  readonly deleted: boolean;
}

/**
 * Replays what happened since `startMs` once, and follows every workload in it. Those whose pods did not change are left out, unless their spec did
 * and they are not there yet: their rollout has stopped before its first step.
 */
export function movementsOf(before: readonly KubeObject[], entries: readonly LogEntry[], owners: Owners, startMs: number): Movement[] {
  const trackers = new Map<string, Tracked>();
  const revisions = newestRevisions(before, entries, owners);
  const existingByUid = new Map(before.map((object) => [object.metadata.uid ?? '', object]));
  let replaying = false;
  for (const object of before) take(object, false, startMs);
  replaying = true;
  endMoment(new Set(trackers.keys()), startMs);
  let touched = new Set<string>();
  let atMs = startMs;
  for (const entry of entries) {
    if (entry.timeMs !== atMs) {
      endMoment(touched, atMs);
      touched = new Set();
      atMs = entry.timeMs;
    }
    const key = take(entry.object, entry.verb === 'deleted', entry.timeMs);
    if (key !== undefined) touched.add(key);
  }
  endMoment(touched, atMs);
  return [...trackers.values()].filter(({ tracker, moved, respecified, completeSinceMs }) => tracker.steps.length > 1 || moved || (respecified && completeSinceMs === undefined)).map(toMovement);

  function take(object: KubeObject, gone: boolean, timeMs: number): string | undefined {
    if (isPod(object)) {
      const workload = owners.workloadOf(object);
      if (!WORKLOADS.has(workload.kind)) return undefined;
      const tracked = trackerOf(workload);
      if (workload === object || workload.kind === 'Pod') tracked.tracker.takeWorkload(object);
      if (tracked.tracker.takePod(object, gone, timeMs) && replaying) tracked.moved = true;
      return tracked.key;
    }
    if (!WORKLOADS.has(object.kind)) return undefined;
    const workload = owners.workloadOf(object);
    if (!WORKLOADS.has(workload.kind)) return undefined;
    const tracked = trackerOf(workload);
    if (object.metadata.uid === workload.metadata.uid) {
      tracked.tracker.takeWorkload(object);
      tracked.deleted = gone;
      if (replaying && object.metadata.generation !== existingByUid.get(object.metadata.uid ?? '')?.metadata.generation) tracked.respecified = true;
    } else if (object.kind === 'ReplicaSet') {
      tracked.tracker.takeReplicaSet(object, gone);
    }
    return tracked.key;
  }

  function trackerOf(workload: KubeObject): Tracked {
    const key = workload.metadata.uid ?? workload.metadata.name ?? '';
    const known = trackers.get(key);
    if (known !== undefined) return known;
    const newest = revisions.get(key);
    const existing = existingByUid.get(workload.metadata.uid ?? '');
    const revisionOf = (object: KubeObject): 'old' | 'new' => (newest === undefined || revisionName(object, owners) === newest ? 'new' : 'old');
    const tracked: Tracked = {
      key,
      tracker: new WorkloadTracker(existing ?? workload, revisionOf),
      replicasBefore: existing === undefined ? 0 : wantedReplicas(existing),
      completeSinceMs: undefined,
      exceededAtMs: undefined,
      isExceeded: existing !== undefined && hasExceeded(existing),
      deleted: false,
      moved: false,
      respecified: false,
    };
    trackers.set(key, tracked);
    return tracked;
  }

  function endMoment(keys: ReadonlySet<string>, timeMs: number): void {
    for (const key of keys) {
      const tracked = trackers.get(key);
      if (tracked === undefined) continue;
      tracked.tracker.endMoment(timeMs);
      const isExceeded = hasExceeded(tracked.tracker.workload);
      if (isExceeded && !tracked.isExceeded) tracked.exceededAtMs ??= timeMs;
      tracked.isExceeded = isExceeded;
      if (!isComplete(tracked.tracker.workload)) tracked.completeSinceMs = undefined;
      else tracked.completeSinceMs ??= timeMs;
    }
  }
}

interface Tracked {
  readonly key: string;
  readonly tracker: WorkloadTracker;
  readonly replicasBefore: number;
  completeSinceMs: number | undefined;
  exceededAtMs: number | undefined;
  isExceeded: boolean;
  deleted: boolean;
  moved: boolean;
  respecified: boolean;
}

function hasExceeded(workload: KubeObject): boolean {
  return conditionOf(workload, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
}

function toMovement({ tracker, replicasBefore, completeSinceMs, exceededAtMs, deleted }: Tracked): Movement {
  const { workload } = tracker;
  return { workload, tracker, replicasBefore, replicasAfter: deleted ? 0 : wantedReplicas(workload), completeSinceMs, exceededAtMs, deleted };
}

/** What tells revisions apart: the ReplicaSet for pods of Deployments, the hash label for the others. */
function revisionName(object: KubeObject, owners: Owners): string | undefined {
  if (object.kind === 'ReplicaSet') return object.metadata.uid;
  const owner = owners.controllerOf(object);
  if (owner?.kind === 'ReplicaSet' && owners.controllerOf(owner) !== undefined) return owner.metadata.uid;
  return object.metadata.labels?.['controller-revision-hash'];
}

/** The revision that each workload has in the end, by uid of the workload. */
function newestRevisions(before: readonly KubeObject[], entries: readonly LogEntry[], owners: Owners): Map<string, string> {
  const best = new Map<string, { readonly revision: number; readonly name: string }>();
  const last = new Map<string, KubeObject>();
  for (const object of before) if (isRevision(object)) last.set(object.metadata.uid ?? '', object);
  for (const { object } of entries) if (isRevision(object)) last.set(object.metadata.uid ?? '', object);
  for (const object of last.values()) {
    const owner = owners.controllerOf(object)?.metadata.uid;
    if (owner === undefined) continue;
    const revision = object.kind === 'ReplicaSet' ? Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0) : (numberAt(object, 'revision') ?? 0);
    const name = object.kind === 'ReplicaSet' ? (object.metadata.uid ?? '') : (textAt(object, 'metadata', 'labels', 'controller-revision-hash') ?? hashOf(object, owners));
    if (revision > (best.get(owner)?.revision ?? -1)) best.set(owner, { revision, name });
  }
  return new Map([...best].map(([owner, { name }]) => [owner, name]));
}

function isRevision(object: KubeObject): boolean {
  return object.kind === 'ReplicaSet' || object.kind === 'ControllerRevision';
}

/** Pods of a StatefulSet carry the name of their revision, those of a DaemonSet its hash. */
function hashOf(revision: KubeObject, owners: Owners): string {
  const owner = owners.controllerOf(revision);
  const name = revision.metadata.name ?? '';
  return owner?.kind === 'DaemonSet' ? name.slice((owner.metadata.name ?? '').length + 1) : name;
}
