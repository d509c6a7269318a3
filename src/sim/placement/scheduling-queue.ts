/** Pods that wait for their turn: the highest priority first, then in order of arrival (PrioritySort). */
export class SchedulingQueue {
  readonly #byPriority = new Map<number, Set<string>>();
  readonly #priorities = new Map<string, number>();

  get size(): number {
    return this.#priorities.size;
  }

  has(key: string): boolean {
    return this.#priorities.has(key);
  }

  add(key: string, priority: number): void {
    if (this.#priorities.has(key)) return;
    this.#priorities.set(key, priority);
    const keys = this.#byPriority.get(priority);
    if (keys === undefined) this.#byPriority.set(priority, new Set([key]));
    else keys.add(key);
  }

  delete(key: string): void {
    const priority = this.#priorities.get(key);
    if (priority === undefined) return;
    this.#priorities.delete(key);
    const keys = this.#byPriority.get(priority);
    keys?.delete(key);
    if (keys?.size === 0) this.#byPriority.delete(priority);
  }

  pop(): string | undefined {
    if (this.#byPriority.size === 0) return undefined;
    const highest = Math.max(...this.#byPriority.keys());
    for (const key of this.#byPriority.get(highest) ?? []) {
      this.delete(key);
      return key;
    }
    return undefined;
  }
}
