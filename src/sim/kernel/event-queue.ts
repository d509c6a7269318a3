/** Something to do at a point in virtual time. */
export interface ScheduledEvent {
  readonly timeMs: number;
  /** Rank of the component among those that act at the same time; the lowest acts first. */
  readonly order: number;
  /** Ties of time and rank are broken by key, then by `sequence`. */
  readonly key: string;
  readonly sequence: number;
  readonly run: () => void;
}

/** A binary heap of events by (time, order, key, sequence): which of them is next never depends on how they came in. */
export class EventQueue {
  readonly #heap: ScheduledEvent[] = [];

  peek(): ScheduledEvent | undefined {
    return this.#heap[0];
  }

  push(event: ScheduledEvent): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !precedes(event, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = event;
  }

  pop(): ScheduledEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      let child = heap[childIndex];
      if (child === undefined) break;
      const right = heap[childIndex + 1];
      if (right !== undefined && precedes(right, child)) {
        childIndex += 1;
        child = right;
      }
      if (!precedes(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
    return first;
  }
}

function precedes(a: ScheduledEvent, b: ScheduledEvent): boolean {
  if (a.timeMs !== b.timeMs) return a.timeMs < b.timeMs;
  if (a.order !== b.order) return a.order < b.order;
  if (a.key !== b.key) return a.key < b.key;
  return a.sequence < b.sequence;
}
