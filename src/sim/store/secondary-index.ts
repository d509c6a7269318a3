import type { KubeObject } from '../../api/object.ts';
import { objectKey } from '../objects.ts';

/** Objects of one kind by some value of theirs (owner, node, namespace), kept up by the store. In each value's list: order of arrival. */
export class SecondaryIndex<T extends KubeObject = KubeObject> {
  readonly #valuesOf: (object: T) => readonly string[];
  readonly #byValue = new Map<string, Map<string, T>>();

  constructor(valuesOf: (object: T) => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  /** The objects that have this value. */
  get(value: string): Iterable<T> {
    return this.#byValue.get(value)?.values() ?? NONE;
  }

  /** A copy of the list, safe to hold while objects change. */
  list(value: string): T[] {
    const found = this.#byValue.get(value);
    return found === undefined ? [] : [...found.values()];
  }

  count(value: string): number {
    return this.#byValue.get(value)?.size ?? 0;
  }

  values(): Iterable<string> {
    return this.#byValue.keys();
  }

  change(previous: KubeObject | undefined, object: KubeObject | undefined): void {
    const before = previous === undefined ? NONE : this.#valuesOf(previous as T);
    const after = object === undefined ? NONE : this.#valuesOf(object as T);
    const key = objectKey((object ?? previous) as T);
    for (const value of before) {
      if (after.includes(value)) continue;
      const found = this.#byValue.get(value);
      found?.delete(key);
      if (found?.size === 0) this.#byValue.delete(value);
    }
    for (const value of after) {
      const found = this.#byValue.get(value);
      if (found === undefined) this.#byValue.set(value, new Map([[key, object as T]]));
      else found.set(key, object as T);
    }
  }
}

const NONE: readonly never[] = [];
