import type { KubeObject } from '../../api/object.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import type { Pod } from '../../sim/objects.ts';
import type { RecordedEvent } from '../../sim/recorder.ts';
import { isPod, type Owners } from '../timeline/owners.ts';

/** What nodes did to pods between two moments. */
export interface PodTroubles {
  /** Container restarts, by `Deployment shop/web`. */
  readonly restarts: ReadonlyMap<string, number>;
  /** Pods that nodes ended because they ran short, or because the pod used more disk than it may; by the same names. */
  readonly evicted: ReadonlyMap<string, number>;
  /** Containers that were killed for their memory and had not been before, once each: `web of Deployment shop/web`. */
  readonly killedForMemory: readonly string[];
}

export function podTroubles(before: readonly KubeObject[], entries: readonly LogEntry[], events: readonly RecordedEvent[], owners: Owners): PodTroubles {
  const counts = new Map<string, number>(before.filter(isPod).map((pod) => [pod.metadata.uid ?? '', restartsOf(pod)]));
  const pods = new Map<string, Pod>(before.filter(isPod).map((pod) => [pod.metadata.uid ?? '', pod]));
  const restarts = new Map<string, number>();
  for (const { object } of entries) {
    if (!isPod(object)) continue;
    const uid = object.metadata.uid ?? '';
    pods.set(uid, object);
    const [was, is] = [counts.get(uid) ?? 0, restartsOf(object)];
    counts.set(uid, is);
    if (is > was) add(restarts, subjectOf(object, owners), is - was);
  }
  const wasKilled = new Set(before.filter(isPod).flatMap(killedContainers));
  const evicted = new Map<string, number>();
  const killed = new Set<string>();
  for (const { reason, uid, message } of events) {
    const pod = pods.get(uid);
    if (pod === undefined) continue;
    if (reason === 'Evicted') add(evicted, subjectOf(pod, owners), 1);
    const container = reason === 'OOMKilling' ? (/container (\S+)/.exec(message)?.[1] ?? '') : undefined;
    if (container !== undefined && !wasKilled.has(`${uid} ${container}`)) killed.add(`${container} of ${subjectOf(pod, owners)}`);
  }
  return { restarts, evicted, killedForMemory: [...killed].sort() };
}

function subjectOf(pod: Pod, owners: Owners): string {
  const { kind, metadata } = owners.workloadOf(pod);
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function restartsOf({ status }: Pod): number {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0);
}

/** `UID CONTAINER` of the containers that have been killed for their memory. */
function killedContainers({ metadata, status }: Pod): string[] {
  const statuses = (status?.containerStatuses ?? []).filter(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.reason === 'OOMKilled');
  return statuses.map(({ name }) => `${metadata.uid ?? ''} ${name ?? ''}`);
}
