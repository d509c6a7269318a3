import { SCHEDULING_EFFECTS, firstUntoleratedTaint, isTolerated } from '../../../api/tolerations.ts';
import type { Toleration } from '../../../api/types/core-v1.ts';
import type { SchedulerFeatures } from '../features.ts';
import type { Plugin } from '../framework.ts';
import { definePlugin, normalizeByMaximum } from '../framework.ts';
import { unresolvable } from '../status.ts';

const NAME = 'TaintToleration';

/** Keeps pods off taints that they do not tolerate, and prefers nodes with fewer untolerated soft ones (plugins/tainttoleration, v1.36). */
export function taintToleration(features: SchedulerFeatures): Plugin {
  return definePlugin({
    name: NAME,
    scope: 'node',
    filter(_state: undefined, pod, { node }) {
      const taint = firstUntoleratedTaint(node.spec?.taints, pod.spec.tolerations, SCHEDULING_EFFECTS);
      if (taint === undefined) return undefined;
      return unresolvable(NAME, features.unnamedTaints ? 'node(s) had untolerated taint(s)' : `node(s) had untolerated taint {${taint.key ?? ''}: ${taint.value ?? ''}}`);
    },
    scoreBase: ({ spec }): readonly Toleration[] => (spec.tolerations ?? []).filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule'),
    preScore: (tolerations: readonly Toleration[]) => tolerations,
    score: (tolerations, _pod, { node }) =>
      (node.spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations)).length,
    normalize: (scores) => normalizeByMaximum(scores, true),
  });
}
