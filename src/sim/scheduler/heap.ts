/** A binary heap: `pop` gives the first element by `isBefore`. */
export class Heap<T> {
  readonly #isBefore: (a: T, b: T) => boolean;
  readonly #items: T[] = [];

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  push(item: T): void {
    this.#items.push(item);
    let place = this.#items.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfBefore(place, parent)) break;
      place = parent;
    }
  }

  pop(): T | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (first === undefined || last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#precedes(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, place)) return first;
      place = child;
    }
  }

  #precedes(a: number, b: number): boolean {
    const [left, right] = [this.#items[a], this.#items[b]];
    return left !== undefined && (right === undefined || this.#isBefore(left, right));
  }

  #swapIfBefore(a: number, b: number): boolean {
    const [left, right] = [this.#items[a], this.#items[b]];
    if (left === undefined || right === undefined || !this.#isBefore(left, right)) return false;
    this.#items[a] = right;
    this.#items[b] = left;
    return true;
  }
}
