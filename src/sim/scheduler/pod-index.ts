import type { Labels } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import type { PodInfo } from './pod-info.ts';

/** A bound pod; `info` is replaced when the pod changes without asking for anything else. */
export interface BoundPod {
  info: PodInfo;
  readonly nodeName: string;
}

type Bucket = Map<string, BoundPod>;

/** The bucket of terms that may speak of any pod. */
const ANY = '';

/** Bound pods by what selectors ask of them, so that a selector looks at the pods that have one of its labels instead of all. */
export class PodIndex {
  /** By `namespace/label=value` of their labels. */
  readonly #labelled = new Map<string, Bucket>();
  /** By `label=value` that a pod must have for one of their affinity terms to speak of it. */
  readonly #termed = new Map<string, Bucket>();

  add(pod: BoundPod): void {
    for (const key of labelKeys(pod.info)) put(this.#labelled, key, pod);
    for (const key of termKeys(pod.info)) put(this.#termed, key, pod);
  }

  remove(pod: BoundPod): void {
    for (const key of labelKeys(pod.info)) take(this.#labelled, key, pod);
    for (const key of termKeys(pod.info)) take(this.#termed, key, pod);
  }

  /** The pods with this label. */
  labelled(namespace: string, label: string, value: string): Iterable<BoundPod> {
    return this.#labelled.get(`${namespace}/${label}=${value}`)?.values() ?? [];
  }

  /** The pods with affinity terms that may speak of a pod with these labels, each once. */
  withTermsAbout(labels: Labels): Iterable<BoundPod> {
    const found = new Set<BoundPod>();
    const keys = [ANY, ...Object.keys(labels).map((label) => `${label}=${labels[label] ?? ''}`)];
    for (const key of keys) for (const pod of this.#termed.get(key)?.values() ?? []) found.add(pod);
    return found;
  }
}

/** A label that everything which the selector selects must have; undefined when there is no single one. */
export function requiredPair(selector: LabelSelector | undefined): readonly [string, string] | undefined {
  const [pair] = Object.entries(selector?.matchLabels ?? {});
  if (pair !== undefined) return pair;
  const single = (selector?.matchExpressions ?? []).find(({ operator, values }) => operator === 'In' && values?.length === 1);
  return single?.key === undefined || single.values?.[0] === undefined ? undefined : [single.key, single.values[0]];
}

function labelKeys({ namespace, labels }: PodInfo): string[] {
  return Object.keys(labels).map((label) => `${namespace}/${label}=${labels[label] ?? ''}`);
}

function termKeys({ requiredAffinity, requiredAntiAffinity, preferredAffinity, preferredAntiAffinity }: PodInfo): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const terms of [requiredAffinity, requiredAntiAffinity, preferredAffinity, preferredAntiAffinity]) {
    for (const { selector } of terms) {
      const pair = requiredPair(selector);
      keys.add(pair === undefined ? ANY : `${pair[0]}=${pair[1]}`);
    }
  }
  return keys;
}

function put(buckets: Map<string, Bucket>, key: string, pod: BoundPod): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, new Map([[pod.info.key, pod]]));
  else bucket.set(pod.info.key, pod);
}

function take(buckets: Map<string, Bucket>, key: string, pod: BoundPod): void {
  const bucket = buckets.get(key);
  bucket?.delete(pod.info.key);
  if (bucket?.size === 0) buckets.delete(key);
}
