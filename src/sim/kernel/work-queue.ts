import type { EventLoop } from './event-loop.ts';

/** k8s.io/client-go/util/workqueue/default_rate_limiters.go: 5 ms doubling to 1000 s. */
const BASE_BACKOFF_MS = 5;
const MAX_BACKOFF_MS = 1_000_000;

export interface AddAfterOptions {
  /** A run that waits for everything to settle does not wait for this. */
  readonly background?: boolean;
}

/**
 * The work queue of one controller (k8s.io/client-go/util/workqueue, v1.36): a key is in it at most once, waits as long as the
 * earliest of its delays, and fails with a delay that doubles. Keys that are due at the same time are handled in their own order.
 */
export class WorkQueue {
  readonly #loop: EventLoop;
  readonly #order: number;
  readonly #handle: (key: string) => void;
  readonly #queued = new Set<string>();
  readonly #waiting = new Map<string, { readonly dueMs: number; readonly handle: number }>();
  readonly #failures = new Map<string, number>();

  constructor(loop: EventLoop, order: number, handle: (key: string) => void) {
    this.#loop = loop;
    this.#order = order;
    this.#handle = handle;
  }

  add(key: string): void {
    if (this.#queued.has(key)) return;
    this.#queued.add(key);
    this.#loop.at(this.#loop.nowMs, this.#order, key, () => {
      this.#queued.delete(key);
      this.#handle(key);
    });
  }

  addAfter(key: string, delayMs: number, options: AddAfterOptions = {}): void {
    if (delayMs <= 0) {
      this.add(key);
      return;
    }
    const dueMs = this.#loop.nowMs + Math.ceil(delayMs);
    const background = options.background ?? false;
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined && waiting.dueMs <= dueMs) {
      if (!background) this.#loop.setBackground(waiting.handle, false);
      return;
    }
    if (waiting !== undefined) this.#loop.setBackground(waiting.handle, true);
    const wake = (): void => {
      if (this.#waiting.get(key)?.dueMs !== dueMs) return;
      this.#waiting.delete(key);
      this.add(key);
    };
    this.#waiting.set(key, { dueMs, handle: this.#loop.at(dueMs, this.#order, key, wake, background) });
  }

  /** Whatever the key still waits for no longer matters to a run that waits for everything to settle. */
  stopWaitingFor(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) this.#loop.setBackground(waiting.handle, true);
  }

  /** The opposite: something has changed, so that what the key waits for may go another way than before. */
  waitFor(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) this.#loop.setBackground(waiting.handle, false);
  }

  /** The keys that have failed and wait for their next try. */
  failing(): string[] {
    return [...this.#failures.keys()].filter((key) => this.#waiting.has(key));
  }

  /** After a failure: waits 5 ms, 10 ms, 20 ms … until `forget`. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(BASE_BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS), { background: failures >= BACKGROUND_FAILURES });
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }
}

/** What has failed this often in a row (the next try is 41 s away) is given up by a run that waits for everything to settle. */
const BACKGROUND_FAILURES = 13;
