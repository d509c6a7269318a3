import type { JsonObject } from '../api/json.ts';
import { type FieldPath, stepsOf } from '../diag/field-path.ts';
import { type PlacePart, type PlacedNode, type Span, spanOf } from './positions.ts';

/** The nodes of a document, whose offsets count from `offset`. */
export interface Placed {
  readonly root: PlacedNode | undefined;
  readonly offset: number;
}

/** Finds the nodes of a document; with `until`, those behind the value of that key may be left out. */
export type Place = (until?: string) => Placed;

/** The places in one document, found when they are asked for. */
export class DocumentPlaces {
  readonly #object: JsonObject;
  readonly #hasDuplicateKeys: boolean;
  readonly #place: Place;
  readonly #recent: RecentPlaces;
  #placed: Placed | undefined;
  #isWhole = false;

  constructor(object: JsonObject, hasDuplicateKeys: boolean, place: Place, recent: RecentPlaces) {
    this.#object = object;
    this.#hasDuplicateKeys = hasDuplicateKeys;
    this.#place = place;
    this.#recent = recent;
  }

  /** Where a path stands in the text of the file. */
  spanOf(path: FieldPath, part: PlacePart): Span {
    // Most findings are about the beginning of an object, and need not be looked for in all of a large one.
    const key = this.#hasDuplicateKeys ? undefined : stepsOf(path)[0];
    let placed = this.#placed;
    if (placed === undefined || (!this.#isWhole && !holds(placed, key))) {
      // What is asked for more than one part is read whole the second time, not once for each part.
      this.#isWhole = placed !== undefined || key === undefined || !Object.hasOwn(this.#object, key);
      placed = this.#isWhole ? this.#place() : this.#place(key);
      this.#placed = placed;
      this.#recent.keep(this);
    }
    const { start, end } = placed.root === undefined ? { start: 0, end: 0 } : spanOf(placed.root, path, part);
    return { start: start + placed.offset, end: end + placed.offset };
  }

  forget(): void {
    this.#placed = undefined;
    this.#isWhole = false;
  }
}

/**
 * The documents whose places are at hand: those asked about last. Findings come object by object, and the places of all documents
 * would take more memory than the objects.
 */
export class RecentPlaces {
  readonly #kept = new Set<DocumentPlaces>();

  keep(places: DocumentPlaces): void {
    this.#kept.delete(places);
    this.#kept.add(places);
    if (this.#kept.size <= DOCUMENTS_KEPT) return;
    for (const oldest of this.#kept) {
      oldest.forget();
      this.#kept.delete(oldest);
      return;
    }
  }
}

const DOCUMENTS_KEPT = 8;

function holds({ root }: Placed, key: string | undefined): boolean {
  return root?.kind === 'map' && key !== undefined && root.entries.some(({ name }) => name === key);
}
