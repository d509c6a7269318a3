import { ListValue, MapValue, mapKey, type Value } from './values.ts';

/**
 * The list that a macro (`map`, `filter`) collects items in: adding an item does not copy those before it. Only the
 * accumulator of a loop may be one, which no expression can name, so that nobody sees it change.
 */
export class GrowingList extends ListValue {
  readonly #items: Value[];
  constructor() {
    const items: Value[] = [];
    super(items);
    this.#items = items;
  }
  add(added: readonly Value[]): this {
    for (const item of added) this.#items.push(item);
    return this;
  }
  /** The list when nothing is added any more. */
  finished(): ListValue {
    return new ListValue(this.#items);
  }
}

/** The map that `transformMap` and `transformMapEntry` collect entries in; see `GrowingList`. */
export class GrowingMap extends MapValue {
  readonly #entries = new Map<string, readonly [Value, Value]>();
  get size(): number {
    return this.#entries.size;
  }
  get(key: Value): Value | undefined {
    return this.#entries.get(mapKey(key))?.[1];
  }
  keys(): Value[] {
    return [...this.#entries.values()].map(([key]) => key);
  }
  override with(key: Value, value: Value): this {
    this.#entries.set(mapKey(key), [key, value]);
    return this;
  }
}
