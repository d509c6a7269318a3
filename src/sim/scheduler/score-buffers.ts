import type { NodeInfo } from './node-info.ts';

/** Arrays that are used again for every pod, since a large cluster would otherwise fill the heap with them. */
export class ScoreBuffers {
  #turnedDown = new Uint8Array(0);
  #indexes = new Int32Array(0);
  #totals = new Float64Array(0);
  #scores = new Float64Array(0);

  turnedDown(length: number): Uint8Array {
    if (this.#turnedDown.length < length) this.#turnedDown = new Uint8Array(length);
    return this.#turnedDown.subarray(0, length);
  }

  indexes(length: number): Int32Array {
    if (this.#indexes.length < length) this.#indexes = new Int32Array(length);
    return this.#indexes.subarray(0, length);
  }

  totals(length: number): Float64Array {
    if (this.#totals.length < length) this.#totals = new Float64Array(length);
    return this.#totals.subarray(0, length);
  }

  scores(length: number): Float64Array {
    if (this.#scores.length < length) this.#scores = new Float64Array(length);
    return this.#scores.subarray(0, length);
  }
}

// Plain loops over typed arrays, each in a function of its own: this is where a large cluster spends its time.

export function keptNodes(nodes: readonly NodeInfo[], turnedDown: Uint8Array): NodeInfo[] {
  const kept: NodeInfo[] = [];
  for (let index = 0; index < turnedDown.length; index += 1) {
    const node = nodes[index];
    if (turnedDown[index] === 0 && node !== undefined) kept.push(node);
  }
  return kept;
}

export function indexesOf(nodes: readonly NodeInfo[], indexes: Int32Array): Int32Array {
  for (let place = 0; place < indexes.length; place += 1) indexes[place] = nodes[place]?.index ?? 0;
  return indexes;
}

export function gather(raw: Float64Array, indexes: Int32Array, into: Float64Array): void {
  for (let place = 0; place < into.length; place += 1) into[place] = raw[indexes[place] ?? 0] ?? 0;
}

export function multiply(scores: Float64Array, weight: number): void {
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) * weight;
}

export function addTo(totals: Float64Array, scores: Float64Array): void {
  for (let place = 0; place < totals.length; place += 1) totals[place] = (totals[place] ?? 0) + (scores[place] ?? 0);
}

/** The places of the highest value. */
export function placesOfMost(totals: Float64Array): number[] {
  let best = -1;
  let places: number[] = [];
  for (let place = 0; place < totals.length; place += 1) {
    const total = totals[place] ?? 0;
    if (total < best) continue;
    if (total > best) places = [];
    best = total;
    places.push(place);
  }
  return places;
}
