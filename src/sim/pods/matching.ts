import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import { labelValue, type Indexes } from '../apiserver/indexes.ts';
import type { Pod } from '../objects.ts';

/** The pods of a namespace that a selector matches, in order of creation; an absent selector matches none. */
export function podsMatching(indexes: Indexes, namespace: string, selector: LabelSelector | undefined): Pod[] {
  if (selector === undefined) return [];
  const pair = Object.entries(selector.matchLabels ?? {})[0];
  const candidates = pair === undefined ? (indexes.byNamespace('Pod').get(namespace) as Iterable<Pod>) : indexes.podsByLabel.get(labelValue(namespace, pair[0], pair[1]));
  const found: Pod[] = [];
  for (const pod of candidates) if (matchesLabelSelector(selector, pod.metadata.labels)) found.push(pod);
  return found;
}
