const FIRST_MS = 1000;
const MAX_MS = 15 * 60_000;

interface Entry {
  readonly sinceMs: number;
  readonly backoffMs: number;
}

/** How long failed daemon pods of a node are kept before they are replaced: flowcontrol.Backoff of k8s.io/client-go with 1 s to 15 min. */
export class FailedPodBackoff {
  readonly #entries = new Map<string, Entry>();

  /** Milliseconds to wait (from now) before the pod may be replaced; 0 when it may be at once. */
  delayMs(key: string, nowMs: number): number {
    const entry = this.#entries.get(key);
    if (entry === undefined || nowMs - entry.sinceMs > 2 * MAX_MS) return 0;
    return nowMs - entry.sinceMs < entry.backoffMs ? entry.backoffMs : 0;
  }

  /** Notes that a pod was replaced now: the next one waits twice as long. */
  next(key: string, nowMs: number): void {
    const entry = this.#entries.get(key);
    const isOver = entry === undefined || nowMs - entry.sinceMs > 2 * MAX_MS;
    this.#entries.set(key, { sinceMs: nowMs, backoffMs: isOver ? FIRST_MS : Math.min(2 * entry.backoffMs, MAX_MS) });
  }
}
