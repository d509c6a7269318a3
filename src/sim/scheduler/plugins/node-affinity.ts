import { matchesRequiredNodeAffinity, preferredNodeAffinityWeight, matchesNodeSelector } from '../../../api/node-selector.ts';
import type { NodeAffinity, NodeSelectorTerm, PodSpec, PreferredSchedulingTerm } from '../../../api/types/core-v1.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin, normalizeByMaximum } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { unresolvable } from '../status.ts';

const NAME = 'NodeAffinity';

/**
 * Node selectors and node affinity (plugins/nodeaffinity, v1.36). `added` comes from the profile (`addedAffinity`) and holds for every
 * pod besides its own.
 */
export function nodeAffinity(added?: NodeAffinity): Plugin {
  const addedRequired = added?.requiredDuringSchedulingIgnoredDuringExecution;
  const addedPreferred = added?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return definePlugin({
    name: NAME,
    scope: 'node',
    preFilter({ spec }): PreFilterResult<undefined> {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (addedRequired === undefined && required === undefined && Object.keys(spec.nodeSelector ?? {}).length === 0) return { kind: 'skip' };
      const names = namedNodes(spec);
      if (names === undefined) return { kind: 'state', state: undefined };
      if (names.size === 0) return { kind: 'rejected', status: unresolvable(NAME, 'pod affinity terms conflict') };
      return { kind: 'state', state: undefined, nodeNames: names };
    },
    filter(_state: undefined, pod, node) {
      if (addedRequired !== undefined && !matchesNodeSelector(addedRequired, node)) {
        return unresolvable(NAME, "node(s) didn't match scheduler-enforced node affinity");
      }
      return matchesRequiredNodeAffinity(pod.spec, node) ? undefined : unresolvable(NAME, "node(s) didn't match Pod's node affinity/selector");
    },
    scoreBase(pod): readonly PreferredSchedulingTerm[] | undefined {
      const own = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
      return own === undefined && addedPreferred.length === 0 ? undefined : [...addedPreferred, ...(own ?? [])];
    },
    preScore: (terms: readonly PreferredSchedulingTerm[]) => terms,
    score: (terms, _pod, node: NodeInfo) => preferredNodeAffinityWeight(terms, node),
    normalize: (scores) => normalizeByMaximum(scores, false),
  });
}

/** The nodes that the required terms name by `metadata.name`; undefined when some term names none. */
function namedNodes(spec: PodSpec): Set<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms === undefined || terms.length === 0) return undefined;
  const all = new Set<string>();
  for (const term of terms) {
    const names = namesOfTerm(term);
    if (names === undefined) return undefined;
    for (const name of names) all.add(name);
  }
  return all;
}

function namesOfTerm(term: NodeSelectorTerm): readonly string[] | undefined {
  const lists = (term.matchFields ?? []).filter(({ key, operator }) => key === 'metadata.name' && operator === 'In').map(({ values }) => values ?? []);
  const [first, ...others] = lists;
  return first?.filter((name) => others.every((list) => list.includes(name)));
}
