import { EventQueue } from './event-queue.ts';

/** Virtual time and what is to be done in it. Time moves only when the event that is next lies ahead. */
export class EventLoop {
  readonly #queue = new EventQueue();
  readonly #background = new Set<number>();
  #nowMs = 0;
  #sequence = 0;
  #foreground = 0;
  #work = 0;

  /** Integer milliseconds since the start. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Events that a run waits for; those scheduled as `background` (periodic rounds, far dead lines) do not count. */
  get foregroundCount(): number {
    return this.#foreground;
  }

  /** The time of the next event. */
  get nextMs(): number | undefined {
    return this.#queue.peek()?.timeMs;
  }

  /**
   * Schedules `run` at `timeMs`, or now when that has passed. `background` events happen in their order like all others, but a run
   * that waits for everything to settle does not wait for them. Returns the handle of the event.
   */
  at(timeMs: number, order: number, key: string, run: () => void, background = false): number {
    const sequence = this.#sequence;
    this.#sequence += 1;
    if (background) this.#background.add(sequence);
    else this.#foreground += 1;
    this.#queue.push({ timeMs: timeMs > this.#nowMs ? timeMs : this.#nowMs, order, key, sequence, run });
    return sequence;
  }

  /** Changes whether a run waits for an event that is yet to come. */
  setBackground(handle: number, background: boolean): void {
    if (this.#background.has(handle) === background) return;
    if (background) this.#background.add(handle);
    else this.#background.delete(handle);
    this.#foreground += background ? -1 : 1;
  }

  /** Steps done so far, and what they were charged for beyond themselves. */
  get work(): number {
    return this.#work;
  }

  /** Says that the present event looks at so many objects: what is cheap once may be too much when it is done for each of a million. */
  charge(objects: number): void {
    this.#work += objects;
  }

  /** Moves to the next event and runs it. False when there is none. */
  step(): boolean {
    const event = this.#queue.pop();
    if (event === undefined) return false;
    this.#work += 1;
    if (!this.#background.delete(event.sequence)) this.#foreground -= 1;
    this.#nowMs = event.timeMs;
    event.run();
    return true;
  }

  /** Moves time forward when nothing is due before `timeMs`. */
  advanceTo(timeMs: number): void {
    if (timeMs > this.#nowMs) this.#nowMs = timeMs;
  }
}
