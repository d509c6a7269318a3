import type { DaemonSet, Pod } from '../../objects.ts';
import { REVISION_HASH_LABEL } from '../history.ts';
import { isAvailable, isTerminating } from '../../pods/conditions.ts';
import { scaledValue } from '../int-or-percent.ts';

/** What one sync does: pods to delete, and nodes that get a pod. */
export interface Actions {
  readonly podsToDelete: readonly Pod[];
  readonly nodesNeedingPods: readonly string[];
}

export interface Limits {
  readonly surge: number;
  readonly unavailable: number;
}

/** How many nodes may have two pods, or none (updatedDesiredNodeCounts in pkg/controller/daemon/update.go, v1.36); percentages are rounded up. */
export function limitsOf(set: DaemonSet, desired: number): Limits {
  const rolling = set.spec?.updateStrategy?.rollingUpdate;
  const surge = scaledValue(rolling?.maxSurge ?? 0, desired, true);
  const unavailable = scaledValue(rolling?.maxUnavailable ?? 1, desired, true);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

/** The old and the new pod of a node; undefined when there are several of a kind, which have to be cleaned up first. */
interface NodePods {
  readonly newPod: Pod | undefined;
  readonly oldPod: Pod | undefined;
}

/** The next step of a rolling update. `podsByNode` has an entry for each node that should have a pod; nodes are taken in its order (random in a real cluster). */
export function rollingUpdateStep(set: DaemonSet, podsByNode: ReadonlyMap<string, readonly Pod[]>, hash: string, limits: Limits, nowEpochMs: number): Actions {
  const isUp = (pod: Pod): boolean => isAvailable(pod, set.spec?.minReadySeconds ?? 0, nowEpochMs);
  return limits.surge === 0 ? stepWithoutSurge(podsByNode, hash, limits.unavailable, isUp) : stepWithSurge(podsByNode, hash, limits.surge, isUp);
}

/** Old pods that are down are replaced at once, healthy ones as long as few enough nodes are down. */
function stepWithoutSurge(podsByNode: ReadonlyMap<string, readonly Pod[]>, hash: string, maxUnavailable: number, isUp: (pod: Pod) => boolean): Actions {
  let unavailable = 0;
  const replaced: Pod[] = [];
  const candidates: Pod[] = [];
  for (const pods of podsByNode.values()) {
    const found = podsOnNode(pods, hash);
    if (found === undefined || (found.oldPod === undefined) === (found.newPod === undefined)) unavailable += 1;
    else if (found.newPod !== undefined) unavailable += isUp(found.newPod) ? 0 : 1;
    else if (found.oldPod !== undefined && isUp(found.oldPod)) candidates.push(found.oldPod);
    else if (found.oldPod !== undefined) {
      unavailable += 1;
      replaced.push(found.oldPod);
    }
  }
  return { podsToDelete: [...replaced, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))], nodesNeedingPods: [] };
}

/** Nodes get their new pod first, those whose old one is down at once; old pods go when the new one is available. */
function stepWithSurge(podsByNode: ReadonlyMap<string, readonly Pod[]>, hash: string, maxSurge: number, isUp: (pod: Pod) => boolean): Actions {
  let surging = 0;
  const podsToDelete: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  for (const [node, pods] of podsByNode) {
    const found = podsOnNode(pods, hash);
    if (found === undefined) surging += 1;
    else if (found.oldPod === undefined) continue;
    else if (found.newPod === undefined) (isUp(found.oldPod) ? candidates : allowed).push(node);
    else if (isUp(found.newPod)) podsToDelete.push(found.oldPod);
    else surging += 1;
  }
  return { podsToDelete, nodesNeedingPods: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))] };
}

function podsOnNode(pods: readonly Pod[], hash: string): NodePods | undefined {
  const alive = pods.filter((pod) => !isTerminating(pod));
  const newPods = alive.filter((pod) => isUpdated(pod, hash));
  const oldPods = alive.filter((pod) => !isUpdated(pod, hash));
  return newPods.length > 1 || oldPods.length > 1 ? undefined : { newPod: newPods[0], oldPod: oldPods[0] };
}

export function isUpdated(pod: Pod, hash: string): boolean {
  return pod.metadata.labels?.[REVISION_HASH_LABEL] === hash;
}
