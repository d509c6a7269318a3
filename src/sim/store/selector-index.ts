import { matchesLabelSelector, type Labels } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';

interface Entry {
  readonly key: string;
  readonly selector: LabelSelector;
  readonly bucket: string;
}

/** Finds whose selector (of Services, disruption budgets …) fits given labels without asking all of them. */
export class SelectorIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #buckets = new Map<string, Map<string, Entry>>();

  /** Sets or, without a selector, removes the selector of `key`. */
  set(key: string, namespace: string, selector: LabelSelector | undefined): void {
    const old = this.#entries.get(key);
    if (old !== undefined) {
      this.#buckets.get(old.bucket)?.delete(key);
      this.#entries.delete(key);
    }
    if (selector === undefined) return;
    const entry = { key, selector, bucket: bucketOf(namespace, selector) };
    this.#entries.set(key, entry);
    const bucket = this.#buckets.get(entry.bucket);
    if (bucket === undefined) this.#buckets.set(entry.bucket, new Map([[key, entry]]));
    else bucket.set(key, entry);
  }

  /** The keys whose selector matches these labels. */
  matching(namespace: string, labels: Labels | undefined): string[] {
    if (this.#entries.size === 0) return [];
    const found: string[] = [];
    this.#collect(`${namespace}/`, labels, found);
    for (const [name, value] of Object.entries(labels ?? {})) this.#collect(`${namespace}/${name}=${value}`, labels, found);
    return found;
  }

  #collect(bucket: string, labels: Labels | undefined, found: string[]): void {
    for (const entry of this.#buckets.get(bucket)?.values() ?? []) if (matchesLabelSelector(entry.selector, labels)) found.push(entry.key);
  }
}

/** The first pair that the selector demands; those that demand none share a bucket for each namespace. */
function bucketOf(namespace: string, selector: LabelSelector): string {
  const pair = Object.entries(selector.matchLabels ?? {})[0];
  return pair === undefined ? `${namespace}/` : `${namespace}/${pair[0]}=${pair[1]}`;
}
