import { isJsonObject } from '../../api/json.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { Labels } from '../../api/label-selector.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../api/types/meta-v1.ts';
import { mapAt, mapsAt, stringsAt, textAt, textsAt } from '../fields.ts';

/** The LabelSelector at a place, with what is malformed left out; undefined when there is none. */
export function labelSelectorAt(value: unknown, ...keys: readonly string[]): LabelSelector | undefined {
  const selector = mapAt(value, ...keys);
  if (selector === undefined) return undefined;
  const matchExpressions: LabelSelectorRequirement[] = mapsAt(selector, 'matchExpressions').map(([, item]) => ({
    key: textAt(item, 'key') ?? '',
    operator: textAt(item, 'operator') ?? '',
    values: [...textsAt(item, 'values')],
  }));
  return { matchLabels: stringsAt(selector, 'matchLabels'), matchExpressions };
}

/** The selector of kinds that select by plain pairs (Service, ReplicationController). */
export function pairSelectorAt(value: unknown, ...keys: readonly string[]): LabelSelector | undefined {
  return isJsonObject(mapAt(value, ...keys)) ? { matchLabels: stringsAt(value, ...keys), matchExpressions: [] } : undefined;
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

interface Labelled<T> {
  readonly item: T;
  readonly labels: Labels;
}

/** Finds what a selector matches without looking at everything: labelled things are filed under each of their labels. */
export class LabelIndex<T> {
  readonly #all: Labelled<T>[] = [];
  readonly #byPair = new Map<string, Labelled<T>[]>();

  add(item: T, labels: Labels): void {
    const entry = { item, labels };
    this.#all.push(entry);
    for (const [key, value] of Object.entries(labels)) {
      const filed = this.#byPair.get(`${key}=${value}`);
      if (filed === undefined) this.#byPair.set(`${key}=${value}`, [entry]);
      else filed.push(entry);
    }
  }

  /** What the selector matches, in the order in which it was added. */
  matching(selector: LabelSelector): T[] {
    return this.#candidates(selector).filter((entry) => matchesLabelSelector(selector, entry.labels)).map((entry) => entry.item);
  }

  /** Whether the selector matches anything; does not look further than the first. */
  matchesAny(selector: LabelSelector): boolean {
    return this.#candidates(selector).some((entry) => matchesLabelSelector(selector, entry.labels));
  }

  /** The shortest list that holds all that the selector can match. */
  #candidates(selector: LabelSelector): readonly Labelled<T>[] {
    let candidates: readonly Labelled<T>[] = this.#all;
    for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
      const filed = this.#byPair.get(`${key}=${value}`);
      if (filed === undefined) return [];
      if (filed.length < candidates.length) candidates = filed;
    }
    return candidates;
  }
}

/** Finds which selectors match given labels: each is filed under one of the pairs that it demands. */
export class SelectorIndex<T> {
  readonly #byPair = new Map<string, { readonly item: T; readonly selector: LabelSelector }[]>();
  readonly #anyLabels: { readonly item: T; readonly selector: LabelSelector }[] = [];

  add(item: T, selector: LabelSelector): void {
    const pair = Object.entries(selector.matchLabels ?? {})[0];
    if (pair === undefined) {
      this.#anyLabels.push({ item, selector });
      return;
    }
    const key = `${pair[0]}=${pair[1]}`;
    const filed = this.#byPair.get(key);
    if (filed === undefined) this.#byPair.set(key, [{ item, selector }]);
    else filed.push({ item, selector });
  }

  matching(labels: Labels): T[] {
    const found: T[] = [];
    const collect = (entries: readonly { readonly item: T; readonly selector: LabelSelector }[] | undefined): void => {
      for (const entry of entries ?? []) if (matchesLabelSelector(entry.selector, labels)) found.push(entry.item);
    };
    collect(this.#anyLabels);
    for (const [key, value] of Object.entries(labels)) collect(this.#byPair.get(`${key}=${value}`));
    return found;
  }
}
