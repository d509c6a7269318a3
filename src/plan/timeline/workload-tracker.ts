import type { KubeObject } from '../../api/object.ts';
import { isReady, isTerminal, isTerminating } from '../../sim/pods/conditions.ts';
import type { Pod } from '../../sim/objects.ts';
import { fieldOf, numberAt } from '../objects/workload.ts';
import type { PodPhase, PodTimeline, RolloutStep } from '../plan-model.ts';
import { phaseOf } from './pod-state.ts';

type Revision = 'old' | 'new';

interface TrackedPod {
  readonly name: string;
  readonly revision: Revision;
  node: string | undefined;
  readonly phases: { phase: PodPhase; fromMs: number; toMs?: number }[];
}

/** Follows one workload, its ReplicaSets and its pods through a replay, and writes down a step whenever their numbers change. */
export class WorkloadTracker {
  readonly steps: RolloutStep[] = [];
  /** The lowest and highest numbers at any moment, also between steps. */
  minReady = Number.POSITIVE_INFINITY;
  minAvailable = Number.POSITIVE_INFINITY;
  maxLive = 0;
  #workload: KubeObject;
  readonly #revisionOf: (object: KubeObject) => Revision;
  readonly #sets = new Map<string, KubeObject>();
  readonly #live = new Map<string, Pod>();
  readonly #pods = new Map<string, TrackedPod>();

  constructor(workload: KubeObject, revisionOf: (object: KubeObject) => Revision) {
    this.#workload = workload;
    this.#revisionOf = revisionOf;
  }

  get workload(): KubeObject {
    return this.#workload;
  }

  takeWorkload(object: KubeObject): void {
    this.#workload = object;
  }

  takeReplicaSet(set: KubeObject, gone: boolean): void {
    if (gone) this.#sets.delete(set.metadata.uid ?? '');
    else this.#sets.set(set.metadata.uid ?? '', set);
  }

  /** True when the pod now does something else than before. */
  takePod(pod: Pod, gone: boolean, atMs: number): boolean {
    const uid = pod.metadata.uid ?? pod.metadata.name ?? '';
    if (gone) this.#live.delete(uid);
    else this.#live.set(uid, pod);
    const tracked: TrackedPod = this.#pods.get(uid) ?? { name: pod.metadata.name ?? '', revision: this.#revisionOf(pod), node: undefined, phases: [] };
    this.#pods.set(uid, tracked);
    tracked.node = pod.spec?.nodeName ?? tracked.node;
    const last = tracked.phases.at(-1);
    const phase = gone ? undefined : phaseOf(pod);
    if (last !== undefined && last.phase === phase) return false;
    if (last !== undefined && last.toMs === undefined) last.toMs = atMs;
    if (phase !== undefined) tracked.phases.push({ phase, fromMs: atMs });
    return true;
  }

  /** Ends one moment: everything that happened at `atMs` is taken. */
  endMoment(atMs: number): void {
    const step = this.#stepAt(atMs);
    this.minReady = Math.min(this.minReady, step.ready);
    this.minAvailable = Math.min(this.minAvailable, step.available);
    this.maxLive = Math.max(this.maxLive, step.live);
    const last = this.steps.at(-1);
    if (last === undefined || !sameNumbers(last, step)) this.steps.push(step);
  }

  #stepAt(atMs: number): RolloutStep {
    const pods = [...this.#live.values()];
    const active = pods.filter((pod) => !isTerminating(pod) && !isTerminal(pod));
    const ready = active.filter(isReady).length;
    const wanted = wantedReplicas(this.#workload);
    const available = Math.min(ready, availableReplicas(this.#workload) ?? ready);
    return {
      atMs,
      old: this.#sized('old', active),
      new: this.#sized('new', active),
      ready,
      available,
      unavailable: Math.max(0, wanted - available),
      surge: Math.max(0, active.length - wanted),
      live: pods.filter((pod) => !isTerminal(pod)).length,
      pending: active.filter((pod) => phaseOf(pod) === 'pending').length,
    };
  }

  #sized(revision: Revision, active: readonly Pod[]): number {
    if (this.#sets.size === 0) return active.filter((pod) => this.#revisionOf(pod) === revision).length;
    return [...this.#sets.values()].filter((set) => this.#revisionOf(set) === revision).reduce((sum, set) => sum + (numberAt(set, 'spec', 'replicas') ?? 0), 0);
  }

  livePods(): readonly Pod[] {
    return [...this.#live.values()];
  }

  timelines(sinceMs: number): PodTimeline[] {
    return [...this.#pods.values()]
      .map(({ name, revision, node, phases }) => ({
        name,
        revision,
        ...(node === undefined ? {} : { node }),
        phases: phases.map(({ phase, fromMs, toMs }) => ({ phase, fromMs: Math.max(0, fromMs - sinceMs), ...(toMs === undefined ? {} : { toMs: Math.max(0, toMs - sinceMs) }) })),
      }))
      .filter(({ phases }) => phases.length > 0);
  }
}

function sameNumbers(a: RolloutStep, b: RolloutStep): boolean {
  return a.old === b.old && a.new === b.new && a.ready === b.ready && a.available === b.available && a.live === b.live && a.pending === b.pending;
}

/** How many pods the workload is to have; for DaemonSets that depends on the nodes. */
export function wantedReplicas(workload: KubeObject): number {
  if (workload.kind === 'DaemonSet') return numberAt(workload, 'status', 'desiredNumberScheduled') ?? 0;
  if (workload.kind === 'Job') return fieldOf(workload, 'spec', 'suspend') === true ? 0 : (numberAt(workload, 'spec', 'parallelism') ?? 1);
  return workload.kind === 'Pod' ? 1 : (numberAt(workload, 'spec', 'replicas') ?? 1);
}

function availableReplicas(workload: KubeObject): number | undefined {
  if (workload.kind === 'DaemonSet') return numberAt(workload, 'status', 'numberAvailable');
  return workload.kind === 'Pod' || workload.kind === 'Job' ? undefined : (numberAt(workload, 'status', 'availableReplicas') ?? 0);
}
