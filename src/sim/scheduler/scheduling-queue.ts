import type { Pod } from '../../api/types/core-v1.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { mayHelp } from './cluster-event.ts';
import { Heap } from './heap.ts';

/** A pod that waits to be scheduled. */
export interface QueuedPod {
  readonly pod: Pod;
  /** `namespace/name` */
  readonly key: string;
  readonly priority: number;
  /** When it was last put in the queue, in virtual milliseconds. */
  readonly queuedMs: number;
  /** Attempts so far that found no node. */
  readonly failures: number;
  /** The plugins that turned it down the last time. */
  readonly plugins: readonly string[];
  readonly sequence: number;
}

type Place = 'active' | 'backoff' | 'unschedulable' | 'gated';

/** How long a pod that fits nowhere waits before it may be tried again: doubling from the first to the longest. */
export interface BackoffTimes {
  readonly firstMs: number;
  readonly longestMs: number;
}

const DEFAULT_BACKOFF: BackoffTimes = { firstMs: 1_000, longestMs: 10_000 };
/** How long a pod waits for an event before it is tried again anyway. */
export const LEFTOVER_MS = 5 * 60_000;

/**
 * Pods that wait (pkg/scheduler/backend/queue/scheduling_queue.go, v1.36): by priority, then by the time they were queued. Pods that
 * could not be placed wait for an event that may help, then for the end of their back-off of 1 s doubling to 10 s; when no other pod
 * is there they are tried before that (SchedulerPopFromBackoffQ, since 1.33). Whatever is left is tried again after 5 minutes.
 *
 * The caller owns the time: `nowMs` is virtual.
 */
export class SchedulingQueue {
  readonly #entries = new Map<string, { readonly queued: QueuedPod; readonly place: Place }>();
  /** Those of the entries that an event or time will move. */
  readonly #unschedulable = new Map<string, QueuedPod>();
  readonly #backingOff = new Map<string, QueuedPod>();
  readonly #gated = new Set<string>();
  readonly #active = new Heap<QueuedPod>((a, b) => (a.priority === b.priority ? isEarlier(a, b) : a.priority > b.priority));
  readonly #backoff: Heap<QueuedPod>;
  readonly #times: BackoffTimes;
  #sequence = 0;

  constructor(times: BackoffTimes = DEFAULT_BACKOFF) {
    this.#times = times;
    this.#backoff = new Heap((a, b) => {
      const [endOfA, endOfB] = [backoffEndMs(a, times), backoffEndMs(b, times)];
      return endOfA === endOfB ? isEarlier(a, b) : endOfA < endOfB;
    });
  }

  /** Whether `pop` gives a pod now. */
  get hasNext(): boolean {
    return this.#entries.size > this.#unschedulable.size + this.#gated.size;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Adds a pending pod, or takes over a change of one: a changed pod is worth another attempt at once. */
  set(pod: Pod, nowMs: number): void {
    const key = keyOf(pod);
    const known = this.#entries.get(key);
    this.#sequence += 1;
    const queued: QueuedPod = {
      pod,
      key,
      priority: pod.spec?.priority ?? 0,
      queuedMs: known?.queued.queuedMs ?? nowMs,
      failures: known?.queued.failures ?? 0,
      plugins: known?.queued.plugins ?? [],
      sequence: known?.queued.sequence ?? this.#sequence,
    };
    this.#put(queued, 'active');
  }

  remove(namespace: string, name: string): void {
    this.#forget(`${namespace}/${name}`);
  }

  /** The next pod to try, taken out of the queue; undefined when all that wait wait for an event. */
  pop(): QueuedPod | undefined {
    const next = this.#take(this.#active, 'active') ?? this.#take(this.#backoff, 'backoff');
    if (next !== undefined) this.#forget(next.key);
    return next;
  }

  /** Puts a pod back that found no node; `plugins` turned it down. A gated one waits until it is changed. */
  putBack(queued: QueuedPod, pod: Pod, plugins: readonly string[], nowMs: number): void {
    this.#sequence += 1;
    this.#put({ ...queued, pod, plugins, failures: queued.failures + 1, queuedMs: nowMs, sequence: this.#sequence }, plugins.includes('SchedulingGates') ? 'gated' : 'unschedulable');
  }

  /** Moves the pods that an event may help to where they are tried again. */
  notice(event: ClusterEvent, nowMs: number): void {
    for (const queued of [...this.#unschedulable.values()]) {
      if (mayHelp(event, queued.plugins)) this.#put(queued, backoffEndMs(queued, this.#times) > nowMs ? 'backoff' : 'active');
    }
  }

  /** Moves what has waited long enough: to be called at `nextMs`. */
  flush(nowMs: number): void {
    for (const queued of [...this.#backingOff.values()]) if (backoffEndMs(queued, this.#times) <= nowMs) this.#put(queued, 'active');
    for (const queued of [...this.#unschedulable.values()]) if (queued.queuedMs + LEFTOVER_MS <= nowMs) this.#put(queued, 'active');
  }

  /** When `flush` will move something next. */
  get nextMs(): number | undefined {
    let next: number | undefined;
    for (const queued of this.#backingOff.values()) if (next === undefined || backoffEndMs(queued, this.#times) < next) next = backoffEndMs(queued, this.#times);
    for (const { queuedMs } of this.#unschedulable.values()) if (next === undefined || queuedMs + LEFTOVER_MS < next) next = queuedMs + LEFTOVER_MS;
    return next;
  }

  #put(queued: QueuedPod, place: Place): void {
    this.#forget(queued.key);
    this.#entries.set(queued.key, { queued, place });
    if (place === 'active') this.#active.push(queued);
    else if (place === 'backoff') this.#backoff.push(queued);
    if (place === 'backoff') this.#backingOff.set(queued.key, queued);
    else if (place === 'unschedulable') this.#unschedulable.set(queued.key, queued);
    else if (place === 'gated') this.#gated.add(queued.key);
  }

  #forget(key: string): void {
    this.#entries.delete(key);
    this.#backingOff.delete(key);
    this.#unschedulable.delete(key);
    this.#gated.delete(key);
  }

  /** Entries of the heaps that were overtaken by a change are skipped. */
  #take(heap: Heap<QueuedPod>, place: Place): QueuedPod | undefined {
    for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
      const entry = this.#entries.get(next.key);
      if (entry?.place === place && entry.queued === next) return next;
    }
    return undefined;
  }
}

/** When the back-off of a pod ends. */
export function backoffEndMs({ queuedMs, failures }: QueuedPod, { firstMs, longestMs }: BackoffTimes = DEFAULT_BACKOFF): number {
  return failures === 0 ? queuedMs : queuedMs + Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

function isEarlier(a: QueuedPod, b: QueuedPod): boolean {
  return a.queuedMs === b.queuedMs ? a.sequence < b.sequence : a.queuedMs < b.queuedMs;
}

function keyOf(pod: Pod): string {
  return `${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;
}
