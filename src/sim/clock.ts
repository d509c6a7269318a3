import type { EventLoop } from './kernel/event-loop.ts';
import { formatTime, parseTime } from './kernel/wall-clock.ts';

/** Virtual time as the API sees it: a wall clock that starts at `startEpochMs`. */
export class Clock {
  readonly #loop: EventLoop;
  readonly startEpochMs: number;

  constructor(loop: EventLoop, startEpochMs: number) {
    this.#loop = loop;
    this.startEpochMs = startEpochMs;
  }

  /** Milliseconds since the start of the simulation. */
  get nowMs(): number {
    return this.#loop.nowMs;
  }

  get epochMs(): number {
    return this.startEpochMs + this.#loop.nowMs;
  }

  /** Now as metav1.Time: whole seconds, truncated. */
  get timestamp(): string {
    return formatTime(this.epochMs);
  }

  /** Milliseconds that have passed since a time stamp of the API; 0 for one that is absent or no time. */
  sinceMs(timestamp: string | undefined): number {
    const epochMs = timestamp === undefined ? undefined : parseTime(timestamp);
    return epochMs === undefined ? 0 : this.epochMs - epochMs;
  }
}
